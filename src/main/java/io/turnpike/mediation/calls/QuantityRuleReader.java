package io.turnpike.mediation.calls;

import io.turnpike.definitions.Fields;
import io.turnpike.usage.UsageKind;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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

    /**
     * Every kind that a record can be must be counted in its own unit: seconds are no messages. Where a column tells the kind, a plain
     * number ({@code events}) is of whatever the kind is measured in.
     */
    static void checkUnits(
            CallFormat.KindRule rule, QuantityRule common, Map<UsageKind, QuantityRule> quantityOf, Fields fields) {
        WordMap<UsageKind> byWord = rule.byWord();
        Set<UsageKind> kinds = new TreeSet<>();
        if (rule.always() != null) {
            kinds.add(rule.always());
        }
        if (byWord != null) {
            byWord.words().forEach(word -> kinds.add(word.meaning()));
        }
        for (UsageKind kind : kinds) {
            QuantityRule quantity = quantityOf.getOrDefault(kind, common);
            boolean plain = byWord != null
                    && quantity.slot() != QuantityRule.EACH
                    && quantity.unit() == QuantityRule.Unit.EVENTS;
            if (!plain && !fits(kind.unit(), quantity)) {
                String unit = switch (kind.unit()) {
                    case SECOND -> "seconds";
                    case BYTE -> "bytes";
                    case EVENT -> "events";
                };
                fields.block("quantity")
                        .ifPresent(block -> fields.problems()
                                .add(
                                        block.place(),
                                        kind.word() + " is measured in " + unit,
                                        "write a unit of " + unit + ", another 'usage', or 'quantity-of: { "
                                                + kind.word() + ": … }' beside it"));
            }
        }
    }

    private static boolean fits(UsageKind.Unit unit, QuantityRule quantity) {
        boolean each = quantity.slot() == QuantityRule.EACH;
        return switch (unit) {
            case SECOND -> !each && quantity.unit().measuresTime();
            case BYTE -> !each && quantity.unit().measuresBytes();
            case EVENT ->
                each || (!quantity.unit().measuresTime() && !quantity.unit().measuresBytes());
        };
    }

    private static int decimals(String text) {
        int decimals = Integer.parseInt(text);
        if (decimals < 0 || decimals > 6) {
            throw new IllegalArgumentException("out of range");
        }
        return decimals;
    }
}
