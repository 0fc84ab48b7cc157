package io.turnpike.invoicing;

import static io.turnpike.invoicing.BilledMonths.APRIL_1;
import static io.turnpike.invoicing.BilledMonths.MAY_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.CatalogInForce;
import io.turnpike.charging.ChargeBatches;
import io.turnpike.customers.ChangeSet;
import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.ImportOptions;
import io.turnpike.customers.Operator;
import io.turnpike.customers.ServiceKey;
import io.turnpike.customers.ServiceKind;
import io.turnpike.database.DatabaseTest;
import io.turnpike.definitions.Problems;
import io.turnpike.invoicing.BillingDocuments.Listed;
import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.RunWatcher;
import io.turnpike.jobs.Runs;
import io.turnpike.jobs.StepKind;
import io.turnpike.ledger.ClosedPeriods;
import io.turnpike.time.DateRange;
import io.turnpike.usage.IdentifierKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What a re-rating does to bills: before the bill, on the bill after, and where the month is closed. */
@DatabaseTest
class RerateBillingTest {
    private static final String NUMBER = "74951230001";

    @RegisterExtension
    private final BilledMonths months = new BilledMonths();

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Runs jobs;

    @Autowired
    private CustomerImport customers;

    @Autowired
    private CatalogInForce catalog;

    @Autowired
    private ChargeBatches batches;

    @Autowired
    private ClosedPeriods closedPeriods;

    @TempDir
    private Path folder;

    private Catalog shipped;

    @BeforeEach
    void subscriber() throws IOException {
        months.empty();
        shipped = catalog.get();
        price("2026-01-01", "100.00");
        LocalDate since = LocalDate.of(2026, 1, 1);
        ServiceKey phone = new ServiceKey("meridian", "100", "tel");
        customers.run(
                new ChangeSet()
                        .operator(new Operator(
                                0,
                                "meridian",
                                "Meridian",
                                ZoneId.of("Europe/Moscow"),
                                Currency.getInstance("RUB"),
                                "RU"))
                        .customer("meridian", "C1", false, "Anna Petrova", "en")
                        .account("meridian", "C1", "100", since, 1)
                        .open(phone, ServiceKind.TELEPHONY, since)
                        .subscribe(phone, "billed-phone", since)
                        .assign(
                                phone,
                                IdentifierKind.NUMBER,
                                NUMBER,
                                Instant.parse("2025-12-31T21:00:00Z"),
                                Optional.empty()),
                ImportOptions.STRICT);
    }

    @AfterEach
    void shippedPlansAndNoBills() {
        catalog.replace(shipped);
        months.empty();
    }

    private void price(String validFrom, String price) throws IOException {
        Path rules = Files.createDirectories(folder.resolve("rules/billed-phone"));
        Files.writeString(
                rules.resolve(validFrom + ".yaml"),
                "plan: billed-phone\nvalid-from: " + validFrom
                        + "\nfor-existing: immediate\ncurrency: RUB\nround: half-up to 0.01 RUB\n"
                        + "rates:\n  voice/outgoing: { price: " + price + " RUB/min, step: 60 s }\n");
        Problems problems = new Problems();
        catalog.replace(Catalog.load(folder.resolve("rules"), problems));
        assertThat(problems.render()).isEmpty();
    }

