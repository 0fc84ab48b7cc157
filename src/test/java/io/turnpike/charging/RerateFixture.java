package io.turnpike.charging;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.CatalogInForce;
import io.turnpike.customers.ChangeSet;
import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.ImportOptions;
import io.turnpike.customers.ServiceKey;
import io.turnpike.customers.ServiceKind;
import io.turnpike.definitions.Problems;
import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.RunWatcher;
import io.turnpike.jobs.Runs;
import io.turnpike.jobs.StepKind;
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
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Calls of two subscribers, rated again; accounts 100001 and 100002 have the ids 1 and 2. */
final class RerateFixture {
    static final ServiceKey OTHER = new ServiceKey("meridian", "100002", "tel");
    static final String OTHER_NUMBER = "74951230002";

    private final ApplicationContext context;
    private final Path folder;
    private final JdbcClient jdbc;
    private final Runs runs;
    private final CustomerImport customers;
    private final CatalogInForce catalog;
    private final Catalog shipped;

    RerateFixture(ApplicationContext context, Path folder) {
        this.context = context;
        this.folder = folder;
        this.jdbc = context.getBean(JdbcClient.class);
        this.runs = context.getBean(Runs.class);
        this.customers = context.getBean(CustomerImport.class);
        this.catalog = context.getBean(CatalogInForce.class);
        this.shipped = catalog.get();
    }

    StepKind kind(String word) {
        return context.getBeansOfType(StepKind.class).values().stream()
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    /** Empty books and two subscribers at 1.00 RUB a minute; a first version of its own for each class, whose rates keep their numbers. */
    void begin(String firstVersion) throws IOException {
        jdbc.sql("truncate operator, input_file, usage_charge, usage_correction, usage_counter, counter_opening,"
                        + " settled_through, unsettled, rerate_due restart identity cascade")
                .update();
        plans(firstVersion, "1.00");
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

    void end() {
        catalog.replace(shipped);
    }

    /** home-phone: a price a minute; metered-free: the same with ten minutes a month included. */
    void plans(String validFrom, String price) throws IOException {
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

    void write(String plan, String validFrom, String allowances, String price) throws IOException {
        Path rules = Files.createDirectories(folder.resolve("rules/" + plan));
        Files.writeString(
                rules.resolve(validFrom + ".yaml"),
                "plan: " + plan + "\nvalid-from: " + validFrom
                        + "\nfor-existing: immediate\ncurrency: RUB\nround: half-up to 0.01 RUB\n" + allowances
                        + "rates:\n  voice/outgoing: { price: " + price + " RUB/min, step: 60 s }\n");
    }

    void collect(String name, String... lines) throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox/asterisk-csv"));
        Files.writeString(inbox.resolve(name), String.join("\n", lines) + "\n");
        run(Map.of("inbox", folder.resolve("inbox").toString()), 1, "collect-calls");
    }

    Runs.Outcome run(Map<String, String> parameters, int partitions, String... words) {
        List<JobFile.StepLine> steps = new ArrayList<>();
        for (String word : words) {
            steps.add(new JobFile.StepLine(word, kind(word), partitions, Map.of()));
        }
        Runs.Outcome outcome =
                runs.start(new JobFile("test", "", List.of(), steps), new Parameters(parameters), RunWatcher.NONE);
        assertThat(outcome.message()).isEmpty();
        assertThat(outcome.state()).isEqualTo("completed");
        return outcome;
    }

    static Map<String, String> march(String... more) {
        Map<String, String> values = new TreeMap<>(Map.of("from", "2026-03-01", "to", "2026-04-01"));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        return values;
    }

    void apply(Map<String, String> parameters) {
        run(parameters, 2, "rerate-owners", "rerate");
    }

    /** Account, charges, before, after of a dry run. */
    List<String> dryRun(Map<String, String> parameters) {
        List<String> shown = new ArrayList<>();
        context.getBean(RerateTrial.class)
                .run(
                        RerateSelection.of(new Parameters(parameters)),
                        Progress.NONE,
                        one -> shown.add(one.account() + " " + one.charges() + " " + one.beforeMicros() + " "
                                + one.afterMicros() + " " + one.withoutPrice()));
        return shown;
    }

    /** As {@link #dryRun}, from what is stored. */
    List<String> applied() {
        return rows("""
                select a.number || ' ' || count(distinct c.dedupe_key) || ' ' || sum(c.old_amount_micros) || ' '
                    || sum(c.amount_micros) || ' ' || count(c.unpriced) filter (where c.unpriced not in ('moved', 'due'))
                from usage_correction c
                join account a on a.id = c.account_id
                group by a.number
                order by a.number
                """);
    }

    List<String> rows(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }

    /** What is billed of each account: quantity and amount. */
    List<String> billable() {
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
    List<String> everything() {
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

    List<String> corrections() {
        return rows("""
                select to_char(usage_time at time zone 'UTC', 'MM-DD HH24:MI') || ' ' || revision || ' ' || account_id || ' '
                    || old_amount_micros || ' ' || amount_micros || ' ' || coalesce(unpriced, r.path) || ' ' || reason
                from usage_correction
                left join rate r using (rate_id)
                order by usage_time, dedupe_key, revision
                """);
    }

    void subscribe(ServiceKey service, String plan, String from) {
        customers.run(new ChangeSet().subscribe(service, plan, LocalDate.parse(from)), ImportOptions.STRICT);
    }

    void performUntilSecondRange(StepWork work) {
        TransactionTemplate transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
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
}
