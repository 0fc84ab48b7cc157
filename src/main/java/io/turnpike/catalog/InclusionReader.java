package io.turnpike.catalog;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.rating.Allowance;
import io.turnpike.rating.Capacity;
import io.turnpike.rating.Discount;
import io.turnpike.rating.Every;
import io.turnpike.rating.Fraction;
import io.turnpike.rating.Rate;
import io.turnpike.rating.Scope;
import io.turnpike.usage.UsageKind.Unit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Reads what reaches over nodes of a plan: allowances, capacities and discounts. */
final class InclusionReader {
    private static final Pattern ROLLOVER =
            Pattern.compile("[0-9]{1,3}( (day|week|month|year|billing-period|period)s?)?");
    private static final Map<String, Discount.Measure> MEASURES =
            Map.of("units", Discount.Measure.UNITS, "amount", Discount.Measure.AMOUNT);
    private static final String PATH_REMEDY = "write node paths such as voice/outgoing/national";

    private final Fields plan;
    private final Currency currency;
    private final List<Node.Scalar> covered = new ArrayList<>();

    InclusionReader(Fields plan, Currency currency) {
        this.plan = plan;
        this.currency = currency;
    }

    List<Allowance> allowances() {
        List<Allowance> all = new ArrayList<>();
        each("allowances", (name, fields) -> {
            List<String> covers = covers(fields, "covers");
            Unit unit = unitOf(covers);
            long units = fields.required("units")
                    .flatMap(text -> fields.parse(text, Quantity.REMEDY, it -> Quantity.parse(it, unit)))
                    .orElse(0L);
            all.add(new Allowance(
                    name,
                    units,
                    every(fields),
                    scope(fields),
                    covers,
                    fields.value(
                                    "rollover",
                                    "write how long what is left may be used: 1 month",
                                    InclusionReader::rollover)
                            .orElse(0),
                    fields.value("setup", PriceText.AMOUNT_REMEDY, text -> PriceText.amountMicros(text, currency))
                            .orElse(null),
                    fields.value("step", Quantity.REMEDY, text -> Quantity.increment(text, unit))
                            .orElse(null),
                    fields.place().toString()));
        });
        return all;
    }

    List<Discount> discounts() {
        List<Discount> all = new ArrayList<>();
        each("discounts", (name, fields) -> {
            List<String> covers = covers(fields, "covers");
            Set<String> bundle = new HashSet<>();
            fields.scalars("bundle").forEach(one -> bundle.add(one.text()));
            Discount.Measure measure = fields.oneOf("by", MEASURES).orElse(Discount.Measure.AMOUNT);
            List<Discount.Threshold> thresholds = new ArrayList<>();
            fields.value("share", "write a share such as 10 %", InclusionReader::share)
                    .ifPresent(share -> thresholds.add(new Discount.Threshold(0, share)));
            for (Node.Entry entry : fields.entries("from")) {
                threshold(fields, entry, measure, unitOf(covers)).ifPresent(thresholds::add);
            }
            thresholds.sort(Comparator.comparingLong(Discount.Threshold::from));
            if (thresholds.isEmpty() || (bundle.isEmpty() && fields.has("share"))) {
                fields.problems()
                        .add(
                                fields.place(),
                                "a discount is by bundle or by volume",
                                "write bundle: [plan, plan] with share: 10 %, or from: { 500.00 RUB: 5 % }");
            }
            all.add(new Discount(
                    name,
                    every(fields),
                    scope(fields),
                    covers,
                    bundle,
                    measure,
                    thresholds,
                    fields.place().toString()));
        });
        return all;
    }

    private java.util.Optional<Discount.Threshold> threshold(
            Fields fields, Node.Entry entry, Discount.Measure measure, Unit unit) {
        String remedy = measure == Discount.Measure.UNITS ? Quantity.REMEDY : PriceText.AMOUNT_REMEDY;
        if (!(entry.value() instanceof Node.Scalar value)) {
            fields.problems().add(entry.key().place(), "not a threshold", "write 500.00 RUB: 5 %");
            return java.util.Optional.empty();
        }
        return fields.parse(
                        entry.key(),
                        remedy,
                        text -> measure == Discount.Measure.UNITS
                                ? Quantity.parse(text, unit)
                                : PriceText.amountMicros(text, currency))
                .flatMap(from -> fields.parse(value, "write a share such as 5 %", InclusionReader::share)
                        .map(share -> new Discount.Threshold(from, share)));
    }

