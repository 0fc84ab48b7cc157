package io.turnpike.ledger;

import io.turnpike.ledger.AccountStatement.Movement;
import io.turnpike.money.Money;
import io.turnpike.time.DateRange;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts statements together: today's balance less what came since is the opening one, so no old posting is read. */
final class StatementsByAccount {
    private final Currency currency;
    private final Map<Long, DateRange> periods;
    private final Map<Long, Money> openings = new HashMap<>();
    private final Map<Long, List<Movement>> movements = new HashMap<>();

    StatementsByAccount(Currency currency, Map<Long, DateRange> periods) {
        this.currency = currency;
        this.periods = periods;
        periods.keySet().forEach(id -> openings.put(id, Money.zero(currency)));
    }

    void balance(BalanceMapper.BalanceRow row) {
        openings.merge(row.accountId(), new Money(currency, row.balanceMinor()), Money::plus);
    }

    void movement(BalanceMapper.MovementRow row) {
        Money amount = new Money(currency, row.amountMinor());
        openings.merge(row.accountId(), amount.negated(), Money::plus);
        DateRange period = periods.get(row.accountId());
        if (period != null && period.contains(row.accountingDate())) {
            movements
                    .computeIfAbsent(row.accountId(), id -> new ArrayList<>())
                    .add(new Movement(row.accountingDate(), EntryKind.ofCode(row.kind()), row.reference(), amount));
        }
    }

    Map<Long, AccountStatement> byAccount() {
        Map<Long, AccountStatement> statements = new HashMap<>();
        openings.forEach((id, opening) ->
                statements.put(id, new AccountStatement(opening, movements.getOrDefault(id, List.of()))));
        return statements;
    }
}
