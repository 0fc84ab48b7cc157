package io.turnpike.charging;

import static io.turnpike.charging.OneSubscriber.NUMBER;
import static io.turnpike.charging.OneSubscriber.PHONE;
import static io.turnpike.charging.OneSubscriber.call;
import static io.turnpike.charging.RerateFixture.OTHER;
import static io.turnpike.charging.RerateFixture.OTHER_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.customers.ChangeSet;
import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.ImportOptions;
import io.turnpike.database.DatabaseTest;
import io.turnpike.time.DateRange;
import io.turnpike.usage.IdentifierKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Calls rated again after a plan or the owner of a number turned out to have been another. Moscow is UTC+3. */
@DatabaseTest
class RerateFactsTest {
    private static final String MOBILE = "89161234567";

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private CustomerImport customers;

    @TempDir
    private Path folder;

    private RerateFixture books;

    @BeforeEach
    void twoSubscribers() throws IOException {
        books = new RerateFixture(context, folder);
        books.begin("2025-12-12");
    }

    @AfterEach
    void shippedPlans() {
        books.end();
    }

    @Test
    void included_minutes_are_spread_anew_after_a_back_dated_change_of_plan() throws IOException {
        books.collect(
                "1.csv",
                call(NUMBER, MOBILE, "2026-03-20 12:00:00", 480),
                call(NUMBER, MOBILE, "2026-03-10 12:00:00", 240));
        books.subscribe(PHONE, "with-minutes", "2026-03-01");
        // in order: 4 min covered on the 10th; 6 covered, 2 x 1.00 on the 20th
        assertThat(books.dryRun(RerateFixture.march("accounts", "100001")))
                .containsExactly("100001 2 12000000 2000000 0");
        books.apply(RerateFixture.march());
        assertThat(books.corrections())
                .containsExactly(
                        "03-10 09:00 1 1 4000000 0 voice/outgoing rated again",
                        "03-20 09:00 1 1 8000000 2000000 voice/outgoing rated again");
        assertThat(books.rows("select counter || ' ' || units from usage_counter"))
                .hasSize(1);
        // a late call goes behind what was used: nothing is left of the allowance
        books.collect("2.csv", call(NUMBER, MOBILE, "2026-03-25 12:00:00", 60));
        assertThat(books.billable()).containsExactly("100001 780 3000000");
        books.run(Map.of("through", "2026-04-01"), 1, "settle");
        assertThat(books.billable()).containsExactly("100001 780 3000000");
    }

    @Test
    void a_number_that_was_anothers_all_along_takes_its_calls_along() throws IOException {
        books.collect(
                "1.csv",
                call(NUMBER, MOBILE, "2026-03-05 12:00:00", 60),
                call(NUMBER, MOBILE, "2026-03-20 12:00:00", 120),
                call(OTHER_NUMBER, MOBILE, "2026-03-21 12:00:00", 300));
        books.subscribe(OTHER, "with-minutes", "2026-03-01");
        jdbc.sql("update service_identifier set valid_to = '2026-03-14T21:00:00Z' where value = ?")
                .param(NUMBER)
                .update();
        customers.run(
                new ChangeSet()
                        .assign(
                                OTHER,
                                IdentifierKind.NUMBER,
                                NUMBER,
                                Instant.parse("2026-03-14T21:00:00Z"),
                                Optional.empty()),
                ImportOptions.STRICT);
        List<String> before = books.everything();
        List<String> shown = books.dryRun(RerateFixture.march("accounts", "100001"));
        assertThat(books.everything()).isEqualTo(before);
        // 2.00 leave 100001; on 100002 the ten free minutes cover these two and the five of 5.00
        assertThat(shown).containsExactly("100001 1 2000000 0 0", "100002 2 5000000 0 0");
        books.apply(RerateFixture.march("accounts", "100001"));
        assertThat(books.applied()).isEqualTo(shown);
        assertThat(books.billable()).containsExactly("100001 60 1000000", "100002 420 0");
        assertThat(books.corrections())
                .containsExactly(
                        "03-20 09:00 1 1 2000000 0 moved rated again",
                        "03-20 09:00 2 2 0 0 due rated again",
                        "03-20 09:00 3 2 0 0 voice/outgoing rated again",
                        "03-21 09:00 1 2 5000000 0 voice/outgoing rated again");
        List<ExplainedUsage> explained = jdbc
                .sql("select usage_time, dedupe_key from usage_charge")
                .query((row, number) -> new ChargeId.OfUsage(
                        row.getTimestamp(1).toInstant(), row.getString(2).substring(0, 8)))
                .list()
                .stream()
                .flatMap(id -> context.getBean(ChargeExplanation.class).usage(id).stream())
                .toList();
        assertThat(explained)
                .extracting(one ->
                        one.at() + " " + one.service() + " " + one.result().differs())
                .containsExactlyInAnyOrder(
                        "2026-03-05T09:00:00Z meridian 100001/tel false",
                        "2026-03-20T09:00:00Z meridian 100002/tel false",
                        "2026-03-21T09:00:00Z meridian 100002/tel false");
        assertThat(List.of(listed("100001"), listed("100002"))).containsExactly("60:1000000", "120:0 300:0");
        List<String> once = books.everything();
        books.apply(RerateFixture.march());
        assertThat(books.everything()).isEqualTo(once);
    }

    /** Quantity and amount of each charge that a person is shown for an account. */
    private String listed(String account) {
        long id = jdbc.sql("select id from account where number = ?")
                .param(account)
                .query(Long.class)
                .single();
        return context
                .getBean(ChargeList.class)
                .usage(id, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), 10)
                .stream()
                .map(one -> one.quantity() + ":" + one.micros())
                .collect(Collectors.joining(" "));
    }

    @Test
    void usage_without_a_price_is_taken_back_and_priced_when_it_has_one_again() throws IOException {
        books.collect(
                "1.csv",
                call(NUMBER, MOBILE, "2026-03-20 12:00:00", 60),
                call(OTHER_NUMBER, MOBILE, "2026-03-20 13:00:00", 60));
        jdbc.sql("delete from plan_subscription where service_id = 1").update();
        jdbc.sql("update service_identifier set valid_to = '2026-03-14T21:00:00Z' where value = ?")
                .param(OTHER_NUMBER)
                .update();
        List<String> shown = books.dryRun(RerateFixture.march());
        assertThat(shown).containsExactly("100001 1 1000000 0 1", "100002 1 1000000 0 1");
        books.apply(RerateFixture.march());
        assertThat(books.applied()).isEqualTo(shown);
        assertThat(books.billable()).isEmpty();
        assertThat(books.rows("select unpriced from usage_correction order by usage_time"))
                .containsExactly("no-plan", "unknown-service");
        // nothing is due for what nobody had, nor for what has no price
        assertThat(context.getBean(ChargeCheck.class)
                        .check(
                                new ChargeCheck.Scope(null, null),
                                new DateRange(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 1)),
                                difference -> {},
                                progress -> {})
                        .differing())
                .isZero();
        List<String> once = books.everything();
        books.apply(RerateFixture.march());
        assertThat(books.everything()).isEqualTo(once);

        books.subscribe(PHONE, "home-phone", "2026-01-01");
        jdbc.sql("update service_identifier set valid_to = '9999-01-01T00:00:00Z' where value = ?")
                .param(OTHER_NUMBER)
                .update();
        assertThat(books.dryRun(RerateFixture.march())).containsExactly("100001 1 0 1000000 0", "100002 1 0 1000000 0");
        books.apply(RerateFixture.march());
        assertThat(books.billable()).containsExactly("100001 60 1000000", "100002 60 1000000");
    }
}
