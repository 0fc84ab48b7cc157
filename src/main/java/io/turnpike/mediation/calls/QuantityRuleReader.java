package io.turnpike.mediation.calls;

import io.turnpike.definitions.Fields;
import io.turnpike.usage.UsageKind;
import java.util.Map;

/** Reads the {@code quantity} block: how much was used. */
final class QuantityRuleReader {
    private static final Map<String, Fraction> FRACTIONS =
            Map.of("up", Fraction.UP, "half-up", Fraction.HALF_UP, "down", Fraction.DOWN, "exact", Fraction.EXACT);
    /** A call longer than a month is a broken clock; a reader may say otherwise. */
    private static final long LONGEST_SECONDS = 31L * 86_400;

    private QuantityRuleReader() {}

    static QuantityRule read(Fields quantity, Slots slots) {
        int slot = QuantityRule.BETWEEN_TIMES;
        if (quantity.has("each")) {
            quantity.oneOf("each", Map.of("1 event", 1));
            slot = QuantityRule.EACH;
        } else if (quantity.has("between")) {
            quantity.oneOf("between", Map.of("start-and-end", 1));
        } else {
            slot = quantity.required("column").map(slots::of).orElse(0);
        }
        boolean column = slot >= 0;
        if (column) {
            quantity.required("unit");
            quantity.required("fraction");
            quantity.required("empty");
        }
        QuantityRule rule = new QuantityRule(
                slot,
                quantity.oneOf("unit", QuantityRule.Unit.WORDS).orElse(QuantityRule.Unit.SECONDS),
                quantity.value("implied-decimals", "write 0 to 6", QuantityRuleReader::decimals)
                        .orElse(0),
                quantity.oneOf("empty", Map.of("zero", true, "reject", false)).orElse(false),
                quantity.oneOf("fraction", FRACTIONS).orElse(Fraction.EXACT),
                quantity.wholeNumber("longest").orElse(LONGEST_SECONDS));
        quantity.done();
        boolean seconds = rule.unit().measuresTime();
        return seconds || quantity.has("longest")
                ? rule
                : new QuantityRule(
                        slot, rule.unit(), rule.impliedDecimals(), rule.emptyIsZero(), rule.fraction(), Long.MAX_VALUE);
    }

    /** A kind known beforehand must be counted in its own unit; where a column tells the kind, the file must. */
    static void checkUnit(CallFormat.KindRule kind, QuantityRule quantity, Fields fields) {
        UsageKind always = kind.always();
        if (always == null || quantity.slot() == QuantityRule.EACH) {
            return;
        }
        boolean fits = switch (always.unit()) {
            case SECOND -> quantity.unit().measuresTime();
            case BYTE -> quantity.unit().measuresBytes();
            case EVENT -> !quantity.unit().measuresTime() && !quantity.unit().measuresBytes();
        };
        if (!fits) {
            String unit = switch (always.unit()) {
                case SECOND -> "seconds";
                case BYTE -> "bytes";
                case EVENT -> "events";
            };
            fields.block("quantity")
                    .ifPresent(block -> fields.problems()
                            .add(
                                    block.place(),
                                    always.word() + " is measured in " + unit,
                                    "write a unit of " + unit + ", or another 'usage'"));
        }
    }

    private static int decimals(String text) {
        int decimals = Integer.parseInt(text);
        if (decimals < 0 || decimals > 6) {
            throw new IllegalArgumentException("out of range");
        }
        return decimals;
    }
}
