package io.turnpike.invoicing;

import static io.turnpike.invoicing.BilledMonths.APRIL_1;
import static io.turnpike.invoicing.BilledMonths.RUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.database.DatabaseTest;
import io.turnpike.invoicing.BillingDocuments.Listed;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;

/** What the lock of a period keeps out, and where that goes instead. */
@DatabaseTest
class PeriodCloseTest {
    private static final YearMonth MARCH = YearMonth.of(2026, 3);

    @RegisterExtension
    private final BilledMonths months = new BilledMonths();

    @Autowired
    private PeriodClose close;

    @Test
    void what_lies_before_the_first_closed_month_is_closed_with_it() {
        long account = months.given().account("meridian", "100", "person");
        close.close("meridian", MARCH, "accountant");
        assertThatThrownBy(() ->
                        months.journal().post(months.given().payment(account, LocalDate.of(2026, 2, 10), 1_00, "P-1")))
                .hasMessageContaining("falls into a period closed");
    }

    @Test
    void a_month_that_has_not_ended_is_not_closed() {
        assertThatThrownBy(() -> close.close("meridian", YearMonth.of(2999, 1), "accountant"))
                .hasMessageContaining("2999-01 has not ended");
    }

    @Test
    void a_bill_without_documents_keeps_its_month_open_too() {
        long account = months.given().account("meridian", "100", "person");
        // billed on March 1, rendered in March: the draft of March books revenue and has no document
        months.given().fee(account, "line-rental", "2026-03-01", "2026-04-01", 122 * RUBLE, "2026-03-01", 1);
        months.billed(LocalDate.of(2026, 3, 1), 1);
        BillRun draft = months.drafted(APRIL_1, 1);
        assertThatThrownBy(() -> close.close("meridian", MARCH, "accountant"))
                .hasMessageContaining("bill runs [" + draft.billRunId() + "]");
        months.release().release(draft.billRunId(), "test");
        close.close("meridian", MARCH, "accountant");
    }

    @Test
    void a_run_through_a_closed_day_makes_documents_of_the_first_open_one() {
        long account = months.given().account("meridian", "100", "person");
        months.given().usage(account, "2026-02-10T10:00:00Z", "voice", 20 * RUBLE, 1);
        close.close("meridian", MARCH, "accountant");
        BillRun late = months.billed(LocalDate.of(2026, 3, 1), 1);
        Listed invoice = months.listed(late, "invoice").get(0);
        assertThat(invoice.documentDate()).isEqualTo(APRIL_1);
        assertThat(invoice.periodTo()).isEqualTo("2026-03-01");
        months.given().usage(account, "2026-02-11T10:00:00Z", "voice", 30 * RUBLE, 2);
        BillRun byHand =
                months.released(months.runs().openPastPeriod("meridian", LocalDate.of(2026, 3, 15), 2, List.of("100")));
        assertThat(months.listed(byHand, "invoice"))
                .extracting(Listed::documentDate)
                .containsExactly(APRIL_1);
    }
}
