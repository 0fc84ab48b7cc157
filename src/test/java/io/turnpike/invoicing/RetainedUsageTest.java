package io.turnpike.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import io.turnpike.invoicing.BillingDocuments.Filter;
import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.RunWatcher;
import io.turnpike.jobs.Runs;
import io.turnpike.jobs.StepKind;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Retention drops no usage that is still to be billed, and an old line says what is missing of it. */
@DatabaseTest
class RetainedUsageTest {
    private static final LocalDate MARCH_1 = LocalDate.of(2020, 3, 1);
    private static final long RUBLE = 1_000_000;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Runs jobs;

    @Autowired
    private BillRuns runs;

    @Autowired
    private BillRelease release;

    @Autowired
    private BillingDocuments documents;

    @Autowired
    private DocumentLines lines;

    @Autowired
    private LineExplanation explanation;

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
        jdbc.sql("drop table if exists usage_charge_202002").update();
    }

    private Optional<String> retain() {
        StepKind kind = context.getBeansOfType(StepKind.class).values().stream()
                .filter(one -> one.word().equals("retain"))
                .findFirst()
                .orElseThrow();
        return jobs.start(
                        new JobFile("test", "", List.of(), List.of(new JobFile.StepLine("retain", kind, 1, Map.of()))),
                        new Parameters(Map.of("usage-months", "38")),
                        RunWatcher.NONE)
                .message();
    }

    private boolean isKept() {
        return jdbc.sql("select to_regclass('usage_charge_202002') is not null")
                .query(Boolean.class)
                .single();
    }

    @Test
    void usage_that_waits_for_a_larger_invoice_is_kept_until_it_is_billed() {
        long account = given.account("meridian", "100", "person");
        jdbc.sql("update account set contract_date = date '2020-02-01'").update();
        given.usage(account, "2020-02-10T10:00:00Z", "voice/outgoing/national", 9 * RUBLE, 1); // under 10.00
        release.release(
                runs.draft(runs.open("meridian", MARCH_1, 1).billRunId()).billRunId(), "test");
        assertThat(retain())
                .hasValueSatisfying(message -> assertThat(message)
                        .contains("usage_charge_202002 is kept: usage of accounts [100] is not billed"));
        assertThat(isKept()).isTrue();

        BillRun byHand = runs.draft(runs.openAccounts("meridian", LocalDate.of(2020, 4, 1), 1, List.of("100"))
                .billRunId());
        release.release(byHand.billRunId(), "test");
        given.usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", 9 * RUBLE, 2);
        assertThat(retain()).isEmpty();
        assertThat(isKept()).isFalse();
        DocumentLines.Printed line = lines.of(documents
                        .list(new Filter(null, "invoice", null, null, null, byHand.billRunId()), 0, 1)
                        .get(0))
                .get(0);
        LineExplanation.Explained explained = explanation
                .line(line.billId(), line.part(), line.storedPosition())
                .orElseThrow();
        assertThat(explained.differs()).isTrue();
        // whichever month the tests before this one left
        assertThat(explained.usageKeptFrom()).isNotNull().matches(first -> first.isAfter(YearMonth.of(2020, 2)));
    }
}