    List<Capacity> capacities() {
        List<Capacity> all = new ArrayList<>();
        each("capacities", (name, fields) -> {
            List<Capacity.Meter> meters = new ArrayList<>();
            List<Unit> units = new ArrayList<>();
            fields.block("meters")
                    .ifPresent(block -> fields.entries("meters").forEach(entry -> {
                        List<String> covers = covers(block, entry.key().text());
                        meters.add(new Capacity.Meter(entry.key().text(), covers));
                        units.add(unitOf(covers));
                    }));
            List<Capacity.Level> levels = new ArrayList<>();
            for (Node.Entry entry : fields.entries("tiers")) {
                if (entry.value() instanceof Node.Block tier) {
                    levels.add(level(new Fields(tier, fields.problems()), meters, units));
                }
            }
            boolean open = !levels.isEmpty()
                    && levels.get(levels.size() - 1).limits().stream().allMatch(limit -> limit == Rate.UNLIMITED);
            if (meters.isEmpty() || !open) {
                fields.problems()
                        .add(
                                fields.place(),
                                "no tier holds everything",
                                "write a last tier with a price and no limits");
            } else {
                all.add(new Capacity(
                        name,
                        every(fields),
                        scope(fields),
                        meters,
                        levels,
                        null,
                        fields.place().toString()));
            }
            every(fields);
            scope(fields);
        });
        return all;
    }

    private Capacity.Level level(Fields tier, List<Capacity.Meter> meters, List<Unit> units) {
        List<Long> limits = new ArrayList<>();
        for (int i = 0; i < meters.size(); i++) {
            Unit unit = units.get(i);
            limits.add(tier.value(meters.get(i).name(), Quantity.REMEDY, text -> Quantity.parse(text, unit))
                    .orElse(Rate.UNLIMITED));
        }
        long price = tier.required("price")
                .flatMap(text -> tier.parse(text, PriceText.AMOUNT_REMEDY, it -> PriceText.amountMicros(it, currency)))
                .orElse(0L);
        tier.done();
        return new Capacity.Level(limits, price);
    }

    /** All paths that were read, each with its place, to be compared with the nodes there are. */
    List<Node.Scalar> covered() {
        return covered;
    }

    private void each(String section, BiConsumer<String, Fields> reader) {
        for (Node.Entry entry : plan.entries(section)) {
            if (entry.value() instanceof Node.Block block) {
                Fields fields = new Fields(block, plan.problems());
                reader.accept(entry.key().text(), fields);
                fields.done();
            } else {
                plan.problems().add(entry.key().place(), "this is no block", "write { key: value, … } here");
            }
        }
    }

    private List<String> covers(Fields fields, String key) {
        List<String> covers = new ArrayList<>();
        if (!fields.has(key)) {
            fields.required(key);
        }
        for (Node.Scalar scalar : fields.scalars(key)) {
            fields.parse(scalar, PATH_REMEDY, NodePath::parse).ifPresent(path -> {
                covers.add(path.path());
                covered.add(new Node.Scalar(path.path(), scalar.place()));
            });
        }
        return covers;
    }

    private static Unit unitOf(List<String> covers) {
        return covers.isEmpty()
                ? Unit.EVENT
                : NodePath.parse(covers.get(0)).kind().unit();
    }

    private static Every every(Fields fields) {
        return fields.oneOf("every", TermsReader.EVERY).orElse(Every.MONTH);
    }

    private static Scope scope(Fields fields) {
        return fields.oneOf("scope", TermsReader.SCOPE).orElse(Scope.SERVICE);
    }

    private static int rollover(String text) {
        if (!ROLLOVER.matcher(text).matches()) {
            throw new IllegalArgumentException("not a number of periods: " + text);
        }
        int blank = text.indexOf(' ');
        return Integer.parseInt(blank < 0 ? text : text.substring(0, blank));
    }

    private static Fraction share(String text) {
        Fraction share = PriceText.percent(text);
        if (share.numerator() > share.denominator()) {
            throw new IllegalArgumentException("more than everything: " + new BigDecimal(share.numerator()));
        }
        return share;
    }
}
