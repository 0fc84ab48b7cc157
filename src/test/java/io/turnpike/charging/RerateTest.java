package io.turnpike.charging;

import static io.turnpike.charging.OneSubscriber.NUMBER;
import static io.turnpike.charging.OneSubscriber.PHONE;
import static io.turnpike.charging.OneSubscriber.call;
import static io.turnpike.charging.RerateFixture.OTHER_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.customers.ChangeSet;
import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.ImportOptions;
import io.turnpike.customers.ServiceKey;
import io.turnpike.customers.ServiceKind;
import io.turnpike.database.DatabaseTest;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.usage.IdentifierKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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

/** Calls rated again at another price. Moscow is UTC+3. */
@DatabaseTest
class RerateTest {
    private static final String MOBILE = "89161234567";
    private static final String CITY = "84957654321";

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
        books.begin("2025-11-11");
    }

    @AfterEach
    void shippedPlans() {
        books.end();
    }

    @Test
    void a_price_corrected_back_dated_is_shown_by_the_dry_run_and_applied_exactly_so_once() throws IOException {
        books.collect(
                "1.csv",
                call(NUMBER, MOBILE, "2026-03-10 12:00:00", 61),
                call(NUMBER, MOBILE, "2026-03-20 12:00:00", 61),
                call(OTHER_NUMBER, MOBILE, "2026-03-20 13:00:00", 60),
                call(OTHER_NUMBER, MOBILE, "2026-04-02 13:00:00", 60));
        books.plans("2026-03-15", "0.50");
        List<String> before = books.everything();
        List<String> shown = books.dryRun(RerateFixture.march("reason", "price list of 15 March"));
        assertThat(books.everything()).isEqualTo(before);
        // two minutes 2 x 1.00 -> 2 x 0.50; one minute 1.00 -> 0.50; April is not selected
        assertThat(shown).containsExactly("100001 1 2000000 1000000 0", "100002 1 1000000 500000 0");

        books.apply(RerateFixture.march("reason", "price list of 15 March"));
        assertThat(books.applied()).isEqualTo(shown);
        assertThat(books.corrections())
                .containsExactly(
                        "03-20 09:00 1 1 2000000 1000000 voice/outgoing price list of 15 March",
                        "03-20 10:00 1 2 1000000 500000 voice/outgoing price list of 15 March");
        // 2.00 + 1.00 for 122 s; 0.50 + 1.00 for 120 s
        assertThat(books.billable()).containsExactly("100001 122 3000000", "100002 120 1500000");

        List<String> once = books.everything();
        assertThat(books.dryRun(RerateFixture.march())).isEmpty();
        books.apply(RerateFixture.march());
        assertThat(books.everything()).isEqualTo(once);
    }

    @Test
    void a_selection_names_accounts_by_everything_it_says() throws IOException {
        books.collect(
                "1.csv",
                call(NUMBER, MOBILE, "2026-03-20 12:00:00", 60),
                call(OTHER_NUMBER, CITY, "2026-03-20 13:00:00", 60));
        books.plans("2026-03-15", "0.50");
        String first = "100001 1 1000000 500000 0";
        String second = "100002 1 1000000 500000 0";
        assertThat(books.dryRun(RerateFixture.march("accounts", "100002"))).containsExactly(second);
        assertThat(books.dryRun(RerateFixture.march("prefix", "+7916"))).containsExactly(first);
        assertThat(books.dryRun(RerateFixture.march("prefix", "7495"))).containsExactly(second);
        assertThat(books.dryRun(RerateFixture.march("prefix", "7495", "accounts", "100001")))
                .isEmpty();
        assertThat(books.dryRun(RerateFixture.march("plan", "home-phone", "operator", "meridian", "service", "tel")))
                .containsExactly(first, second);
        assertThat(books.dryRun(RerateFixture.march("plan", "with-minutes"))).isEmpty();
        assertThat(books.dryRun(Map.of("from", "2026-02-01", "to", "2026-03-01")))
                .isEmpty();
        // any day selects the whole counter period
        assertThat(books.dryRun(Map.of("from", "2026-03-01", "to", "2026-03-02")))
                .containsExactly(first, second);
        assertThatThrownBy(() -> books.dryRun(RerateFixture.march("plan", "home-fone")))
                .hasMessageStartingWith("--plan: there is no plan 'home-fone': did you mean 'home-phone'");
        assertThatThrownBy(() -> books.dryRun(RerateFixture.march("accounts", "100001,7")))
                .hasMessage("--account: there is no account 7");
    }

    @Test
    void a_failure_in_the_middle_and_a_restart_leave_the_rows_of_an_undisturbed_run() throws IOException {
        books.collect("1.csv", call(NUMBER, MOBILE, "2026-03-20 12:00:00", 60));
        // a second range of accounts
        jdbc.sql("select setval(pg_get_serial_sequence('account', 'id'), 5000)")
                .query(Long.class)
                .single();
        ServiceKey third = new ServiceKey("meridian", "100003", "tel");
        customers.run(
                new ChangeSet()
                        .account("meridian", "C1", third.account(), LocalDate.of(2026, 1, 1), 1)
                        .open(third, ServiceKind.TELEPHONY, LocalDate.of(2026, 1, 1))
                        .subscribe(third, "home-phone", LocalDate.of(2026, 1, 1))
                        .assign(
                                third,
                                IdentifierKind.NUMBER,
                                "74951230003",
                                Instant.parse("2025-12-31T21:00:00Z"),
                                Optional.empty()),
                ImportOptions.STRICT);
        books.collect("2.csv", call("74951230003", MOBILE, "2026-03-20 12:00:00", 60));
        books.plans("2026-03-15", "0.50");
        StepRequest request = new StepRequest(1, new Parameters(RerateFixture.march()), 0, 1, Progress.NONE);
        try (StepWork work = books.kind("rerate").begin(request)) {
            assertThatThrownBy(() -> books.performUntilSecondRange(work)).hasMessage("the power went out");
        }
        assertThat(books.corrections()).containsExactly("03-20 09:00 1 1 1000000 500000 voice/outgoing rated again");
        books.apply(RerateFixture.march());
        assertThat(books.corrections())
                .containsExactlyInAnyOrder(
                        "03-20 09:00 1 1 1000000 500000 voice/outgoing rated again",
                        "03-20 09:00 1 5001 1000000 500000 voice/outgoing rated again");
    }

    @Test
    void charges_and_corrections_come_to_what_pricing_from_scratch_comes_to() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            lines.add(call(
                    i % 3 == 0 ? OTHER_NUMBER : NUMBER,
                    MOBILE,
                    String.format("2026-03-%02d 12:%02d:00", 1 + i * 7 % 28, i),
                    20 + 13 * i));
        }
        books.collect("1.csv", lines.toArray(String[]::new));
        books.plans("2026-03-15", "0.37");
        books.subscribe(PHONE, "with-minutes", "2026-03-08");
        books.apply(RerateFixture.march());
        List<String> again = books.billable();

        jdbc.sql("truncate usage_charge, usage_correction, usage_counter, counter_opening, settled_through, unsettled,"
                        + " input_file cascade")
                .update();
        Files.createDirectories(folder.resolve("inbox/asterisk-csv"));
        books.collect("again.csv", lines.toArray(String[]::new));
        books.run(Map.of("through", "2026-04-01"), 1, "settle");
        assertThat(books.billable()).isEqualTo(again).hasSize(2);
    }
}
