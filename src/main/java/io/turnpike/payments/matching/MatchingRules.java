package io.turnpike.payments.matching;

import io.turnpike.ledger.LedgerAccount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one source's {@code matching.yaml} says.
 *
 * @param operator whose money it is; null where the own account of each line tells it
 * @param ownAccounts accounts at banks beside those of the operators' files, with the operator's code
 * @param into where the money comes in
 * @param setAside asked in order
 * @param find asked in order
 */
public record MatchingRules(
        @Nullable String operator,
        Map<String, String> ownAccounts,
        LedgerAccount into,
        List<SetAsideRule> setAside,
        List<FindRule> find) {
    public MatchingRules {
        ownAccounts = Map.copyOf(ownAccounts);
        setAside = List.copyOf(setAside);
        find = List.copyOf(find);
    }

    /** The name of the rule that sets a movement aside; empty for a payment, and for money out that no rule names. */
    public Optional<String> setAside(Movement movement, Set<String> ownAccountsOfAll) {
        PurposeText text = new PurposeText(movement.purpose());
        return setAside.stream()
                .filter(rule -> rule.holds(movement, text, ownAccountsOfAll))
                .map(SetAsideRule::name)
                .findFirst();
    }

    /** The values each rule takes from a movement, in the order of the rules. */
    Map<FindRule, Set<String>> clues(Movement movement) {
        PurposeText text = new PurposeText(movement.purpose());
        Map<FindRule, Set<String>> clues = new LinkedHashMap<>();
        for (FindRule rule : find) {
            Set<String> values = rule.values(movement, text);
            if (!values.isEmpty()) {
                clues.put(rule, values);
            }
        }
        return clues;
    }
}
