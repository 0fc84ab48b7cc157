package io.turnpike.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import io.turnpike.invoicing.BillingDocuments.Filter;
import io.turnpike.invoicing.BillingDocuments.Listed;
import io.turnpike.ledger.Journal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the lock of a period keeps out, and where that goes instead. */
@DatabaseTest
class PeriodCloseTest {
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final LocalDate APRIL_1 = LocalDate.of(2026, 4, 1);
    private static final YearMonth MARCH = YearMonth.of(2026, 3);
    private static final long RUBLE = 1_000_000;

    @Autowired
    private PeriodClose close;

    @Autowired
    private BillRuns runs;

    @Autowired
    private BillRelease release;

    @Autowired
    private BillingDocuments documents;

    @Autowired
    private Journal journal;

    @Autowired
    private JdbcClient jdbc;

    private BillingFixture given;

    @BeforeEach
    void operator() {
        given = new BillingFixture(jdbc);
        given.operator("meridian", "Europe/Moscow", "RUB");
    }

    @AfterEach
    void empty() {
        Emptying.tables(jdbc, """
            bill_run, bill, billing_period, document_line, billing_document, document_snapshot, number_sequence,
              journal_entry, posting, account_balance, closed_period, usage_charge, fee_charge, customer, account,
              service, operator cascade
            """);
    }

    @Test
    void what_lies_before_the_first_closed_month_is_closed_with_it() {
        long account = given.account("meridian", "100", "person");
        close.close("meridian", MARCH, "accountant");
        assertThatThrownBy(() -> journal.post(given.payment(account, LocalDate.of(2026, 2, 10), 1_00, "P-1")))
                .hasMessageContaining("falls into a period closed");
    }

    @Test
    void a_month_that_has_not_ended_is_not_closed() {
        assertThatThrownBy(() -> close.close("meridian", YearMonth.of(2999, 1), "accountant"))
                .hasMessageContaining("2999-01 has not ended");
    }

    @Test
    void a_bill_without_documents_keeps_its_month_open_too() {
        long account = given.account("meridian", "100", "person");
        // billed on March 1, rendered in March: the draft of March books revenue and has no document
        given.fee(account, "line-rental", "2026-03-01", "2026-04-01", 122 * RUBLE, "2026-03-01", 1);
        release.release(
                runs.draft(runs.open("meridian", LocalDate.of(2026, 3, 1), 1).billRunId())
                        .billRunId(),
                "test");
        BillRun draft = runs.draft(runs.open("meridian", APRIL_1, 1).billRunId());
        assertThatThrownBy(() -> close.close("meridian", MARCH, "accountant"))
                .hasMessageContaining("bill runs [" + draft.billRunId() + "]");
        release.release(draft.billRunId(), "test");
        close.close("meridian", MARCH, "accountant");
    }

    @Test
    void a_run_through_a_closed_day_makes_documents_of_the_first_open_one() {
        long account = given.account("meridian", "100", "person");
        given.usage(account, "2026-02-10T10:00:00Z", "voice", 20 * RUBLE, 1);
        close.close("meridian", MARCH, "accountant");
        BillRun late =
                runs.draft(runs.open("meridian", LocalDate.of(2026, 3, 1), 1).billRunId());
        release.release(late.billRunId(), "test");
        Listed invoice = documents
                .list(new Filter(null, "invoice", null, null, null, late.billRunId()), 0, 10)
                .get(0);
        assertThat(invoice.documentDate()).isEqualTo(APRIL_1);
        assertThat(invoice.periodTo()).isEqualTo("2026-03-01");
        given.usage(account, "2026-02-11T10:00:00Z", "voice", 30 * RUBLE, 2);
        BillRun byHand = runs.draft(runs.openPastPeriod("meridian", LocalDate.of(2026, 3, 15), 2, List.of("100"))
                .billRunId());
        release.release(byHand.billRunId(), "test");
        assertThat(documents.list(new Filter(null, "invoice", null, null, null, byHand.billRunId()), 0, 10))
                .extracting(Listed::documentDate)
                .containsExactly(APRIL_1);
    }
}
