package io.turnpike.charging;

import static io.turnpike.charging.OneSubscriber.NUMBER;
import static io.turnpike.charging.OneSubscriber.PHONE;
import static io.turnpike.charging.OneSubscriber.call;
import static io.turnpike.charging.RerateFixture.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.catalog.CatalogInForce;
import io.turnpike.catalog.DefinitionVersions;
import io.turnpike.customers.ChangeSet;
import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.ImportOptions;
import io.turnpike.customers.Timing;
import io.turnpike.database.DatabaseTest;
import io.turnpike.definitions.Problems;
import io.turnpike.usage.IdentifierKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is entered back-dated finds the calls it touches by itself. Moscow is UTC+3. */
@DatabaseTest
class BackDatedChangesTest {
    private static final String MOBILE = "89161234567";

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private CustomerImport customers;

    @Autowired
    private PlatformTransactionManager transactions;

    @TempDir
    private Path folder;

    private RerateFixture books;

    @BeforeEach
    void twoSubscribers() throws IOException {
        books = new RerateFixture(context, folder);
        books.begin("2025-12-12");
        jdbc.sql("truncate changed_fact").update();
        applied();
    }

    @AfterEach
    void shippedPlans() {
        books.end();
    }

    private void twoCalls() throws IOException {
        books.collect(
                "1.csv",
                call(NUMBER, MOBILE, "2026-03-20 12:00:00", 480),
                call(NUMBER, MOBILE, "2026-03-10 12:00:00", 240));
        assertThat(books.billable()).containsExactly("100001 720 12000000");
    }

    private void look(int partitions) {
        books.run(Map.of("of", "changes"), partitions, "rerate-owners", "rerate");
    }

    private List<String> noted() {
        return books.rows("select account_id || ' ' || from_day from changed_fact order by change_id");
    }

    private void applied() {
        jdbc.sql("update definition_version set applied = true").update();
    }

    private void keepVersions() {
        Problems problems = new Problems();
        context.getBean(DefinitionVersions.class)
                .keep(context.getBean(CatalogInForce.class).get(), problems);
        assertThat(problems.render()).isEmpty();
    }

    @Test
    void another_plan_since_the_middle_of_the_month() throws IOException {
        twoCalls();
        books.subscribe(PHONE, "with-minutes", "2026-03-15");
        assertThat(noted()).containsExactly("1 2026-03-15");
        look(2);
        // 4 min on the old plan, 8 of 10 free ones on the new
        assertThat(books.billable()).containsExactly("100001 720 4000000");
        assertThat(noted()).isEmpty();
        String books1 = String.join("\n", books.everything());
        look(1);
        assertThat(String.join("\n", books.everything())).isEqualTo(books1);
    }

    @Test
    void a_termination_of_last_week() throws IOException {
        twoCalls();
        customers.run(
                new ChangeSet().terminate(PHONE, LocalDate.of(2026, 3, 15), "moved away", Timing.NOW),
                ImportOptions.STRICT);
        look(1);
        assertThat(books.billable()).containsExactly("100001 240 4000000");
    }

    @Test
    void a_number_that_was_anothers_since_the_15th() throws IOException {
        twoCalls();
        Instant handOver = Instant.parse("2026-03-14T21:00:00Z");
        customers.run(
                new ChangeSet()
                        .assign(
                                PHONE,
                                IdentifierKind.NUMBER,
                                NUMBER,
                                Instant.parse("2025-12-31T21:00:00Z"),
                                Optional.of(handOver))
                        .assign(OTHER, IdentifierKind.NUMBER, NUMBER, handOver, Optional.empty()),
                ImportOptions.STRICT);
        look(2);
        assertThat(books.billable()).containsExactly("100001 240 4000000", "100002 480 8000000");
        assertThat(noted()).isEmpty();
    }

    @Test
    void a_version_of_a_past_day() throws IOException {
        twoCalls();
        applied();
        books.plans("2026-03-15", "2.00");
        keepVersions();
        look(2);
        assertThat(books.billable()).containsExactly("100001 720 20000000");
        assertThat(books.rows("select name from definition_version where not applied"))
                .isEmpty();
    }

    @Test
    void a_bill_outside_the_cycle_takes_the_account_along() throws IOException {
        twoCalls();
        books.subscribe(PHONE, "with-minutes", "2026-03-15");
        new TransactionTemplate(transactions)
                .executeWithoutResult(
                        status -> context.getBean(AccountCharging.class).chargeThrough(1, LocalDate.of(2026, 4, 1)));
        assertThat(books.billable()).containsExactly("100001 720 4000000");
    }

    @Test
    void what_is_noted_stays_while_another_run_may_go_by_the_facts_of_before() throws IOException {
        twoCalls();
        books.subscribe(PHONE, "with-minutes", "2026-03-15");
        jdbc.sql("""
                        insert into run (job, parameters, state, owner, lease_until, started_at)
                        values ('slow', '{}', 'running', 'another', now() + interval '1 hour', now())
                        """).update();
        look(1);
        assertThat(books.billable()).containsExactly("100001 720 4000000");
        assertThat(noted()).hasSize(1);
        jdbc.sql("delete from run where job = 'slow'").update();
        look(1);
        assertThat(noted()).isEmpty();
    }

    @Test
    void what_was_entered_before_anything_was_charged_is_not_noted() {
        books.subscribe(PHONE, "with-minutes", "2026-03-15");
        assertThat(noted()).isEmpty();
    }
}
