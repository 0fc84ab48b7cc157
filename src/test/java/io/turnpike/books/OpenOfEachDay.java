package io.turnpike.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.ledger.BooksAsKnown;
import io.turnpike.payments.debts.PastDebts;
import io.turnpike.time.DateRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What accounts owe on a day is what is open less what is ahead, account by account, in each currency. */
final class OpenOfEachDay {
    private static final Instant ALWAYS = Instant.parse("9000-01-01T00:00:00Z");
    private static final List<Currency> CURRENCIES =
            List.of(Currency.getInstance("RUB"), Currency.getInstance("EUR"), Currency.getInstance("USD"));

    private final PastDebts past;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    OpenOfEachDay(PastDebts past, JdbcClient jdbc, TransactionTemplate transaction) {
        this.past = past;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    void assertOpen(String operator, long operatorId, LocalDate before) {
        for (Currency currency : CURRENCIES) {
            Map<String, Long> open = new TreeMap<>();
            transaction.executeWithoutResult(status -> past.each(
                    operator,
                    new BooksAsKnown(operatorId, currency, new DateRange(before.minusDays(1), before), ALWAYS),
                    each -> open.merge(each.accountNumber(), each.openMinor(), Math::addExact)));
            open.values().removeIf(minor -> minor == 0);
            Map<String, Long> owed = new TreeMap<>();
            jdbc.sql("""
                    select a.number || ' ' || sum(p.amount_minor)
                    from posting p
                    join ledger_account l using (ledger_account_id)
                    join account a on a.id = p.account_id
                    where l.code = 'receivables' and l.operator_id = ? and l.currency = ? and p.accounting_date < ?
                    group by a.number
                    having sum(p.amount_minor) <> 0
                    """)
                    .params(operatorId, currency.getCurrencyCode(), before)
                    .query(String.class)
                    .list()
                    .forEach(each -> owed.put(each.split(" ")[0], Long.parseLong(each.split(" ")[1])));
            assertThat(open).as(operator + " " + currency + " before " + before).isEqualTo(owed);
        }
    }
}
