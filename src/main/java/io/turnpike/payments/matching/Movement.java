package io.turnpike.payments.matching;

import io.turnpike.money.Money;
import io.turnpike.payments.statements.CustomerMark;
import io.turnpike.payments.statements.Direction;
import io.turnpike.payments.statements.Party;
import io.turnpike.payments.statements.StatementLine;
import java.time.LocalDate;
import java.util.Map;

/**
 * What rules look at: a line of a statement, or a payment that was booked.
 *
 * @param day on which the money moved: who had a number is asked of that day, however late it is booked
 * @param type the bank's word for the kind of movement; empty where it has none
 * @param reversal whether the bank takes back an earlier movement
 * @param said what the line says of the customer in columns of their own
 */
public record Movement(
        Direction direction,
        LocalDate day,
        Money amount,
        String ownAccount,
        Party party,
        String purpose,
        String type,
        boolean reversal,
        Map<CustomerMark, String> said) {
    public Movement {
        said = Map.copyOf(said);
    }

    public static Movement of(StatementLine line) {
        return new Movement(
                line.direction(),
                line.day(),
                line.amount(),
                line.ownAccount(),
                line.party(),
                line.purpose(),
                line.type(),
                line.reversal(),
                line.said());
    }
}
