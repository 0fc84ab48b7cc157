package io.turnpike.invoicing;

import static io.turnpike.invoicing.BilledMonths.RUBLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
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
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Retention drops no usage that is still to be billed, and an old line says what is missing of it. */
@DatabaseTest
class RetainedUsageTest {
    private static final LocalDate MARCH_1 = LocalDate.of(2020, 3, 1);

    @RegisterExtension
    private final BilledMonths months = new BilledMonths();

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Runs jobs;

    @Autowired
    private PlatformTransactionManager transactions;

    @AfterEach
    void noPartition() {
        months.jdbc().sql("drop table if exists usage_charge_202002").update();
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
        return months.jdbc()
                .sql("select to_regclass('usage_charge_202002') is not null")
                .query(Boolean.class)
                .single();
    }

    @Test
    void usage_that_waits_for_a_larger_invoice_is_kept_until_it_is_billed() {
        long account = months.given().account("meridian", "100", "person");
        months.jdbc()
                .sql("update account set contract_date = date '2020-02-01'")
                .update();
        months.given().usage(account, "2020-02-10T10:00:00Z", "voice/outgoing/national", 9 * RUBLE, 1); // under 10.00
        months.billed(MARCH_1, 1);
        assertThat(retain())
                .hasValueSatisfying(message -> assertThat(message)
                        .contains("usage_charge_202002 is kept: usage of accounts [100] is not billed"));
        assertThat(isKept()).isTrue();

        BillRun byHand =
                months.released(months.runs().openAccounts("meridian", LocalDate.of(2020, 4, 1), 1, List.of("100")));
        months.given().usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", 9 * RUBLE, 2);
        assertThat(retain()).isEmpty();
        assertThat(isKept()).isFalse();
        DocumentLines.Printed line = months.lines()
                .of(months.documents()
                        .list(new Filter(null, "invoice", null, null, null, byHand.billRunId()), 0, 1)
                        .get(0))
                .get(0);
        LineExplanation.Explained explained = months.explanation()
                .line(line.billId(), line.part(), line.storedPosition())
                .orElseThrow();
        assertThat(explained.differs()).isTrue();
        // whichever month the tests before this one left
        assertThat(explained.usageKeptFrom()).isNotNull().matches(first -> first.isAfter(YearMonth.of(2020, 2)));
        assertThat(withoutAnyUsage(line).usageKeptFrom()).isEqualTo(YearMonth.of(2020, 5)); // the run was on April 1
    }

    private LineExplanation.Explained withoutAnyUsage(DocumentLines.Printed line) {
        return Objects.requireNonNull(new TransactionTemplate(transactions).execute(status -> {
            status.setRollbackOnly();
            months.jdbc()
                    .sql("select inhrelid::regclass::text from pg_inherits where inhparent = 'usage_charge'::regclass")
                    .query(String.class)
                    .list()
                    .forEach(partition ->
                            months.jdbc().sql("drop table " + partition).update());
            return months.explanation()
                    .line(line.billId(), line.part(), line.storedPosition())
                    .orElseThrow();
        }));
    }
}
