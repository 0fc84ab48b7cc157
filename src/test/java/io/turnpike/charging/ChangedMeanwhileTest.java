package io.turnpike.charging;

import static io.turnpike.charging.OneSubscriber.NUMBER;
import static io.turnpike.charging.OneSubscriber.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.catalog.CatalogInForce;
import io.turnpike.catalog.DefinitionVersions;
import io.turnpike.database.DatabaseTest;
import io.turnpike.definitions.Problems;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Another command reads a plan's changed file, while this one works by the file as it was. */
@DatabaseTest
class ChangedMeanwhileTest {
    private static final String MOBILE = "89161234567";

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    @TempDir
    private Path folder;

    private RerateFixture books;

    @AfterEach
    void shippedPlans() {
        books.end();
    }

    @Test
    void nothing_is_charged_by_two_contents_of_one_version() throws IOException {
        books = new RerateFixture(context, folder);
        books.begin("2025-12-14");
        Problems problems = new Problems();
        context.getBean(DefinitionVersions.class)
                .keep(context.getBean(CatalogInForce.class).get(), problems);
        assertThat(problems.render()).isEmpty();
        String other = "update definition_version set sha256 = repeat('0', 64) where name = 'home-phone'";
        String read = jdbc.sql("select sha256 from definition_version where name = 'home-phone'")
                .query(String.class)
                .single();
        jdbc.sql(other).update();
        assertThatThrownBy(() -> books.collect("1.csv", call(NUMBER, MOBILE, "2026-03-10 12:00:00", 240)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "rating-rules/home-phone/2025-12-14.yaml, or what it extends, was changed and read"
                                + " by another command since this one began");
        assertThat(books.rows("select file_id::text from usage_charge")).isEmpty();
        assertThat(books.rows("select name from definition_version where released_at is not null"))
                .isEmpty();

        jdbc.sql("update definition_version set sha256 = ? where name = 'home-phone'")
                .param(read)
                .update();
        books.run(java.util.Map.of("inbox", folder.resolve("inbox").toString()), 1, "collect-calls");
        assertThat(books.billable()).containsExactly("100001 240 4000000");
        assertThat(books.rows("select name from definition_version where released_at is not null"))
                .containsExactly("home-phone");
    }
}
