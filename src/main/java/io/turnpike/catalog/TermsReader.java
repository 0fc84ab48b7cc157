package io.turnpike.catalog;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.rating.CounterId;
import io.turnpike.rating.Every;
import io.turnpike.rating.Fraction;
import io.turnpike.rating.Rate;
import io.turnpike.rating.RateTerms;
import io.turnpike.rating.Scope;
import io.turnpike.rating.Tiers;
import io.turnpike.usage.UsageKind.Unit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the terms of one node: price, steps, tiers, increments, setup, free part, floor and cap. */
final class TermsReader {
    static final Map<String, Every> EVERY = Map.of(
            "day", Every.DAY,
            "week", Every.WEEK,
            "month", Every.MONTH,
            "year", Every.YEAR,
            "billing-period", Every.BILLING_PERIOD);
    static final Map<String, Scope> SCOPE = Map.of("service", Scope.SERVICE, "account", Scope.ACCOUNT);

    private static final Map<String, Tiers.Mode> MODES = Map.of(
            "graduated", Tiers.Mode.GRADUATED,
            "whole-volume", Tiers.Mode.WHOLE_VOLUME,
            "by-started-blocks", Tiers.Mode.BY_STARTED_BLOCKS);
    static final String STEP_REMEDY = "write an increment: 1 s, or a first and the next ones: 60 s then 1 s";
    private static final String STEPS_REMEDY =
            "write 'first 60 s: 12.00 RUB/60 s', 'next 240 s: …' and last 'then: 8.00 RUB/60 s per 30 s'";
    private static final String TIERS_REMEDY = "write 'up-to 100 GiB: PRICE' lines, rising, and last 'above: PRICE'";

    private final Fields fields;
    private final Node.Block block;
    private final Currency currency;
    private final Unit unit;
    private final String path;

    /**
     * Prepares to read one node.
     *
     * @param node its block; a price alone counts as {@code {price: …}}
     */
    TermsReader(Node.Block node, Fields fields, Currency currency, NodePath path) {
        this.block = node;
        this.fields = fields;
        this.currency = currency;
        this.unit = path.kind().unit();
        this.path = path.path();
    }

    /** {@code first} and the increment after it. */
    record Increments(@Nullable Long first, @Nullable Long rest) {}

    RateTerms read() {
        Increments increments = fields.value("step", STEP_REMEDY, text -> increments(text, unit))
                .orElse(new Increments(null, null));
        Fraction price = null;
        Fraction percent = null;
        Long perIncrement = null;
        Node.Scalar written = fields.scalar("price").orElse(null);
        if (written != null && PriceText.isPercent(written.text())) {
            percent = fields.parse(written, "write a share such as 50 %", PriceText::percent)
                    .orElse(null);
        } else if (written != null) {
            PriceText parsed = price(written);
            price = parsed == null ? null : parsed.perUnit();
            perIncrement = parsed == null || parsed.increment() == null
                    ? null
                    : parsed.increment().units();
            if (perIncrement != null && fields.has("step")) {
                fields.problems().add(written.place(), "'per' and 'step' are both increments", "keep one of the two");
            }
        }
        List<Rate.Step> steps = steps(increments.rest);
        Tiers tiers = tiers();
        onePrice(written != null, !steps.isEmpty(), tiers != null);
        Long floor = amount("floor");
        Long cap = amount("cap");
        if (floor != null && cap != null && floor > cap) {
            fields.problems().add(fields.place(), "the floor is above the cap", "write a cap of the floor or more");
        }
        return new RateTerms(
                price,
                percent,
                steps,
                tiers,
                increments.first,
                increments.rest == null ? perIncrement : increments.rest,
                amount("setup"),
                fields.value("free", Quantity.remedy(unit), text -> Quantity.parse(text, unit))
                        .orElse(null),
                floor,
                cap);
    }

    private void onePrice(boolean price, boolean steps, boolean tiers) {
        int prices = (price ? 1 : 0) + (steps ? 1 : 0) + (tiers ? 1 : 0);
        if (prices > 1) {
            fields.problems().add(fields.place(), "more than one price", "keep one of price, steps and tiers");
        }
    }

    private @Nullable PriceText price(Node.Scalar scalar) {
        return fields.parse(scalar, PriceText.remedy(currency, unit), text -> PriceText.parse(text, currency, unit))
                .orElse(null);
    }

