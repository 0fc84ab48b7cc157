package io.turnpike.catalog;

import io.turnpike.rating.Band;
import io.turnpike.rating.Fraction;
import io.turnpike.rating.OwnPrices;
import io.turnpike.rating.PrefixSet;
import io.turnpike.rating.RateTerms;
import io.turnpike.rating.Scope;
import io.turnpike.time.DateRange;
import io.turnpike.usage.UsageKind.Unit;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads accounts' own prices as they are stored: path, band and price as text. Equal targets are shared. */
public final class OwnPriceReader {
    private static final Pattern BAND_NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern TERMS = Pattern.compile("(.+?)(?: step (.+?))?(?: setup (.+))?");

    private final CommonRules common;
    private final Set<String> paths;
    private final Map<String, OwnPrices.Target> targets = new ConcurrentHashMap<>();

    /** A node that no zone and no plan makes. */
    public static final class UnknownNode extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        UnknownNode(String message) {
            super(message);
        }
    }

    /**
     * Reads own prices against a catalogue.
     *
     * @param paths nodes that some plan has
     */
    OwnPriceReader(CommonRules common, Set<String> paths) {
        this.common = common;
        this.paths = paths;
    }

    /**
     * One own price as it is stored.
     *
     * @param scope for one service only, or for all of its account
     * @param path as in a plan: {@code voice/outgoing/national}, {@code voice/outgoing/+74951234567}
     * @param band when: {@code mon-fri 20:00-08:00, sat-sun}, or the name of a band of the plan at the same path; {@code null} for
     *     always
     * @param price {@code 0.30 RUB/min}, {@code 50 %}, with {@code step 60 s then 1 s} and {@code setup 0.50 RUB} after it where
     *     these are not as in the plan
     * @param valid days of the operator's zone
     */
    public record Written(
            Scope scope, String path, @Nullable String band, String price, DateRange valid) {}

    /**
     * Prepares the own prices of one service.
     *
     * @param currency of the account's plans
     * @param zone the operator's
     * @throws IllegalArgumentException saying what cannot be read
     */
    public OwnPrices read(List<Written> prices, Currency currency, ZoneId zone) {
        return OwnPrices.of(prices.stream().map(price -> leaf(price, currency)).toList(), zone);
    }

    private OwnPrices.Leaf leaf(Written written, Currency currency) {
        NodePath path = NodePath.parse(written.path);
        OwnPrices.Target target = targets.computeIfAbsent(path.path(), key -> target(path));
        RateTerms terms = terms(written.price, currency, path.kind().unit());
        String band = written.band == null ? path.band() : written.band;
        if (band == null) {
            return new OwnPrices.Leaf(target, written.scope, null, null, terms, written.valid);
        }
        boolean name = BAND_NAME.matcher(band).matches() && !isTime(band);
        Band own = name
                ? null
                : new Band(band, 0, WhenText.parseAll(band.toLowerCase(Locale.ROOT), common.calendars()), terms);
        return new OwnPrices.Leaf(target, written.scope, own, name ? band : null, terms, written.valid);
    }

    private boolean isTime(String band) {
        try {
            return !WhenText.parseAll(band, common.calendars()).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private OwnPrices.Target target(NodePath path) {
        PrefixSet destinations = null;
        if (path.isPrefix()) {
            String prefix = path.destination() == null ? "" : path.destination();
            destinations = new PrefixSet(Set.of(CommonRules.digits(prefix)), Set.of());
        } else if (path.isWord()) {
            destinations = new PrefixSet(Set.of(), Set.of(path.word()));
        } else if (path.destination() != null) {
            Zone zone = common.zones().get(path.word());
            if (zone == null && !paths.contains(path.path())) {
                throw new UnknownNode("no zone '" + path.word() + "' and no plan with a node " + path.path());
            }
            // a node that is only a table has a name and no zone: the own price then takes the place of the whole node
            destinations = zone == null ? new PrefixSet(Set.of(), Set.of()) : zone.set();
        }
        return new OwnPrices.Target(
                path.kind(), path.direction(), path.path(), destinations, path.isPrefix() || path.isWord());
    }

    private static RateTerms terms(String text, Currency currency, Unit unit) {
        java.util.regex.Matcher matcher = TERMS.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a price: " + text);
        }
        String price = matcher.group(1);
        Fraction percent = PriceText.isPercent(price) ? PriceText.percent(price) : null;
        PriceText parsed = percent == null ? PriceText.parse(price, currency, unit) : null;
        Long first = null;
        Long rest = parsed == null || parsed.increment() == null
                ? null
                : parsed.increment().units();
        if (matcher.group(2) != null) {
            String[] steps = matcher.group(2).split(" then ", 2);
            first = steps.length == 2 ? Long.valueOf(Quantity.increment(steps[0], unit)) : null;
            rest = Quantity.increment(steps[steps.length - 1], unit);
        }
        Long setup = matcher.group(3) == null ? null : PriceText.amountMicros(matcher.group(3), currency);
        return new RateTerms(
                parsed == null ? null : parsed.perUnit(),
                percent,
                List.of(),
                null,
                first,
                rest,
                setup,
                null,
                null,
                null);
    }
}
