package io.turnpike.ledger;

import io.turnpike.money.Money;
import java.time.LocalDate;
import java.util.List;

/**
 * How an account's balance moved through a period.
 *
 * @param opening owed before the first day
 * @param movements in the order of day and entry
 */
public record AccountStatement(Money opening, List<Movement> movements) {
    public AccountStatement {
        movements = List.copyOf(movements);
    }

    /**
     * One entry's effect on what the account owes.
     *
     * @param amount debit positive, so a payment is negative
     */
    public record Movement(LocalDate day, EntryKind kind, String reference, Money amount) {}

    /** What was paid and credited in the period, as a positive amount; what was debited counts against it. */
    public Money paid() {
        return movements.stream().map(Movement::amount).reduce(Money.zero(opening.currency()), Money::minus);
    }
}
