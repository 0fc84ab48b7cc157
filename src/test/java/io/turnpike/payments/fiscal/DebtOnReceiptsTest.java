package io.turnpike.payments.fiscal;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.ledger.EntryKind;
import io.turnpike.ledger.Journal;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.payments.debts.Debts;
import io.turnpike.payments.fiscal.AtolServer.Trouble;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receipt tells debt from advance as it was when the money came, however late it is queued or made. */
class DebtOnReceiptsTest {
    @TempDir
    private static Path folder;

    private static FiscalProgram program;

    @BeforeAll
    static void start() {
        program = new FiscalProgram(folder);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @BeforeEach
    void empty() {
        program.begin();
    }

    private static List<Long> debts() {
        return program.jdbc
                .sql("select debt_minor from fiscal_receipt order by payment_id")
                .query(Long.class)
                .list();
    }

    private static void queueAnew() {
        program.jdbc.sql("delete from fiscal_receipt").update();
        program.context
                .getBean(FiscalReceipts.class)
                .queueMissing(new FiscalReceipts.Filter("meridian", null, null, null));
    }

    private static long account(String number) {
        return program.given.id("select id from account where number = ?", number);
    }

    private static void apply(String... accounts) {
        program.transaction.executeWithoutResult(status -> List.of(accounts)
                .forEach(account -> program.context.getBean(Debts.class).apply(Set.of(account(account)))));
    }

    /** Accounts 1 and 3 belong to one customer, and are invoiced together or apart. */
    private static void invoicePer(String per) {
        program.jdbc
                .sql(
                        "update account set invoice_per = ?, customer_id = (select customer_id from account where number = '3')"
                                + " where number in ('1', '3')")
                .param(per)
                .update();
    }

    @Test
    void what_closed_later_debts_was_paid_ahead() {
        program.owe("3", "120.00");
        program.pay("3", "0001", "500.00");
        assertThat(debts()).containsExactly(120_00L);
        program.owe("3", "200.00");
        apply("3");
        queueAnew();
        assertThat(debts()).as("200.00 came after the money").containsExactly(120_00L);
    }

    @Test
    void what_was_owed_stays_so_when_the_debt_is_taken_back_or_the_payment_moved() {
        program.owe("3", "120.00");
        long payment = program.pay("3", "0001", "500.00");
        program.context
                .getBean(Journal.class)
                .reverse(program.number("select min(entry_id) from journal_entry"), LocalDate.of(2026, 11, 20));
        apply("3");
        queueAnew();
        assertThat(debts()).containsExactly(120_00L);
        program.owe("1", "400.00");
        program.desk.move(payment, "1", FiscalProgram.ANNA);
        queueAnew();
        assertThat(debts()).as("it came to account 3").containsExactly(120_00L);
    }

    @Test
    void of_accounts_that_are_invoiced_together_only_later_nothing_was_owed() {
        program.owe("1", "200.00");
        program.pay("3", "0001", "500.00");
        assertThat(debts()).containsExactly(0L);
        invoicePer("customer");
        apply("1", "3");
        program.owe("1", "50.00");
        apply("1", "3");
        queueAnew();
        assertThat(debts()).as("it was another's debt on that day").containsExactly(0L);
    }

    @Test
    void what_was_paid_for_accounts_of_one_invoice_stays_so_when_they_are_invoiced_apart() {
        invoicePer("customer");
        program.owe("3", "70.00");
        program.owe("1", "50.00");
        program.pay("3", "0001", "100.00");
        assertThat(debts()).containsExactly(100_00L);
        invoicePer("account");
        queueAnew();
        assertThat(debts()).containsExactly(100_00L);
    }

    @Test
    void an_invoice_for_several_accounts_is_owed_by_them_after_they_are_invoiced_apart() {
        invoicePer("account");
        long operator = program.given.id("select id from operator");
        long run = program.given.id(
                "insert into bill_run (operator_id, run_day, reason, cutoff_batch, state, opened_at) values (?,"
                        + " date '2026-11-01', 'cycle', 1, 'released', now()) returning bill_run_id",
                operator);
        for (String number : List.of("1", "3")) {
            program.jdbc
                    .sql(
                            "insert into billing_period (account_id, bill_run_id, unit_id, from_day, to_day, cutoff_batch, state)"
                                    + " values (?, ?, ?, date '2026-10-01', date '2026-11-01', 1, 3)")
                    .params(account(number), run, Math.min(account("1"), account("3")))
                    .update();
        }
        program.context
                .getBean(Journal.class)
                .post(JournalEntry.on(operator, LocalDate.of(2026, 11, 1), EntryKind.ADJUSTMENT, "common")
                        .post(LedgerAccount.RECEIVABLES, account("1"), FiscalProgram.rub("50.00"))
                        .post(LedgerAccount.RECEIVABLES, account("3"), FiscalProgram.rub("70.00"))
                        .post(LedgerAccount.OPENING_BALANCES, FiscalProgram.rub("-120.00"))
                        .build());
        program.pay("3", "0001", "150.00");
        assertThat(debts()).as("70.00 of its own and 50.00 of the other").containsExactly(120_00L);
        queueAnew();
        assertThat(debts()).containsExactly(120_00L);
    }

    @Test
    void a_receipt_that_is_made_days_later_or_anew_says_the_same() {
        program.owe("3", "120.00");
        program.pay("3", "0001", "500.00");
        program.owe("3", "200.00");
        apply("3");
        invoicePer("customer");
        program.server.next(Trouble.REFUSED);
        program.send();
        program.context.getBean(FiscalReceipts.class).retry(1);
        program.send();
        assertThat(program.server.receipts.stream()
                        .map(each -> each.path("receipt").path("items"))
                        .map(items -> items.valueStream()
                                .map(item -> item.path("payment_method").asString("") + " " + item.path("sum"))
                                .toList()))
                .isNotEmpty()
                .allMatch(items -> items.equals(List.of("full_payment 120.0", "advance 380.0")));
    }
}
