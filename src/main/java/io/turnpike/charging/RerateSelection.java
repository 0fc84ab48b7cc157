package io.turnpike.charging;

import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.jobs.StepOption;
import io.turnpike.time.DateRange;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is rated again: the accounts that meet everything that is said, and the counter periods that hold any of the days.
 *
 * @param accounts account numbers; empty: all
 * @param plan accounts that had the plan on any of the days, or usage of these days priced by it
 * @param prefix accounts with usage of these days to or from numbers that begin so; digits
 * @param service accounts with a service of this code
 * @param days in the operator's zone
 * @param reason stands on every correction
 */
public record RerateSelection(
        List<String> accounts,
        Optional<String> plan,
        Optional<String> prefix,
        Optional<String> service,
        Optional<String> operator,
        DateRange days,
        String reason) {
    /** What stands on corrections where nobody said why. */
    public static final String NO_REASON = "rated again";

    /** The word for what back-dated changes touch, in the place of a selection. */
    private static final String CHANGES = "changes";

    private static final String OF = "of";

    static final List<StepOption> OPTIONS = List.of(
            StepOption.oneOf(OF, List.of(CHANGES)),
            StepOption.date("from"),
            StepOption.date("to"),
            StepOption.text("accounts"),
            StepOption.text("plan"),
            StepOption.text("prefix"),
            StepOption.text("service"),
            StepOption.text("operator"),
            StepOption.text("reason"),
            StepOption.range());

    public RerateSelection {
        accounts = List.copyOf(accounts);
    }

    /** Whether a step is to look at what back-dated changes touch, and not at a selection. */
    static boolean ofChanges(Parameters parameters) {
        return parameters.text(OF).isPresent();
    }

    /** Reads the parameters of a run. */
    public static RerateSelection of(Parameters parameters) {
        var from = parameters.requiredDate("from");
        var to = parameters.requiredDate("to");
        if (!from.isBefore(to)) {
            throw new BadParameter("--to is the day after the last and must be later than --from " + from);
        }
        List<String> accounts = parameters.text("accounts").stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(number -> !number.isEmpty())
                .toList();
        Optional<String> prefix =
                parameters.text("prefix").map(text -> text.startsWith("+") ? text.substring(1) : text);
        prefix.filter(digits -> !digits.matches("[0-9]+")).ifPresent(wrong -> {
            throw new BadParameter("--prefix: '" + wrong + "' is no beginning of a number: write it as +7495");
        });
        return new RerateSelection(
                accounts,
                parameters.text("plan"),
                prefix,
                parameters.text("service"),
                parameters.text("operator"),
                new DateRange(from, to),
                parameters.text("reason").orElse(NO_REASON));
    }

    /** As the parameters of a run that does what the selection says. */
    public Parameters parameters() {
        Map<String, String> values = new TreeMap<>();
        if (!accounts.isEmpty()) {
            values.put("accounts", String.join(",", accounts));
        }
        plan.ifPresent(value -> values.put("plan", value));
        prefix.ifPresent(value -> values.put("prefix", value));
        service.ifPresent(value -> values.put("service", value));
        operator.ifPresent(value -> values.put("operator", value));
        values.put("from", days.from().toString());
        values.put("to", days.to().toString());
        values.put("reason", reason);
        return new Parameters(values);
    }
}
