package io.turnpike.payments.matching;

import io.turnpike.definitions.Place;
import io.turnpike.definitions.SourceFile;
import io.turnpike.mediation.calls.ExampleOutcome;
import io.turnpike.money.Money;
import io.turnpike.payments.statements.Direction;
import io.turnpike.payments.statements.Party;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs {@code matching.examples} of a source: a purpose, and what the rules take from it. Which account that is, only the customers'
 * tables know.
 *
 * <pre>
 * > Оплата по договору № К-100200       a payment's purpose; '&lt; …' is money out, '&lt;> …' goes between own accounts
 * = contract-in-purpose К-100200         rule and values, in the order of the rules; the end may be left out
 * = set aside bank-charges
 * = nothing
 * </pre>
 */
public final class MatchingExamples {
    private static final String OWN = "own";
    private static final Money ANY = new Money(Currency.getInstance("RUB"), 1);

    private MatchingExamples() {}

    /** Runs one file. */
    public static List<ExampleOutcome> run(MatchingRules rules, SourceFile examples) {
        List<ExampleOutcome> outcomes = new ArrayList<>();
        String got = "";
        List<String> lines = examples.lines();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("<> ")) {
                got = outcome(rules, Direction.OUT, OWN, line.substring(3));
            } else if (line.startsWith("> ") || line.startsWith("< ")) {
                got = outcome(rules, line.startsWith(">") ? Direction.IN : Direction.OUT, "", line.substring(2));
            } else if (line.startsWith("= ")) {
                String expected = line.substring(2).strip();
                outcomes.add(new ExampleOutcome(
                        new Place(examples, i + 1, 1, line.length()), got.startsWith(expected), expected, got));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                outcomes.add(new ExampleOutcome(
                        new Place(examples, i + 1, 1, line.length()),
                        false,
                        "a line that begins with '> ', '< ', '<> ', '= ' or '#'",
                        line));
            }
        }
        return outcomes;
    }

    private static String outcome(MatchingRules rules, Direction direction, String partyAccount, String purpose) {
        Movement movement = new Movement(
                direction,
                LocalDate.EPOCH,
                ANY,
                "",
                new Party("", "", partyAccount),
                purpose.strip(),
                "",
                false,
                Map.of());
        return rules.setAside(movement, Set.of(OWN))
                .map(rule -> "set aside " + rule)
                .orElseGet(() -> {
                    List<String> clues = new ArrayList<>();
                    rules.clues(movement)
                            .forEach((rule, values) -> clues.add(rule.word() + " " + String.join(", ", values)));
                    return clues.isEmpty() ? "nothing" : String.join("; ", clues);
                });
    }
}
