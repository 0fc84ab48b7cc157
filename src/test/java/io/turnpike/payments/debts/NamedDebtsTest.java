package io.turnpike.payments.debts;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import io.turnpike.invoicing.BillingFixture;
import io.turnpike.ledger.EntryKind;
import io.turnpike.ledger.Journal;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PayingOperator;
import io.turnpike.payments.PaymentBook;
import io.turnpike.payments.Receipt;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Payments that name one invoice of several accounts, of an operator whose payments close what they name. */
@DatabaseTest
class NamedDebtsTest {
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);

    @Autowired
    private Debts debts;

    @Autowired
    private PaymentBook book;

    @Autowired
    private Journal journal;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private long operator;
    private long run;
    private long first;
    private long second;

    @BeforeEach
    void empty() {
        Emptying.tables(
                jdbc,
                "bill_run, bill, billing_period, drafted_document, document_number, document_line, payment, payment_allocation, journal_entry, posting,"
                        + " account_balance, operator restart identity cascade");
        BillingFixture given = new BillingFixture(jdbc);
        given.operator("meridian", "Europe/Moscow", "RUB");
        operator = given.id("select id from operator");
        run = given.id(
                "insert into bill_run (operator_id, run_day, reason, cutoff_batch, state, opened_at) values (?,"
                        + " date '2026-04-01', 'cycle', 1, 'released', now()) returning bill_run_id",
                operator);
        long customer =
                given.id("select customer_id from account where id = ?", given.account("meridian", "1", "company"));
        first = given.accountOf(operator, customer, "2", "customer");
        second = given.accountOf(operator, customer, "3", "customer");
    }

    /** Invoice {@code I-n} of the n-th day, which asks each of these accounts for 100. */
    private void invoice(int n, Set<Long> accounts) {
        long gross = 100L * accounts.size();
        jdbc.sql("insert into bill (bill_id, bill_run_id, account_id, customer_id, period_from, period_to,"
                        + " document_date, currency, rendered_as_billed, charged_minor) values (?, ?, ?, 1, date"
                        + " '2026-03-01', date '2026-04-01', date '2026-03-01', 'RUB', true, ?)")
                .params(n, run, first, gross)
                .update();
        jdbc.sql("insert into drafted_document (document_id, bill_id, bill_run_id, operator_id, kind, account_id,"
                        + " account_number, ordinal, document_date, period_from, period_to, currency, net_minor,"
                        + " vat_minor, gross_minor, amount_due_minor) values"
                        + " (?, ?, ?, ?, 'invoice', ?, '2', 1, date '2026-03-01', date '2026-03-01', date"
                        + " '2026-04-01', 'RUB', ?, 0, ?, ?)")
                .params(n, n, run, operator, first, gross, gross, gross)
                .update();
        jdbc.sql("insert into document_number (document_id, operator_id, kind, number_year, sequence_number, number)"
                        + " values (?, ?, 'invoice', 2026, ?, '26-' || lpad(?::text, 7, '0'))")
                .params(n, operator, n, n)
                .update();
        accounts.forEach(account -> jdbc.sql(
                        "insert into billing_period (account_id, bill_run_id, unit_id, from_day, to_day, cutoff_batch, state, bill_id)"
                                + " values (?, ?, ?, date '2026-03-01', date '2026-04-01', 1, 3, ?) on conflict do nothing")
                .params(account, run, Collections.min(accounts), n)
                .update());
        JournalEntry.Draft entry = JournalEntry.on(operator, MARCH.plusDays(n), EntryKind.INVOICE, "I-" + n)
                .document((long) n);
        accounts.forEach(account -> entry.post(LedgerAccount.RECEIVABLES, account, new Money(RUB, 100)));
        journal.post(entry.post(LedgerAccount.revenue("voice"), new Money(RUB, -gross))
                .build());
    }

    private void pay(long account, long minor, String purpose) {
        Receipt receipt = new Receipt(
                operator,
                "bank",
                purpose,
                "",
                MARCH.plusDays(20),
                new Money(RUB, minor),
                Money.zero(RUB),
                LedgerAccount.BANK,
                new Receipt.Payer("", "", "", "", purpose, ""),
                null,
                new Receipt.Owner(account, "a test"));
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> debts.receive(
                        Map.of(new PayingOperator(operator, "meridian", "Europe/Moscow", "RUB"), List.of(receipt)),
                        () -> book.receive(List.of(receipt))));
    }

    private List<String> open(long account) {
        return debts.of(account, RUB).stream()
                .filter(standing -> standing.openMinor() != 0)
                .map(standing -> standing.item().reference() + " " + standing.openMinor())
                .toList();
    }

    @Test
    void the_named_invoice_is_closed_on_all_of_its_accounts_before_older_ones() {
        invoice(1, Set.of(first));
        invoice(2, Set.of(second));
        invoice(3, Set.of(first, second));
        pay(first, 200, "Оплата по счёту 26-0000003");
        assertThat(open(first)).containsExactly("I-1 100");
        assertThat(open(second)).containsExactly("I-2 100");
    }

    @Test
    void what_is_left_over_of_a_named_invoice_closes_the_oldest() {
        invoice(1, Set.of(first));
        invoice(2, Set.of(second));
        invoice(3, Set.of(first, second));
        invoice(4, Set.of(second));
        pay(first, 250, "Оплата по счёту 26-0000003");
        assertThat(open(first)).containsExactly("I-1 50");
        assertThat(open(second)).containsExactly("I-2 100", "I-4 100");
        pay(second, 220, "аванс");
        assertThat(open(first)).containsExactly("I-1 30");
        assertThat(open(second)).isEmpty();
    }

    @Test
    void an_invoice_of_the_other_account_is_closed_where_it_is_named() {
        invoice(1, Set.of(first));
        invoice(2, Set.of(second));
        pay(first, 100, "по счету 26-0000002");
        assertThat(open(first)).containsExactly("I-1 100");
        assertThat(open(second)).isEmpty();
        assertThat(jdbc.sql("select count(*) from journal_entry where kind = 9 and document_id = 2")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    private void apart(long account) {
        jdbc.sql("update account set invoice_per = 'account' where id = ?")
                .param(account)
                .update();
    }

    @Test
    void an_invoice_of_several_accounts_stays_one_when_they_are_invoiced_apart_later() {
        invoice(3, Set.of(first, second));
        invoice(4, Set.of(first));
        invoice(5, Set.of(second));
        apart(second);
        pay(first, 200, "Оплата по счёту 26-0000003");
        assertThat(open(first)).containsExactly("I-4 100");
        assertThat(open(second)).containsExactly("I-5 100");
        // 100 of it close the other invoice of the first; nothing goes to that of the second, which is its own
        pay(first, 150, "аванс");
        assertThat(open(first)).containsExactly("аванс -50");
        assertThat(open(second)).containsExactly("I-5 100");
    }

    @Test
    void what_is_left_over_closes_an_invoice_of_several_accounts_without_being_named() {
        invoice(3, Set.of(first, second));
        apart(first);
        apart(second);
        pay(second, 150, "аванс");
        assertThat(open(first)).containsExactly("I-3 50");
        assertThat(open(second)).isEmpty();
    }

    @Test
    void an_account_that_went_to_another_customer_is_paid_by_the_others_only_where_the_invoice_is_named() {
        invoice(3, Set.of(first, second));
        BillingFixture given = new BillingFixture(jdbc);
        long buyer =
                given.id("select customer_id from account where id = ?", given.account("meridian", "9", "company"));
        jdbc.sql("update account set customer_id = ? where id = ?")
                .params(buyer, second)
                .update();
        pay(first, 150, "аванс");
        assertThat(open(first)).containsExactly("аванс -50");
        assertThat(open(second)).containsExactly("I-3 100");
        pay(first, 30, "по счету 26-0000003");
        assertThat(open(second)).containsExactly("I-3 70");
    }
}
