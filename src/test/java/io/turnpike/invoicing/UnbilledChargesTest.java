package io.turnpike.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import java.time.LocalDate;
import java.util.Currency;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is charged and on no released bill: the fixture's accounts are of January 1, billed on the first, in Moscow. */
@DatabaseTest
class UnbilledChargesTest {
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final long RUBLE = 1_000_000;

    @Autowired
    private UnbilledCharges unbilled;

    @Autowired
    private BillRuns runs;

    @Autowired
    private BillRelease release;

    @Autowired
    private JdbcClient jdbc;

    private BillingFixture given;
    private long account;

    @BeforeEach
    void operator() {
        given = new BillingFixture(jdbc);
        given.operator("meridian", "Europe/Moscow", "RUB");
        account = given.account("meridian", "100", "company");
    }

    @AfterEach
    void empty() {
        Emptying.tables(jdbc, """
                bill_run, bill, billing_period, document_line, drafted_document, document_number, document_snapshot, number_sequence,
                  journal_entry, posting, account_balance, closed_period, usage_charge, usage_correction, charge_batch, fee_charge,
                  customer, account, service, operator cascade
                """);
    }

    private String now() {
        UnbilledCharges.Unbilled found = unbilled.of(account, RUB);
        return found.usage() + " and " + found.fees();
    }

    @Test
    void what_a_released_bill_took_is_billed_and_what_came_later_is_not() {
        assertThat(now()).isEqualTo("0.00 RUB and 0.00 RUB");
        given.usage(account, "2026-01-10T12:00:00+03:00", "voice/local", 3 * RUBLE, 1);
        given.usage(account, "2026-01-31T23:59:59+03:00", "voice/local", 1_500_000, 1);
        given.usage(account, "2026-02-01T00:00:00+03:00", "voice/local", 10 * RUBLE, 1);
        given.fee(account, "line-rental", "2026-01-01", "2026-02-01", 310 * RUBLE, "2026-02-01", 1);
        given.fee(account, "line-rental", "2026-02-01", "2026-03-01", 280 * RUBLE, "2026-03-01", 1);
        assertThat(now()).isEqualTo("14.50 RUB and 590.00 RUB");

        BillRun run =
                runs.draft(runs.open("meridian", LocalDate.of(2026, 2, 1), 1).billRunId());
        assertThat(now()).as("a draft bills nothing").isEqualTo("14.50 RUB and 590.00 RUB");
        release.release(run.billRunId(), "test");
        assertThat(now()).isEqualTo("10.00 RUB and 280.00 RUB");

        given.usage(account, "2026-01-20T12:00:00+03:00", "voice/local", 2 * RUBLE, 2);
        assertThat(now()).as("late usage is billed later").isEqualTo("12.00 RUB and 280.00 RUB");
        given.fee(account, "line-rental", "2026-01-01", "2026-02-01", -31 * RUBLE, "2026-02-01", 2);
        assertThat(now()).as("so is a correction of a fee").isEqualTo("12.00 RUB and 249.00 RUB");
    }

    @Test
    void a_correction_of_billed_usage_is_not_billed_yet() {
        given.notedUsage(account, "2026-01-10T12:00:00+03:00", "voice/local", 300 * RUBLE, 1);
        BillRun run =
                runs.draft(runs.open("meridian", LocalDate.of(2026, 2, 1), 1).billRunId());
        release.release(run.billRunId(), "test");
        assertThat(now()).isEqualTo("0.00 RUB and 0.00 RUB");
        given.repricedByNoted(account, "2026-01-10T12:00:00+03:00", "voice/local", 302 * RUBLE, 2);
        assertThat(now()).isEqualTo("2.00 RUB and 0.00 RUB");
    }
}
