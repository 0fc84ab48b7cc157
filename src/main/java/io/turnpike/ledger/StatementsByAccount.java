package io.turnpike.ledger;

import io.turnpike.ledger.AccountStatement.Movement;
import io.turnpike.money.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts statements together: today's balance less what came since is the opening one, so no old posting is read. */
final class StatementsByAccount {
    private final Currency currency;
    private final Map<Long, Money> openings = new HashMap<>();
    private final Map<Long, List<Movement>> movements = new HashMap<>();

    StatementsByAccount(Currency currency, List<Long> accountIds) {
        this.currency = currency;
        accountIds.forEach(id -> openings.put(id, Money.zero(currency)));
    }

    void balance(BalanceMapper.BalanceRow row) {
        openings.merge(row.accountId(), new Money(currency, row.balanceMinor()), Money::plus);
    }

    void movement(BalanceMapper.MovementRow row, LocalDate to) {
        Money amount = new Money(currency, row.amountMinor());
        openings.merge(row.accountId(), amount.negated(), Money::plus);
        if (row.accountingDate().isBefore(to)) {
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
