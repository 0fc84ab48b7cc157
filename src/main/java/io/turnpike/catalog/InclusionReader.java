package io.turnpike.catalog;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Misread;
import io.turnpike.definitions.Node;
import io.turnpike.rating.Allowance;
import io.turnpike.rating.Capacity;
import io.turnpike.rating.CounterId;
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
import org.jspecify.annotations.Nullable;

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
    private final List<Node.Scalar> bundled = new ArrayList<>();

    InclusionReader(Fields plan, Currency currency) {
        this.plan = plan;
        this.currency = currency;
    }

    List<Allowance> allowances() {
        List<Allowance> all = new ArrayList<>();
        each("allowances", (name, fields) -> {
            List<String> covers = covers(fields, "covers");
            oneUnit(fields, "covers");
            Unit unit = unitOf(covers);
            long units = fields.required("units")
                    .flatMap(text -> fields.parse(text, Quantity.remedy(unit), it -> units(it, covers, unit)))
                    .orElse(0L);
            Every every = every(fields);
            all.add(new Allowance(
                    name,
                    units,
                    new CounterId("allowance " + name, CounterId.Measure.of(unit), every),
                    scope(fields),
                    covers,
                    fields.value(
                                    "rollover",
                                    "write how long what is left may be used: 1 month",
                                    text -> rollover(text, every))
                            .orElse(0),
                    fields.value("setup", PriceText.AMOUNT_REMEDY, text -> PriceText.amountMicros(text, currency))
                            .orElse(null),
                    fields.value("step", Quantity.remedy(unit), text -> Quantity.increment(text, unit))
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
            for (Node.Scalar plan : fields.scalars("bundle")) {
                bundle.add(plan.text());
                bundled.add(plan);
            }
            Discount.Measure measure = fields.oneOf("by", MEASURES).orElse(Discount.Measure.AMOUNT);
            List<Discount.Threshold> thresholds = new ArrayList<>();
            fields.value("share", "write a share such as 10 %", InclusionReader::share)
                    .ifPresent(share -> thresholds.add(new Discount.Threshold(0, share)));
            for (Node.Entry entry : fields.entries("from")) {
                threshold(fields, entry, measure, unitOf(covers)).ifPresent(threshold -> {
                    if (thresholds.stream().anyMatch(other -> other.from() == threshold.from())) {
                        fields.problems()
                                .add(entry.key().place(), "this threshold is written twice", "keep one of the two");
                    }
                    thresholds.add(threshold);
                });
            }
            if (measure == Discount.Measure.UNITS) {
                oneUnit(fields, "covers");
            }
            thresholds.sort(Comparator.comparingLong(Discount.Threshold::from));
            boolean share = fields.has("share");
            boolean from = fields.has("from");
            if (bundle.isEmpty() ? share || !from : from || !share) {
                fields.problems()
                        .add(
                                fields.place(),
                                "a discount is by bundle or by volume",
                                "write bundle: [plan, plan] with share: 10 %, or from: { 500.00 RUB: 5 % }");
            }
            all.add(new Discount(
                    name,
                    new CounterId("discount " + name, counted(measure, covers), every(fields)),
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
        String remedy = measure == Discount.Measure.UNITS ? Quantity.remedy(unit) : PriceText.AMOUNT_REMEDY;
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
            Every every = every(fields);
            fields.block("meters")
                    .ifPresent(block -> fields.entries("meters").forEach(entry -> {
                        List<String> covers = covers(block, entry.key().text());
                        oneUnit(block, entry.key().text());
                        Unit unit = unitOf(covers);
                        String meter = entry.key().text();
                        meters.add(new Capacity.Meter(meter, covers, meterCounter(name, meter, unit, every)));
                        units.add(unit);
                    }));
            List<Capacity.Level> levels = new ArrayList<>();
            int before = fields.problems().count();
            for (Node.Entry entry : fields.entries("tiers")) {
                if (entry.value() instanceof Node.Block tier) {
                    Capacity.Level level = level(new Fields(tier, fields.problems()), meters, units);
                    if (fields.problems().count()
                            == before) { // a mistake would tell of tiers that only seem not to rise
                        rises(levels, level, entry, fields);
                    }
                    levels.add(level);
                } else {
                    fields.problems()
                            .add(
                                    entry.value().place(),
                                    "a tier is a block",
                                    "write { METER: 30 min, price: 90.00 " + currency + " }");
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
                        scope(fields),
                        meters,
                        levels,
                        null,
                        fields.place().toString()));
            }
            scope(fields);
        });
        return all;
    }

    static CounterId meterCounter(String capacity, String meter, Unit unit, Every every) {
        return new CounterId("capacity " + capacity + " " + meter, CounterId.Measure.of(unit), every);
    }

    private static CounterId.Measure counted(Discount.Measure measure, List<String> covers) {
        return measure == Discount.Measure.AMOUNT ? CounterId.Measure.MONEY : CounterId.Measure.of(unitOf(covers));
    }

    /** The lowest tier that holds the use is taken, so a later tier costs more and an open one is the last. */
    private static void rises(List<Capacity.Level> levels, Capacity.Level level, Node.Entry entry, Fields fields) {
        if (!levels.isEmpty()) {
            Capacity.Level before = levels.get(levels.size() - 1);
            boolean open = before.limits().stream().allMatch(limit -> limit == Rate.UNLIMITED);
            if (open || before.priceMicros() >= level.priceMicros()) {
                fields.problems()
                        .add(
                                entry.key().place(),
                                "the tiers do not rise",
                                "write the cheapest tier first and the one without limits last");
            }
        }
    }

    private Capacity.Level level(Fields tier, List<Capacity.Meter> meters, List<Unit> units) {
        List<Long> limits = new ArrayList<>();
        for (int i = 0; i < meters.size(); i++) {
            Unit unit = units.get(i);
            limits.add(tier.value(meters.get(i).name(), Quantity.remedy(unit), text -> Quantity.parse(text, unit))
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

    /** The plans that discounts by bundle name, each with its place. */
    List<Node.Scalar> bundled() {
        return bundled;
    }

    /** What is counted together is of one kind of unit. */
    private static void oneUnit(Fields fields, String key) {
        Unit first = null;
        for (Node.Scalar scalar : fields.scalars(key)) {
            Unit unit = unitOf(scalar.text());
            if (unit != null && first != null && unit != first) {
                fields.problems()
                        .add(
                                scalar.place(),
                                scalar.text() + " is counted in " + Quantity.plural(unit) + ", the paths before it in "
                                        + Quantity.plural(first),
                                "write one for each kind of unit");
                return;
            }
            first = first == null ? unit : first;
        }
    }

    private static @Nullable Unit unitOf(String path) {
        try {
            return NodePath.parse(path).kind().unit();
        } catch (IllegalArgumentException e) {
            return null; // told where the path is read
        }
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
        } else if (fields.items(key).isEmpty()) {
            fields.node(key).ifPresent(list -> fields.problems().add(list.place(), "no paths", PATH_REMEDY));
        }
        for (Node.Scalar scalar : fields.scalars(key)) {
            fields.parse(scalar, PATH_REMEDY, InclusionReader::wholeNode).ifPresent(path -> {
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

    /** Where the covered paths could not be read their unit is not known, and any will do. */
    private static long units(String text, List<String> covers, Unit unit) {
        return covers.isEmpty() ? Quantity.parse(text).units() : Quantity.parse(text, unit);
    }

    private static NodePath wholeNode(String text) {
        NodePath path = NodePath.parse(text);
        if (path.band() != null) {
            throw new Misread(
                    "a node is covered with all its bands",
                    "@ " + path.band(),
                    "write " + path.path() + "; use in one band is told apart by a price, not by what is covered");
        }
        return path;
    }

    private static Every every(Fields fields) {
        return fields.oneOf("every", TermsReader.EVERY).orElse(Every.MONTH);
    }

    private static Scope scope(Fields fields) {
        return fields.oneOf("scope", TermsReader.SCOPE).orElse(Scope.SERVICE);
    }

    private static int rollover(String text, Every every) {
        if (!ROLLOVER.matcher(text).matches()) {
            throw new IllegalArgumentException("not a number of periods: " + text);
        }
        int blank = text.indexOf(' ');
        String word = blank < 0 ? "" : text.substring(blank + 1).replaceFirst("s$", "");
        if (!word.isEmpty() && !word.equals("period") && TermsReader.EVERY.get(word) != every) {
            throw new Misread(
                    "the units are granted every " + word(every) + ", not every " + word,
                    text.substring(blank + 1),
                    "write for how many more periods what is left may be used: 1 " + word(every));
        }
        return Integer.parseInt(blank < 0 ? text : text.substring(0, blank));
    }

    private static String word(Every every) {
        return TermsReader.EVERY.entrySet().stream()
                .filter(entry -> entry.getValue() == every)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static Fraction share(String text) {
        Fraction share = PriceText.percent(text);
        if (share.numerator() > share.denominator()) {
            throw new IllegalArgumentException("more than everything: " + new BigDecimal(share.numerator()));
        }
        return share;
    }
}
