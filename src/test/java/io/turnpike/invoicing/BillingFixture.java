package io.turnpike.invoicing;

import io.turnpike.ledger.EntryKind;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Customers and charges as their packages leave them, put straight into the tables. */
public final class BillingFixture {
    private final JdbcClient jdbc;

    public BillingFixture(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void operator(String code, String zone, String currency) {
        jdbc.sql("""
                insert into operator (code, name, zone, currency, country)
                values (?, ?, ?, ?, 'RU')
                on conflict do nothing
                """).params(code, code, zone, currency).update();
    }

    /** An account of a customer of its own, billed on the first, with one service of the same number. */
    public long account(String operator, String number, String kind) {
        long operatorId = id("select id from operator where code = ?", operator);
        long customerId = id("""
                insert into customer (operator_id, number, kind, name, language, city)
                values (?, ?, ?, ?, 'en', 'Town')
                returning id
                """, operatorId, "C-" + number, kind, "Customer " + number);
        return accountOf(operatorId, customerId, number, "account");
    }

    public long accountOf(long operatorId, long customerId, String number, String invoicePer) {
        long accountId = id("""
                insert into account (operator_id, customer_id, number, contract, contract_date, billing_day, invoice_per)
                values (?, ?, ?, ?, date '2026-01-01', 1, ?)
                returning id
                """, operatorId, customerId, number, "K-" + number, invoicePer);
        jdbc.sql("""
                insert into service (id, account_id, code, kind, name, valid_from)
                overriding system value
                values (?, ?, 'line', 'telephony', ?, date '2026-01-01')
                """).params(accountId, accountId, "line " + number).update();
        return accountId;
    }

    /** A call of a minute. */
    public void usage(long account, String at, String path, long amountMicros, int batch) {
        usage(
                account,
                OffsetDateTime.parse(at),
                new Priced("fixture-phone", path, "next-invoice"),
                amountMicros,
                batch);
    }

    /** A call of a minute by a plan that wants debit notes for late usage. */
    public void notedUsage(long account, String at, String path, long amountMicros, int batch) {
        usage(account, OffsetDateTime.parse(at), new Priced("fixture-noted", path, "debit-note"), amountMicros, batch);
    }

    /** What was charged by {@link #usage} at an instant is priced anew by a plan that wants debit notes for late usage. */
    public void repricedByNoted(long account, String at, String path, long amountMicros, int batch) {
        OffsetDateTime instant = OffsetDateTime.parse(at);
        rate(new Priced("fixture-noted", path, "debit-note"));
        jdbc.sql("""
                insert into usage_correction (usage_time, dedupe_key, revision, account_id, service_id, old_rate_id, old_covered,
                  old_amount_micros, rate_id, covered, amount_micros, kind, flags, quantity, reason, batch_id, corrected_at)
                select usage_time, dedupe_key, 1, account_id, service_id, rate_id, covered, amount_micros,
                  abs(hashtext(?)), 0, ?, kind, flags, quantity, 'a test', ?, now()
                from usage_charge
                where account_id = ?
                  and usage_time = ?
                """)
                .params("fixture-noted" + path, amountMicros, batch, account, instant)
                .update();
        batch(batch, instant);
    }

    private record Priced(String plan, String path, String lateUsage) {}

    private void usage(long account, OffsetDateTime at, Priced by, long amountMicros, int batch) {
        LocalDate month = at.toLocalDate().withDayOfMonth(1);
        jdbc.sql("create table if not exists usage_charge_"
                        + month.toString().substring(0, 7).replace("-", "")
                        + " partition of usage_charge for values from ('" + month + "T00:00:00Z') to ('"
                        + month.plusMonths(1)
                        + "T00:00:00Z')")
                .update();
        rate(by);
        jdbc.sql("""
                insert into usage_charge (usage_time, dedupe_key, account_id, service_id, quantity, covered, amount_micros,
                  rate_id, file_id, line_number, batch_id, kind, flags, party)
                values (?, ?, ?, ?, 60, 0, ?, abs(hashtext(?)), 1, 1, ?, 1, 1, '7495')
                """)
                .params(List.of(at, UUID.randomUUID(), account, account, amountMicros, by.plan + by.path, batch))
                .update();
        batch(batch, at);
    }

    private void rate(Priced by) {
        jdbc.sql("""
                insert into rate (rate_id, plan, valid_from, path, late_usage)
                values (abs(hashtext(?)), ?, date '2026-01-01', ?, ?)
                on conflict do nothing
                """).params(by.plan + by.path, by.plan, by.path, by.lateUsage).update();
    }

    private void batch(int batch, OffsetDateTime oldest) {
        jdbc.sql("""
                insert into charge_batch (batch_id, oldest_usage)
                values (?, ?)
                on conflict (batch_id) do update set oldest_usage = least(charge_batch.oldest_usage, excluded.oldest_usage)
                """).params(batch, oldest).update();
    }

    public void fee(long account, String fee, String from, String to, long amountMicros, String billOn, int batch) {
        jdbc.sql("""
                insert into fee_charge (account_id, service_id, fee, plan, period_from, period_to, revision, quantity,
                  amount_micros, bill_on, found_on, batch_id, charged_at)
                values (?, ?, ?, 'phone', ?, ?,
                  (select count(*) from fee_charge where service_id = ? and fee = ? and period_from = ?), 1, ?, ?, ?, ?, now())
                """)
                .params(List.of(
                        account,
                        account,
                        fee,
                        LocalDate.parse(from),
                        LocalDate.parse(to),
                        account,
                        fee,
                        LocalDate.parse(from),
                        amountMicros,
                        LocalDate.parse(billOn),
                        LocalDate.parse(billOn),
                        batch))
                .update();
    }

    /** A payment as the books hold it. */
    public JournalEntry payment(long account, LocalDate day, long minor, String reference) {
        Money paid = new Money(Currency.getInstance("RUB"), minor);
        return JournalEntry.on(
                        id("select operator_id from account where id = ?", account), day, EntryKind.PAYMENT, reference)
                .post(LedgerAccount.BANK, paid)
                .post(LedgerAccount.RECEIVABLES, account, paid.negated())
                .build();
    }

    public long id(String sql, Object... parameters) {
        return jdbc.sql(sql).params(parameters).query(Long.class).single();
    }
}
