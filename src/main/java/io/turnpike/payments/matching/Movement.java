package io.turnpike.payments.matching;

import io.turnpike.money.Money;
import io.turnpike.payments.statements.CustomerMark;
import io.turnpike.payments.statements.Direction;
import io.turnpike.payments.statements.Party;
import io.turnpike.payments.statements.StatementLine;
import java.util.Map;

/**
 * What rules look at: a line of a statement, or a payment that was booked.
 *
 * @param said what the line says of the customer in columns of their own
 */
public record Movement(
        Direction direction,
        Money amount,
        String ownAccount,
        Party party,
        String purpose,
        Map<CustomerMark, String> said) {
    public Movement {
        said = Map.copyOf(said);
    }

    public static Movement of(StatementLine line) {
        return new Movement(
                line.direction(), line.amount(), line.ownAccount(), line.party(), line.purpose(), line.said());
    }
}
