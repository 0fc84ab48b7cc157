package io.turnpike.invoicing;

import io.turnpike.ledger.AccountStatement;
import io.turnpike.ledger.AccountStatement.Movement;
import io.turnpike.ledger.EntryKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How the accounts of a bill stood through its period, before the bill itself; minor units, owed is positive.
 *
 * @param openingMinor owed before the first day, and by invoices issued since: one dated in the period is that of its first day, of a
 *     past period, or one whose own days are closed
 * @param movements payments and whatever else was booked in the period; not what went from one of the accounts to another
 */
record BillBalance(long openingMinor, List<Movement> movements) {
    static BillBalance of(List<AccountStatement> statements) {
        long opening = 0;
        List<Movement> movements = new ArrayList<>();
        List<Movement> transfers = new ArrayList<>();
        for (AccountStatement statement : statements) {
            opening = Math.addExact(opening, statement.opening().minor());
            for (Movement movement : statement.movements()) {
                if (movement.kind() == EntryKind.INVOICE || movement.kind() == EntryKind.DEBIT_NOTE) {
                    opening = Math.addExact(opening, movement.amount().minor());
                } else {
                    (movement.kind() == EntryKind.TRANSFER ? transfers : movements).add(movement);
                }
            }
        }
        if (transfers.stream().mapToLong(movement -> movement.amount().minor()).sum() != 0) {
            movements.addAll(transfers); // to or from an account that is not of this bill
        }
        movements.sort(Comparator.comparing(Movement::day));
        return new BillBalance(opening, List.copyOf(movements));
    }

    /** Paid and credited, as a positive amount. */
    long paidMinor() {
        return movements.stream()
                .mapToLong(movement -> movement.amount().minor())
                .reduce(0, Math::subtractExact);
    }

    /** Owed when so much is charged: less than zero where there is credit left. */
    long closingMinor(long chargedMinor) {
        return Math.addExact(Math.subtractExact(openingMinor, paidMinor()), chargedMinor);
    }

    /** What is asked for when so much is charged: never less than nothing. */
    long amountDueMinor(long chargedMinor) {
        return Math.max(0, closingMinor(chargedMinor));
    }
}