    private @Nullable Long amount(String key) {
        return fields.value(key, PriceText.AMOUNT_REMEDY, text -> PriceText.amountMicros(text, currency))
                .orElse(null);
    }

    static Increments increments(String text, Unit unit) {
        String[] parts = text.split(" then ", 2);
        long first = Quantity.increment(parts[0], unit);
        return parts.length == 1
                ? new Increments(null, first)
                : new Increments(first, Quantity.increment(parts[1], unit));
    }

    private List<Rate.Step> steps(@Nullable Long increment) {
        List<Rate.Step> steps = new ArrayList<>();
        long reached = 0;
        for (Node.Entry entry : fields.entries("steps")) {
            String key = entry.key().text();
            boolean last = key.equals("then");
            boolean named = key.startsWith("first ") || key.startsWith("next ");
            if ((!last && !named) || !(entry.value() instanceof Node.Scalar value)) {
                fields.problems().add(entry.key().place(), "not a step: '" + key + "'", STEPS_REMEDY);
                continue;
            }
            long length = last
                    ? 0
                    : fields.parse(
                                    new Node.Scalar(
                                            key.substring(key.indexOf(' ')),
                                            entry.key().place()),
                                    STEPS_REMEDY,
                                    text -> Quantity.increment(text, unit))
                            .orElse(1L);
            if (reached == Rate.UNLIMITED) {
                fields.problems().add(entry.key().place(), "a step after 'then'", STEPS_REMEDY);
                continue;
            }
            reached = last ? Rate.UNLIMITED : Math.addExact(reached, length);
            PriceText price = price(value);
            if (price != null) {
                long own = increment == null ? 1 : increment;
                Quantity per = price.increment();
                steps.add(new Rate.Step(reached, price.perUnit(), per == null ? own : per.units()));
            }
        }
        if (!steps.isEmpty() && steps.get(steps.size() - 1).toUnits() != Rate.UNLIMITED) {
            fields.problems().add(fields.place(), "the steps have no end", STEPS_REMEDY);
            return List.of();
        }
        return steps;
    }

    private @Nullable Tiers tiers() {
        Node.Scalar mode = fields.scalar("tiers").orElse(null);
        if (mode == null) {
            return null;
        }
        if (mode.text().equals("capacity")) {
            tierEntries(); // read as a capacity of the plan
            List.of("counter", "every", "scope").forEach(fields::node);
            return null;
        }
        Tiers.Mode known = fields.word(mode, MODES).orElse(null);
        List<Tiers.Tier> tiers = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (Node.Entry entry : tierEntries()) {
            long upTo = upTo(entry);
            PriceText price = entry.value() instanceof Node.Scalar value ? price(value) : null;
            boolean rises = tiers.isEmpty() || tiers.get(tiers.size() - 1).toUnits() < upTo;
            if (!seen.add(upTo) || !rises) {
                fields.problems().add(entry.key().place(), "the tiers do not rise", TIERS_REMEDY);
            } else if (price != null) {
                tiers.add(new Tiers.Tier(upTo, price.perUnit(), price.per().units()));
            }
        }
        String counter = fields.text("counter").orElse(path);
        Every every = fields.oneOf("every", EVERY).orElse(Every.MONTH);
        Scope scope = fields.oneOf("scope", SCOPE).orElse(Scope.SERVICE);
        if (tiers.isEmpty() || tiers.get(tiers.size() - 1).toUnits() != Rate.UNLIMITED) {
            fields.problems().add(mode.place(), "the tiers have no end", TIERS_REMEDY);
            return null;
        }
        return known == null ? null : new Tiers(known, tiersCounter(counter, unit, every), scope, tiers);
    }

    private static CounterId tiersCounter(String name, Unit unit, Every every) {
        return new CounterId("tiers " + name, CounterId.Measure.of(unit), every);
    }

    List<Node.Entry> tierEntries() {
        List<Node.Entry> entries = new ArrayList<>();
        for (Node.Entry entry : block.entries()) {
            String key = entry.key().text();
            if (key.startsWith("up-to ") || key.equals("above")) {
                fields.node(key);
                entries.add(entry);
            }
        }
        return entries;
    }

    long upTo(Node.Entry entry) {
        if (entry.key().text().equals("above")) {
            return Rate.UNLIMITED;
        }
        return fields.parse(
                        new Node.Scalar(
                                entry.key().text().substring("up-to ".length()),
                                entry.key().place()),
                        Quantity.remedy(unit),
                        text -> Quantity.parse(text, unit))
                .orElse(0L);
    }
}
