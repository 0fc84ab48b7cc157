package io.turnpike.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.Emptying;
import io.turnpike.invoicing.BillingDocuments.Filter;
import io.turnpike.invoicing.BillingDocuments.Listed;
import io.turnpike.ledger.AccountBalances;
import io.turnpike.ledger.Journal;
import io.turnpike.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bill runs of operator meridian in tests: before each test the operator is there, after it nothing is; between, months are billed,
 * and what came of them is looked at. What is billed is put into the tables by {@link #given}.
 */
public final class BilledMonths implements BeforeEachCallback, AfterEachCallback {
    static final Currency RUB = Currency.getInstance("RUB");
    static final LocalDate MARCH_1 = LocalDate.of(2026, 3, 1);
    public static final LocalDate APRIL_1 = LocalDate.of(2026, 4, 1);
    public static final LocalDate MAY_1 = LocalDate.of(2026, 5, 1);
    static final LocalDate JUNE_1 = LocalDate.of(2026, 6, 1);
    static final LocalDate JULY_1 = LocalDate.of(2026, 7, 1);
    /** A rouble in millionths. */
    public static final long RUBLE = 1_000_000;

    private static final Instant ALWAYS = Instant.parse("9000-01-01T00:00:00Z");
    private static final int ALL = 1_000;

    private Optional<ApplicationContext> program = Optional.empty();

    @Override
    public void beforeEach(ExtensionContext test) {
        program = Optional.of(SpringExtension.getApplicationContext(test));
        given().operator("meridian", "Europe/Moscow", "RUB");
    }

    @Override
    public void afterEach(ExtensionContext test) {
        empty();
    }

    /** Takes everything away that bills are made of and that is made of them. */
    void empty() {
        Emptying.tables(jdbc(), """
                bill_run, bill, billing_period, document_line, drafted_document, document_number, document_snapshot, number_sequence,
                  journal_entry, posting, account_balance, closed_period, usage_charge, usage_correction, usage_counter,
                  counter_opening, settled_through, unsettled, rerate_due, input_file, fee_charge, customer, account, service,
                  operator cascade
                """);
    }

    private <T> T part(Class<T> type) {
        return program.orElseThrow().getBean(type);
    }

    public JdbcClient jdbc() {
        return part(JdbcClient.class);
    }

    BillRuns runs() {
        return part(BillRuns.class);
    }

    BillRelease release() {
        return part(BillRelease.class);
    }

    BillingDocuments documents() {
        return part(BillingDocuments.class);
    }

    DocumentLines lines() {
        return part(DocumentLines.class);
    }

    LineExplanation explanation() {
        return part(LineExplanation.class);
    }

    Journal journal() {
        return part(Journal.class);
    }

    /** Puts customers and charges into the tables. */
    public BillingFixture given() {
        return new BillingFixture(jdbc());
    }

    /** The cycle run of a day over batches up to a cut-off, released. */
    public BillRun billed(LocalDate day, int cutoff) {
        return released(runs().open("meridian", day, cutoff));
    }

    /** The cycle run of a day over batches up to a cut-off, drafted. */
    BillRun drafted(LocalDate day, int cutoff) {
        return runs().draft(runs().open("meridian", day, cutoff).billRunId());
    }

    /** An open run, drafted and released. */
    BillRun released(BillRun run) {
        release().release(runs().draft(run.billRunId()).billRunId(), "test");
        return runs().run(run.billRunId());
    }

    /** The documents of a run of a kind, or of all kinds. */
    List<Listed> listed(BillRun run, String... kind) {
        return documents()
                .list(new Filter(null, kind.length == 0 ? null : kind[0], null, null, null, run.billRunId()), 0, ALL);
    }

    String content(Listed document) {
        return documents().snapshot(document.documentId()).orElseThrow();
    }

    /** What a note or a correction corrects, and of each of its lines what was before, is taken back and is after. */
    String correction(Listed note) {
        JsonNode content = JsonMapper.shared().readTree(content(note));
        JsonNode corrects = content.path("corrects");
        return corrects.path("kind").asString("-") + " "
                + corrects.path("number").asString("-") + ": "
                + content.path("lines")
                        .valueStream()
                        .map(line -> gross(line.path("before")) + " " + gross(line) + " " + gross(line.path("after")))
                        .collect(Collectors.joining(", "));
    }

    private static String gross(JsonNode figures) {
        return figures.path("gross").asString("-");
    }

    Money owed(long account) {
        return part(AccountBalances.class).now(account, RUB);
    }

    /** What an account has paid for and was not rendered by the end of a day; less than zero. */
    Money advances(long account, LocalDate day) {
        return part(AccountBalances.class).at(account, RUB, day, ALWAYS).advances();
    }

    /** Every line of a run's documents is computed anew from its charges to what is stored. */
    void everyLineIsExplained(BillRun run) {
        listed(run)
                .forEach(document -> lines().of(document).forEach(line -> {
                    LineExplanation.Explained explained = explanation()
                            .line(line.billId(), line.part(), line.storedPosition())
                            .orElseThrow();
                    assertThat(explained.differs())
                            .as(document.kind() + " " + line + " " + explained)
                            .isFalse();
                    assertThat(explained.charges()).as(line.name()).isNotEmpty();
                }));
    }
}
