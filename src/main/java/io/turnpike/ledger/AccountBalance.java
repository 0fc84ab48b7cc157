package io.turnpike.ledger;

import io.turnpike.money.Money;
import java.util.Map;

/**
 * What a customer's account owes, and what that is made of.
 *
 * @param owed receivables: positive when the customer owes, negative when there is credit left
 * @param advances invoiced and not yet rendered, VAT included; zero or negative in a normal month
 * @param parts {@code owed} by the kind of entry it came from; kinds without movement are absent
 */
public record AccountBalance(long accountId, Money owed, Money advances, Map<EntryKind, Money> parts) {
    public AccountBalance {
        parts = Map.copyOf(parts);
    }
}
