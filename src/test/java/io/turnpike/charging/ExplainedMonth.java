package io.turnpike.charging;

import static io.turnpike.charging.OneSubscriber.NUMBER;
import static io.turnpike.charging.OneSubscriber.PHONE;
import static io.turnpike.charging.OneSubscriber.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.CatalogInForce;
import io.turnpike.customers.ChangeSet;
import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.ImportOptions;
import io.turnpike.customers.Operator;
import io.turnpike.customers.OwnPrice;
import io.turnpike.customers.ServiceKind;
import io.turnpike.customers.SuspensionKind;
import io.turnpike.customers.Timing;
import io.turnpike.definitions.Problems;
import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.RunWatcher;
import io.turnpike.jobs.Runs;
import io.turnpike.jobs.StepKind;
import io.turnpike.time.DateRange;
import io.turnpike.usage.IdentifierKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * March 2026 of one telephone: an allowance, tiers, a band, calls over midnight, an own price, a record that was retried and one that
 * came late, a fee paid in advance for a month with a suspension in it. Moscow is UTC+3.
 */
final class ExplainedMonth {
    private static final String BASE = """
            plan: base
            valid-from: 2026-01-01
            currency: RUB
            round: half-up to 0.01 RUB
            rates:
              voice/outgoing/local:            { price: 0.60 RUB/min, step: 60 s then 1 s, setup: 0.10 RUB }
              voice/outgoing/mobile:           { price: 1.90 RUB/min, step: 60 s }
              voice/outgoing/mobile @ night:   { price: 50 %, when: 20:00-08:00 }
              voice/outgoing/national:         { tiers: graduated, up-to 10 min: 3.00 RUB/min, above: 1.00 RUB/min, step: 60 s }
              voice/outgoing/europe:           { tiers: whole-volume, up-to 5 min: 20.00 RUB/min, above: 10.00 RUB/min, step: 60 s }
            """;

    private static final String PHONE_PLAN = """
            plan: phone
            extends: base
            valid-from: 2026-01-01
            fees:
              line-rental: { every: month, price: 310.00 RUB, bill: in-advance, prorate: by-day, while-suspended: { voluntary: 50 % } }
            allowances:
              free-local: { units: 10 min, every: month, covers: [voice/outgoing/local] }
            """;

    private static final String ZONES = """
            zones:
              local:    { prefixes: [+7495] }
              mobile:   { prefixes: [+7916] }
              national: { prefixes: [+7812] }
              europe:   { prefixes: [+49] }
            """;

    static final String LOCAL = "74957654321";
    private static final String MOBILE = "79161234567";
    private static final String NATIONAL = "78121234567";
    private static final String EUROPE = "8104930123456";
    static final String OWN = "79169999999";
    private static final String NEW_NUMBER = "74951239999";

    private final ApplicationContext context;
    private final CustomerImport customers;
    private final Path folder;

    ExplainedMonth(ApplicationContext context, Path folder) {
        this.context = context;
        this.customers = context.getBean(CustomerImport.class);
        this.folder = folder;
    }

    /** The plans in the place of the shipped ones, and the subscriber. */
    void begin() throws IOException {
        write("rules/base/2026-01-01.yaml", BASE);
        write("rules/phone/2026-01-01.yaml", PHONE_PLAN);
        write("rules/common/zones/zones.yaml", ZONES);
        Problems problems = new Problems();
        context.getBean(CatalogInForce.class).replace(Catalog.load(folder.resolve("rules"), problems));
        assertThat(problems.render()).isEmpty();
        context.getBean(JdbcClient.class)
                .sql(
                        "truncate operator, input_file, usage_charge, usage_correction, usage_counter, unsettled, account_settled,"
                                + " settled_through, counter_opening, fee_charge, run cascade")
                .update();
        LocalDate since = LocalDate.of(2026, 3, 1);
        customers.run(
                new ChangeSet()
                        .operator(new Operator(
                                0,
                                "meridian",
                                "Meridian",
                                ZoneId.of("Europe/Moscow"),
                                Currency.getInstance("RUB"),
                                "RU"))
                        .customer("meridian", "C1", false, "Петрова Анна", "ru")
                        .account("meridian", "C1", "100001", since, 1)
                        .open(PHONE, ServiceKind.TELEPHONY, since)
                        .subscribe(PHONE, "phone", since)
                        .assign(
                                PHONE,
                                IdentifierKind.NUMBER,
                                NUMBER,
                                Instant.parse("2026-02-28T21:00:00Z"),
                                Optional.empty())
                        .ownPrice(
                                "meridian",
                                "100001",
                                Optional.empty(),
                                new OwnPrice(
                                        Optional.empty(),
                                        "voice/outgoing/+" + OWN,
                                        "",
                                        "0.30 RUB/min",
                                        DateRange.from(LocalDate.of(2026, 3, 1)))),
                ImportOptions.STRICT);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    void collect(String name, String... lines) throws IOException {
        write("inbox/asterisk-csv/" + name, String.join("\n", lines) + "\n");
        run(
                context.getBean(CollectCalls.class),
                Map.of("inbox", folder.resolve("inbox").toString()));
    }

    void run(StepKind kind, Map<String, String> parameters) {
        JobFile job = new JobFile("test", "", List.of(), List.of(new JobFile.StepLine(kind.word(), kind, 1, Map.of())));
        Runs.Outcome outcome = context.getBean(Runs.class).start(job, new Parameters(parameters), RunWatcher.NONE);
        assertThat(outcome.message()).isEmpty();
    }

    /** All of March, the late record and the retried one included, settled. */
    void book() throws IOException {
        run(context.getBean(ChargeFees.class), Map.of("through", "2026-03-01"));
        collect(
                "Master1.csv",
                call(NUMBER, LOCAL, "2026-03-02 10:00:00", 300), // 5 min of 10 free
                call(NUMBER, MOBILE, "2026-03-03 12:00:00", 61), // 2 min x 1.90 = 3.80
                call(NUMBER, MOBILE, "2026-03-03 19:59:30", 90), // 1 min x 1.90 to 20:00:30, then 30 s: 1 min x 0.95
                call(NUMBER, NATIONAL, "2026-03-04 23:55:00", 600), // over midnight: 10 min x 3.00 = 30.00
                call(NUMBER, EUROPE, "2026-03-05 12:00:00", 180),
                call(NUMBER, OWN, "2026-03-06 12:00:00", 120), // 2 min x 0.30 = 0.60
                call(NEW_NUMBER, MOBILE, "2026-03-07 12:00:00", 60));
        // it came after later calls and takes the allowance before them
        collect("Master2.csv", call(NUMBER, LOCAL, "2026-03-20 10:00:00", 420));
        collect(
                "Master3.csv",
                call(NUMBER, LOCAL, "2026-03-10 10:00:00", 240),
                call(NUMBER, NATIONAL, "2026-03-01 00:00:10", 120),
                call(NUMBER, EUROPE, "2026-03-31 23:00:00", 240));
        customers.run(
                new ChangeSet()
                        .assign(
                                PHONE,
                                IdentifierKind.NUMBER,
                                NEW_NUMBER,
                                Instant.parse("2026-02-28T21:00:00Z"),
                                Optional.empty())
                        .suspend(PHONE, LocalDate.of(2026, 3, 22), SuspensionKind.VOLUNTARY, Timing.NOW),
                ImportOptions.STRICT);
        run(context.getBean(SuspenseRetry.class), Map.of());
        run(context.getBean(Settle.class), Map.of("through", "2026-04-01"));
        run(context.getBean(ChargeFees.class), Map.of("through", "2026-04-01"));
    }
}