    /** Calls of a minute at noon of these days. */
    private void calls(String... days) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String day : days) {
            String at = "\"" + day + " 12:00:00\"";
            lines.add(
                    "\"\",\"" + NUMBER + "\",\"89161234567\",\"from-internal\",\"\",\"SIP/1\",\"SIP/2\",\"Dial\",\"x\","
                            + at + "," + at + "," + at + ",60,60,\"ANSWERED\",\"DOCUMENTATION\",\"" + day + "\",\"\"");
        }
        Path inbox = Files.createDirectories(folder.resolve("inbox/asterisk-csv"));
        Files.writeString(inbox.resolve(days[0] + ".csv"), String.join("\n", lines) + "\n");
        run(Map.of("inbox", folder.resolve("inbox").toString()), "collect-calls");
        assertThat(months.jdbc()
                        .sql("select count(*) from usage_charge where usage_time >= ?::timestamptz")
                        .param(days[0])
                        .query(Long.class)
                        .single())
                .isEqualTo(days.length);
    }

    private void rerate() {
        run(Map.of("from", "2026-03-01", "to", "2026-04-01", "reason", "wrong price"), "rerate-owners", "rerate");
    }

    private void run(Map<String, String> parameters, String... words) {
        List<JobFile.StepLine> steps = new ArrayList<>();
        for (String word : words) {
            StepKind kind = context.getBeansOfType(StepKind.class).values().stream()
                    .filter(one -> one.word().equals(word))
                    .findFirst()
                    .orElseThrow();
            steps.add(new JobFile.StepLine(word, kind, 2, Map.of()));
        }
        Runs.Outcome outcome =
                jobs.start(new JobFile("test", "", List.of(), steps), new Parameters(parameters), RunWatcher.NONE);
        assertThat(outcome.message()).isEmpty();
    }

    @Test
    void usage_not_billed_yet_is_billed_at_the_corrected_price() throws IOException {
        calls("2026-03-10", "2026-03-20");
        price("2026-03-05", "40.00");
        rerate();
        assertThat(months.listed(months.billed(APRIL_1, batches.cutoff()), "invoice"))
                .singleElement()
                .satisfies(invoice -> assertThat(invoice.grossMinor()).isEqualTo(80_00)); // 2 x 40
    }

    @Test
    void the_difference_to_what_was_billed_stands_on_the_next_invoice_which_is_dated_in_an_open_month()
            throws IOException {
        calls("2026-03-10");
        BillRun march = months.billed(APRIL_1, batches.cutoff());
        List<Listed> before = months.listed(march, "invoice");
        assertThat(before)
                .singleElement()
                .satisfies(invoice -> assertThat(invoice.grossMinor()).isEqualTo(100_00));
        closedPeriods.close(
                months.jdbc().sql("select id from operator").query(Long.class).single(),
                new DateRange(LocalDate.of(2026, 3, 1), APRIL_1),
                "test");
        price("2026-03-05", "40.00");
        calls("2026-04-10", "2026-04-11", "2026-04-12");
        rerate();
        BillRun april = months.billed(MAY_1, batches.cutoff());
        assertThat(months.listed(march, "invoice")).isEqualTo(before);
        assertThat(months.listed(april, "credit-note")).isEmpty();
        assertThat(months.listed(april, "invoice")).singleElement().satisfies(invoice -> {
            assertThat(invoice.grossMinor()).isEqualTo(60_00); // 3 x 40 - (100 - 40)
            assertThat(invoice.documentDate()).isEqualTo("2026-04-30");
        });
        rerate();
        assertThat(months.runs().openIfDue("meridian", MAY_1, batches.cutoff())).isEmpty();
    }

    @Test
    void what_the_next_invoice_cannot_bear_becomes_a_credit_note_that_names_the_invoice() throws IOException {
        calls("2026-03-10");
        BillRun march = months.billed(APRIL_1, batches.cutoff());
        price("2026-03-05", "40.00");
        calls("2026-04-10");
        rerate();
        BillRun april = months.billed(MAY_1, batches.cutoff());
        // April stands by itself, and 60 of the 100 of March are taken back
        assertThat(months.listed(april, "invoice"))
                .extracting(Listed::grossMinor)
                .containsExactly(40_00L);
        Listed note = months.listed(april, "credit-note").get(0);
        assertThat(note.grossMinor()).isEqualTo(60_00);
        assertThat(months.content(note))
                .contains(
                        "\"before\":{\"quantity\":\"1\",\"netPrice\":\"81.97\",\"net\":\"81.97\",\"vat\":\"18.03\",\"gross\":\"100.00\"}")
                .contains(
                        "\"after\":{\"quantity\":\"1\",\"netPrice\":\"32.79\",\"net\":\"32.79\",\"vat\":\"7.21\",\"gross\":\"40.00\"}")
                .contains("\"corrects\":{\"kind\":\"invoice\",\"number\":\""
                        + months.listed(march, "invoice").get(0).number() + "\",\"date\":\"2026-03-31\"}");
    }
}
