package io.turnpike.ledger;

import io.turnpike.money.Money;
import io.turnpike.time.DateRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads what accounts owe: now, on any past day, and as it was known at any later moment. */
@Component
public class AccountBalances {
    private final BalanceMapper mapper;

    AccountBalances(BalanceMapper mapper) {
        this.mapper = mapper;
    }

    /** What the account owes by everything posted so far; zero for an account without postings. */
    @Transactional(readOnly = true)
    public Money now(long accountId, Currency currency) {
        return new Money(currency, mapper.owedNow(accountId, currency.getCurrencyCode()));
    }

    /** What all accounts together owe an operator by everything posted so far. */
    @Transactional(readOnly = true)
    public Money owedTo(long operatorId, Currency currency) {
        return new Money(currency, mapper.owedTo(operatorId, currency.getCurrencyCode()));
    }

    /**
     * The balance at the end of a day, as known at a moment.
     *
     * @param day the last accounting date that counts
     * @param knownAt entries recorded after this moment do not count
     */
    @Transactional(readOnly = true)
    public AccountBalance at(long accountId, Currency currency, LocalDate day, Instant knownAt) {
        Money owed = Money.zero(currency);
        Money advances = Money.zero(currency);
        Map<EntryKind, Money> parts = new EnumMap<>(EntryKind.class);
        for (BalanceMapper.PartRow row : mapper.parts(accountId, currency.getCurrencyCode(), day, knownAt)) {
            Money amount = new Money(currency, row.amountMinor());
            if (row.code().equals(LedgerAccount.RECEIVABLES.code())) {
                owed = owed.plus(amount);
                parts.merge(EntryKind.ofCode(row.kind()), amount, Money::plus);
            } else if (row.code().equals(LedgerAccount.ADVANCES.code())) {
                advances = advances.plus(amount);
            }
        }
        return new AccountBalance(accountId, owed, advances, parts);
    }

    /**
     * What moved each account through a period of its own: the balance at its start and the movements in it.
     *
     * @param periods by account
     * @return the statements by account, also of accounts without postings
     */
    @Transactional(readOnly = true)
    public Map<Long, AccountStatement> statements(Currency currency, Map<Long, DateRange> periods) {
        Long[] ids = periods.keySet().toArray(Long[]::new);
        String[] days = periods.values().stream()
                .map(period -> period.from().toString())
                .toArray(String[]::new);
        StatementsByAccount statements = new StatementsByAccount(currency, periods);
        mapper.balances(ids, currency.getCurrencyCode()).forEach(statements::balance);
        mapper.movementsSince(ids, days, currency.getCurrencyCode()).forEach(statements::movement);
        return statements.byAccount();
    }
}
