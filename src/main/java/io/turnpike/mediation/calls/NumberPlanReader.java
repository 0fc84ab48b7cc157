package io.turnpike.mediation.calls;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import java.util.ArrayList;
import java.util.List;

/** Reads a {@code plan} block: how numbers are dialled where the switch stands. */
final class NumberPlanReader {
    private static final String LENGTHS = "write a number of digits such as 10, or a range such as 9-10";

    private NumberPlanReader() {}

    static NumberPlan read(Fields plan) {
        List<NumberPlan.Rewrite> rewrites = new ArrayList<>();
        for (Node item : plan.items("rewrite")) {
            if (item instanceof Node.Block block) {
                Fields line = new Fields(block, plan.problems());
                rewrites.add(new NumberPlan.Rewrite(
                        line.requiredText("prefix").orElse(""),
                        line.requiredText("put").orElse(""),
                        line.value("length", LENGTHS, NumberPlanReader::lengths).orElse(NumberPlan.Lengths.ANY)));
                line.done();
            } else {
                plan.problems().add(item.place(), "no rewrite", "write '- { prefix: \"9\", put: \"\" }'");
            }
        }
        boolean national = plan.has("national-length");
        if (national || plan.has("local-length")) {
            plan.required("country-code");
        }
        NumberPlan read = new NumberPlan(
                plan.text("cut-at").orElse(""),
                rewrites,
                plan.text("ignore").orElse(""),
                plan.scalars("international-prefix").stream()
                        .map(Node.Scalar::text)
                        .toList(),
                plan.text("national-prefix").orElse(""),
                lengths(plan, "national-length"),
                plan.text("country-code").orElse(""),
                lengths(plan, "e164-length"),
                plan.yesNo("national-without-prefix").orElse(false),
                lengths(plan, "local-length"),
                plan.text("area-code").orElse(""));
        plan.done();
        return read;
    }

    private static NumberPlan.Lengths lengths(Fields plan, String key) {
        return plan.value(key, LENGTHS, NumberPlanReader::lengths).orElse(NumberPlan.Lengths.NONE);
    }

    private static NumberPlan.Lengths lengths(String text) {
        int dash = text.indexOf('-');
        int least = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
        return new NumberPlan.Lengths(least, dash < 0 ? least : Integer.parseInt(text.substring(dash + 1)));
    }
}
