package io.turnpike.charging;

import static io.turnpike.charging.OneSubscriber.NUMBER;
import static io.turnpike.charging.OneSubscriber.PHONE;
import static io.turnpike.charging.OneSubscriber.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.CatalogInForce;
import io.turnpike.customers.ChangeSet;
import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.ImportOptions;
import io.turnpike.customers.ServiceKey;
import io.turnpike.customers.ServiceKind;
import io.turnpike.database.DatabaseTest;
import io.turnpike.definitions.Problems;
import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.RunWatcher;
import io.turnpike.jobs.Runs;
import io.turnpike.jobs.StepKind;
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
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Calls rated again. Moscow is UTC+3; the plans are written in {@link #plans}. */
@DatabaseTest
class RerateTest {
    private static final String MOBILE = "89161234567";
    private static final String CITY = "84957654321";
    private static final ServiceKey OTHER = new ServiceKey("meridian", "100002", "tel");
    private static final String OTHER_NUMBER = "74951230002";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Runs runs;

    @Autowired
    private CustomerImport customers;

    @Autowired
    private CatalogInForce catalog;

    @Autowired
    private CollectCalls collect;

    @Autowired
    private Settle settle;

    @Autowired
    private RerateOwners owners;

    @Autowired
    private Rerate rerate;

    @Autowired
    private RerateTrial trial;

    @Autowired
    private PlatformTransactionManager transactions;

    @TempDir
    private Path folder;

    private Catalog shipped;

    @BeforeEach
    void emptyBooks() throws IOException {
        jdbc.sql("truncate operator, input_file, usage_charge, usage_correction, usage_counter, counter_opening,"
                        + " settled_through, unsettled, rerate_due restart identity cascade")
                .update();
        shipped = catalog.get();
        plans("2026-01-01", "1.00");
        OneSubscriber.create(customers);
        customers.run(
                new ChangeSet()
                        .account("meridian", "C1", OTHER.account(), LocalDate.of(2026, 1, 1), 1)
                        .open(OTHER, ServiceKind.TELEPHONY, LocalDate.of(2026, 1, 1))
                        .subscribe(OTHER, "home-phone", LocalDate.of(2026, 1, 1))
                        .assign(
                                OTHER,
                                IdentifierKind.NUMBER,
                                OTHER_NUMBER,
                                Instant.parse("2025-12-31T21:00:00Z"),
                                Optional.empty()),
                ImportOptions.STRICT);
    }

    @AfterEach
    void shippedPlans() {
        catalog.replace(shipped);
    }

    /** home-phone: a price a minute; metered-free: the same with ten minutes a month included. */
    private void plans(String validFrom, String price) throws IOException {
        write("home-phone", validFrom, "", price);
        write(
                "with-minutes",
                validFrom,
                "allowances:\n  free: { units: 10 min, every: month, covers: [voice/outgoing] }\n",
                price);
        Problems problems = new Problems();
        catalog.replace(Catalog.load(folder.resolve("rules"), problems));
        assertThat(problems.render()).isEmpty();
    }

    private void write(String plan, String validFrom, String allowances, String price) throws IOException {
        Path rules = Files.createDirectories(folder.resolve("rules/" + plan));
        Files.writeString(
                rules.resolve(validFrom + ".yaml"),
                "plan: " + plan + "\nvalid-from: " + validFrom
                        + "\nfor-existing: immediate\ncurrency: RUB\nround: half-up to 0.01 RUB\n" + allowances
                        + "rates:\n  voice/outgoing: { price: " + price + " RUB/min, step: 60 s }\n");
    }

    private void collect(String name, String... lines) throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox/asterisk-csv"));
        Files.writeString(inbox.resolve(name), String.join("\n", lines) + "\n");
        run(Map.of("inbox", folder.resolve("inbox").toString()), 1, collect);
    }

    private Runs.Outcome run(Map<String, String> parameters, int partitions, StepKind... kinds) {
        List<JobFile.StepLine> steps = new ArrayList<>();
        for (StepKind kind : kinds) {
            steps.add(new JobFile.StepLine(kind.word(), kind, partitions, Map.of()));
        }
        Runs.Outcome outcome =
                runs.start(new JobFile("test", "", List.of(), steps), new Parameters(parameters), RunWatcher.NONE);
        assertThat(outcome.message()).isEmpty();
        assertThat(outcome.state()).isEqualTo("completed");
        return outcome;
    }

    private static Map<String, String> march(String... more) {
        Map<String, String> values = new TreeMap<>(Map.of("from", "2026-03-01", "to", "2026-04-01"));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        return values;
    }

    private void apply(Map<String, String> parameters) {
        run(parameters, 2, owners, rerate);
    }

    /** Account, charges, before, after of a dry run. */
    private List<String> dryRun(Map<String, String> parameters) {
        List<String> shown = new ArrayList<>();
        trial.run(
                RerateSelection.of(new Parameters(parameters)),
                Progress.NONE,
                one -> shown.add(one.account() + " " + one.charges() + " " + one.beforeMicros() + " "
                        + one.afterMicros() + " " + one.withoutPrice()));
        return shown;
    }

    /** As {@link #dryRun}, from what is stored. */
    private List<String> applied() {
        return rows("""
                select a.number || ' ' || count(distinct c.dedupe_key) || ' ' || sum(c.old_amount_micros) || ' '
                    || sum(c.amount_micros) || ' ' || count(c.unpriced) filter (where c.unpriced not in ('moved', 'due'))
                from usage_correction c
                join account a on a.id = c.account_id
                group by a.number
                order by a.number
                """);
    }

    private List<String> rows(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }

    /** What is billed of each account: quantity and amount. */
    private List<String> billable() {
        return rows("""
                select a.number || ' ' || sum(b.quantity) || ' ' || sum(b.amount_micros)
                from billable_usage b
                join account a on a.id = b.account_id
                group by a.number
                having sum(b.quantity) <> 0 or sum(b.amount_micros) <> 0
                order by a.number
                """);
    }

    /** All that is stored and would show that something was written. */
    private List<String> everything() {
        return rows("""
                select row_to_json(c)::text from usage_charge c
                union all select row_to_json(c)::text from usage_correction c
                union all select row_to_json(c)::text from usage_counter c
                union all select row_to_json(c)::text from counter_opening c
                union all select row_to_json(c)::text from settled_through c
                union all select row_to_json(c)::text from unsettled c
                union all select row_to_json(c)::text from rerate_due c
                union all select row_to_json(c)::text from rate c
                union all select row_to_json(c)::text from definition_version c
                order by 1
                """);
    }

    private List<String> corrections() {
        return rows("""
                select to_char(usage_time at time zone 'UTC', 'MM-DD HH24:MI') || ' ' || revision || ' ' || account_id || ' '
                    || old_amount_micros || ' ' || amount_micros || ' ' || coalesce(unpriced, r.path) || ' ' || reason
                from usage_correction
                left join rate r using (rate_id)
                order by usage_time, dedupe_key, revision
                """);
    }

    private void subscribe(ServiceKey service, String plan, String from) {
        customers.run(new ChangeSet().subscribe(service, plan, LocalDate.parse(from)), ImportOptions.STRICT);
    }

    @Test
    void a_price_corrected_back_dated_is_shown_by_the_dry_run_and_applied_exactly_so_once() throws IOException {
        collect(
                "1.csv",
                call(NUMBER, MOBILE, "2026-03-10 12:00:00", 61),
                call(NUMBER, MOBILE, "2026-03-20 12:00:00", 61),
                call(OTHER_NUMBER, MOBILE, "2026-03-20 13:00:00", 60),
                call(OTHER_NUMBER, MOBILE, "2026-04-02 13:00:00", 60));
        plans("2026-03-15", "0.50");
        List<String> before = everything();
        List<String> shown = dryRun(march("reason", "price list of 15 March"));
        assertThat(everything()).isEqualTo(before);
        // two minutes 2 x 1.00 -> 2 x 0.50; one minute 1.00 -> 0.50; April is not selected
        assertThat(shown).containsExactly("100001 1 2000000 1000000 0", "100002 1 1000000 500000 0");

        apply(march("reason", "price list of 15 March"));
        assertThat(applied()).isEqualTo(shown);
        assertThat(corrections())
                .containsExactly(
                        "03-20 09:00 1 1 2000000 1000000 voice/outgoing price list of 15 March",
                        "03-20 10:00 1 2 1000000 500000 voice/outgoing price list of 15 March");
        // 2.00 + 1.00 for 122 s; 0.50 + 1.00 for 120 s
        assertThat(billable()).containsExactly("100001 122 3000000", "100002 120 1500000");

        List<String> once = everything();
        assertThat(dryRun(march())).isEmpty();
        apply(march());
        assertThat(everything()).isEqualTo(once);
    }

    @Test
    void a_selection_names_accounts_by_everything_it_says() throws IOException {
        collect(
                "1.csv",
                call(NUMBER, MOBILE, "2026-03-20 12:00:00", 60),
                call(OTHER_NUMBER, CITY, "2026-03-20 13:00:00", 60));
        plans("2026-03-15", "0.50");
        String first = "100001 1 1000000 500000 0";
        String second = "100002 1 1000000 500000 0";
        assertThat(dryRun(march("accounts", "100002"))).containsExactly(second);
        assertThat(dryRun(march("prefix", "+7916"))).containsExactly(first);
        assertThat(dryRun(march("prefix", "7495"))).containsExactly(second);
        assertThat(dryRun(march("prefix", "7495", "accounts", "100001"))).isEmpty();
        assertThat(dryRun(march("plan", "home-phone", "operator", "meridian", "service", "tel")))
                .containsExactly(first, second);
        assertThat(dryRun(march("plan", "with-minutes"))).isEmpty();
        assertThat(dryRun(Map.of("from", "2026-02-01", "to", "2026-03-01"))).isEmpty();
        // any day selects the whole counter period
        assertThat(dryRun(Map.of("from", "2026-03-01", "to", "2026-03-02"))).containsExactly(first, second);
        assertThatThrownBy(() -> dryRun(march("plan", "home-fone")))
                .hasMessageStartingWith("--plan: there is no plan 'home-fone': did you mean 'home-phone'");
        assertThatThrownBy(() -> dryRun(march("accounts", "100001,7"))).hasMessage("--account: there is no account 7");
    }

    @Test
    void included_minutes_are_spread_anew_after_a_back_dated_change_of_plan() throws IOException {
        collect(
                "1.csv",
                call(NUMBER, MOBILE, "2026-03-20 12:00:00", 480),
                call(NUMBER, MOBILE, "2026-03-10 12:00:00", 240));
        subscribe(PHONE, "with-minutes", "2026-03-01");
        // in order: 4 min covered on the 10th; 6 covered, 2 x 1.00 on the 20th
        assertThat(dryRun(march("accounts", "100001"))).containsExactly("100001 2 12000000 2000000 0");
        apply(march());
        assertThat(corrections())
                .containsExactly(
                        "03-10 09:00 1 1 4000000 0 voice/outgoing rated again",
                        "03-20 09:00 1 1 8000000 2000000 voice/outgoing rated again");
        assertThat(rows("select counter || ' ' || units from usage_counter")).hasSize(1);
        // a late call goes behind what was used: nothing is left of the allowance
        collect("2.csv", call(NUMBER, MOBILE, "2026-03-25 12:00:00", 60));
        assertThat(billable()).containsExactly("100001 780 3000000");
        run(Map.of("through", "2026-04-01"), 1, settle);
        assertThat(billable()).containsExactly("100001 780 3000000");
    }

    @Test
    void a_number_that_was_anothers_all_along_takes_its_calls_along() throws IOException {
        collect(
                "1.csv",
                call(NUMBER, MOBILE, "2026-03-05 12:00:00", 60),
                call(NUMBER, MOBILE, "2026-03-20 12:00:00", 120),
                call(OTHER_NUMBER, MOBILE, "2026-03-21 12:00:00", 300));
        subscribe(OTHER, "with-minutes", "2026-03-01");
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
        List<String> before = everything();
        List<String> shown = dryRun(march("accounts", "100001"));
        assertThat(everything()).isEqualTo(before);
        // 2.00 leave 100001; on 100002 the ten free minutes cover these two and the five of 5.00
        assertThat(shown).containsExactly("100001 1 2000000 0 0", "100002 2 5000000 0 0");
        apply(march("accounts", "100001"));
        assertThat(applied()).isEqualTo(shown);
        assertThat(billable()).containsExactly("100001 60 1000000", "100002 420 0");
        assertThat(corrections())
                .containsExactly(
                        "03-20 09:00 1 1 2000000 0 moved rated again",
                        "03-20 09:00 2 2 0 0 due rated again",
                        "03-20 09:00 3 2 0 0 voice/outgoing rated again",
                        "03-21 09:00 1 2 5000000 0 voice/outgoing rated again");
        List<String> once = everything();
        apply(march());
        assertThat(everything()).isEqualTo(once);
    }

    @Test
    void usage_without_a_price_is_taken_back_and_priced_when_it_has_one_again() throws IOException {
        collect(
                "1.csv",
                call(NUMBER, MOBILE, "2026-03-20 12:00:00", 60),
                call(OTHER_NUMBER, MOBILE, "2026-03-20 13:00:00", 60));
        jdbc.sql("delete from plan_subscription where service_id = 1").update();
        jdbc.sql("update service_identifier set valid_to = '2026-03-14T21:00:00Z' where value = ?")
                .param(OTHER_NUMBER)
                .update();
        List<String> shown = dryRun(march());
        assertThat(shown).containsExactly("100001 1 1000000 0 1", "100002 1 1000000 0 1");
        apply(march());
        assertThat(applied()).isEqualTo(shown);
        assertThat(billable()).isEmpty();
        assertThat(rows("select unpriced from usage_correction order by usage_time"))
                .containsExactly("no-plan", "unknown-service");
        List<String> once = everything();
        apply(march());
        assertThat(everything()).isEqualTo(once);

        subscribe(PHONE, "home-phone", "2026-01-01");
        jdbc.sql("update service_identifier set valid_to = '9999-01-01T00:00:00Z' where value = ?")
                .param(OTHER_NUMBER)
                .update();
        assertThat(dryRun(march())).containsExactly("100001 1 0 1000000 0", "100002 1 0 1000000 0");
        apply(march());
        assertThat(billable()).containsExactly("100001 60 1000000", "100002 60 1000000");
    }

    @Test
    void a_failure_in_the_middle_and_a_restart_leave_the_rows_of_an_undisturbed_run() throws IOException {
        collect("1.csv", call(NUMBER, MOBILE, "2026-03-20 12:00:00", 60));
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
        collect("2.csv", call("74951230003", MOBILE, "2026-03-20 12:00:00", 60));
        plans("2026-03-15", "0.50");
        StepRequest request = new StepRequest(1, new Parameters(march()), 0, 1, Progress.NONE);
        try (StepWork work = rerate.begin(request)) {
            assertThatThrownBy(() -> performUntilSecondRange(work)).hasMessage("the power went out");
        }
        assertThat(corrections()).containsExactly("03-20 09:00 1 1 1000000 500000 voice/outgoing rated again");
        apply(march());
        assertThat(corrections())
                .containsExactlyInAnyOrder(
                        "03-20 09:00 1 1 1000000 500000 voice/outgoing rated again",
                        "03-20 09:00 1 5001 1000000 500000 voice/outgoing rated again");
    }

    private void performUntilSecondRange(StepWork work) {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        for (int piece = 0; piece < 3; piece++) {
            boolean fails = piece == 2; // accounts 4000 to 5999
            transaction.executeWithoutResult(status -> {
                StepWork.Piece next = work.next();
                if (next != null) {
                    next.perform();
                }
                if (fails) {
                    throw new IllegalStateException("the power went out");
                }
            });
        }
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
        collect("1.csv", lines.toArray(String[]::new));
        plans("2026-03-15", "0.37");
        subscribe(PHONE, "with-minutes", "2026-03-08");
        apply(march());
        List<String> again = billable();

        jdbc.sql("truncate usage_charge, usage_correction, usage_counter, counter_opening, settled_through, unsettled,"
                        + " input_file cascade")
                .update();
        Files.createDirectories(folder.resolve("inbox/asterisk-csv"));
        collect("again.csv", lines.toArray(String[]::new));
        run(Map.of("through", "2026-04-01"), 1, settle);
        assertThat(billable()).isEqualTo(again).hasSize(2);
    }
}
