package io.turnpike.charging;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.CatalogInForce;
import io.turnpike.catalog.PlanVersion;
import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.database.DatabaseTest;
import io.turnpike.definitions.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whom a new version reaches, with the day: the subscriber of home-phone since 2026-01-01 is billed from the first of the month. */
@DatabaseTest
class PlanPreviewTest {
    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private CustomerImport customers;

    @Autowired
    private ServiceDirectoryLoader directories;

    @TempDir
    private Path rules;

    @BeforeEach
    void oneSubscriber() throws IOException {
        jdbc.sql("truncate operator cascade").update();
        OneSubscriber.create(customers);
        write("list/2026-01-01.yaml", "rates: { voice/outgoing: 1.00 RUB/min }");
        write("home-phone/2026-01-01.yaml", "extends: list\nrates: { voice/incoming: 0 RUB/min }");
        write("other/2026-01-01.yaml", "rates: { voice/outgoing: 1.00 RUB/min }");
    }

    private void write(String name, String body) throws IOException {
        Path path = rules.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(
                path,
                "plan: " + path.getParent().getFileName() + "\ncurrency: RUB\nround: half-up to 0.01 RUB\n" + body
                        + "\n");
    }

    private List<String> reached(String plan, LocalDate day) {
        Problems problems = new Problems();
        Catalog catalog = Catalog.load(rules, problems);
        assertThat(problems.render()).isEmpty();
        PlanVersion version = catalog.versions(plan).stream()
                .filter(one -> one.validFrom().equals(day))
                .findFirst()
                .orElseThrow();
        return new PlanPreview(directories, new CatalogInForce(catalog))
                .touchedBy(version).stream()
                        .map(touched -> touched.plan() + " " + touched.from())
                        .toList();
    }

    @Test
    void an_immediate_version_of_a_price_list_reaches_those_on_plans_above_it_on_its_day() throws IOException {
        write("list/2026-03-10.yaml", "for-existing: immediate\nrates: { voice/outgoing: 2.00 RUB/min }");
        assertThat(reached("list", LocalDate.of(2026, 3, 10))).containsExactly("home-phone 2026-03-10");
        assertThat(reached("home-phone", LocalDate.of(2026, 3, 10))).containsExactly("home-phone 2026-03-10");
    }

    @Test
    void a_version_for_the_next_period_waits_for_the_billing_day() throws IOException {
        write("list/2026-03-10.yaml", "for-existing: next-period\nrates: { voice/outgoing: 2.00 RUB/min }");
        assertThat(reached("list", LocalDate.of(2026, 3, 10))).containsExactly("home-phone 2026-04-01");
    }

    @Test
    void a_version_of_another_plan_reaches_nobody() throws IOException {
        write("other/2026-03-10.yaml", "rates: { voice/outgoing: 2.00 RUB/min }");
        assertThat(reached("other", LocalDate.of(2026, 3, 10))).isEmpty();
    }
}
