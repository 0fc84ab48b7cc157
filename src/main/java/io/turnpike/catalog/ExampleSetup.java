package io.turnpike.catalog;

import io.turnpike.definitions.Suggestion;
import io.turnpike.definitions.ZoneText;
import io.turnpike.rating.CounterId;
import io.turnpike.rating.CounterPeriods;
import io.turnpike.rating.CounterRow;
import io.turnpike.rating.Counters;
import io.turnpike.rating.OwnPrices;
import io.turnpike.rating.PlanTimeline;
import io.turnpike.rating.PlansHeld;
import io.turnpike.rating.RatingContext;
import io.turnpike.rating.Scope;
import io.turnpike.time.DateRange;
import io.turnpike.usage.UsageKind.Unit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands before the events of an example: plan, zone, own prices, counters. */
final class ExampleSetup {
    private static final Pattern OWN = Pattern.compile(
            "(\\S+)(?: @ (.+?))? = (.+?)(?: from (\\d{4}-\\d{2}-\\d{2}))?(?: to (\\d{4}-\\d{2}-\\d{2}))?");
    private static final Pattern COUNTER = Pattern.compile(
            "(service|account) (.+) (\\d{4}-\\d{2}-\\d{2}) (\\d+ \\S+)(?: (\\d+(?:\\.\\d+)? [A-Z]{3}))?");
    private static final List<String> KEYS =
            List.of("plan", "change", "zone", "operator", "own", "counter", "since", "periods", "holds");

    private final Catalog catalog;
    private final Map<String, ZoneId> operatorZones;
    private final List<OwnPriceReader.Written> own = new ArrayList<>();
    private final List<Used> used = new ArrayList<>();
    private final List<LocalDate> periods = new ArrayList<>();
    private final Set<String> holds = new HashSet<>();
    private final Map<LocalDate, String> changes = new java.util.TreeMap<>();
    private ZoneId zone = ZoneOffset.UTC;
    private String plan;
    private @Nullable LocalDate since;

    ExampleSetup(Catalog catalog, Map<String, ZoneId> operatorZones, String plan) {
        this.catalog = catalog;
        this.operatorZones = operatorZones;
        this.plan = plan;
    }

    ZoneId zone() {
        return zone;
    }

    void apply(ExampleFile.Setting setting) {
        String value = setting.value().strip();
        switch (setting.key()) {
            case "plan" -> plan = value;
            case "change" ->
                changes.put(
                        LocalDate.parse(value.substring(0, 10)),
                        value.substring(10).strip());
            case "zone" -> zone = ZoneText.read(value);
            case "operator" -> zone = operatorZone(value);
            case "own" -> addOwn(value);
            case "counter" -> addCounter(value);
            case "since" -> since = LocalDate.parse(value);
            case "periods" -> words(value).forEach(day -> periods.add(LocalDate.parse(day)));
            case "holds" -> holds.addAll(words(value));
            default ->
                throw new IllegalArgumentException(
                        "unknown setting '" + setting.key() + "': " + Suggestion.remedy(setting.key(), KEYS));
        }
    }

    private ZoneId operatorZone(String operator) {
        ZoneId known = operatorZones.get(operator);
        if (known == null) {
            throw new IllegalArgumentException("no operator '" + operator + "'; known are " + operatorZones.keySet()
                    + ", or write zone: Europe/Moscow");
        }
        return known;
    }

    private static List<String> words(String value) {
        return Arrays.stream(value.split("[,\\s]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private void addOwn(String value) {
        Matcher matcher = OWN.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("write own: PATH [@ WHEN] = PRICE [from DATE] [to DATE]");
        }
        LocalDate from = matcher.group(4) == null ? LocalDate.EPOCH : LocalDate.parse(matcher.group(4));
        LocalDate to = matcher.group(5) == null ? DateRange.FOREVER : LocalDate.parse(matcher.group(5));
        own.add(new OwnPriceReader.Written(
                Scope.ACCOUNT, matcher.group(1), matcher.group(2), matcher.group(3), new DateRange(from, to)));
    }

    private void addCounter(String value) {
        Matcher matcher = COUNTER.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "write counter: service|account NAME PERIOD-START UNITS [AMOUNT], units and amount used so far");
        }
        long micros = matcher.group(5) == null
                ? 0
                : PriceText.amountMicros(
                        matcher.group(5),
                        java.util.Currency.getInstance(
                                matcher.group(5).substring(matcher.group(5).length() - 3)));
        used.add(new Used(
                scope(matcher.group(1)),
                matcher.group(2),
                LocalDate.parse(matcher.group(3)),
                Quantity.parse(matcher.group(4)),
                micros));
    }

    /** A counter as an example writes it. */
    private record Used(Scope scope, String name, LocalDate periodStart, Quantity units, long micros) {
        boolean is(CounterId counter) {
            return counter.name().equals(name) && counts(counter, units.unit());
        }
    }

    /** Whether a counter can stand at so many of a unit; one of money stands beside any. */
    static boolean counts(CounterId counter, Unit unit) {
        return counter.measure() == CounterId.Measure.MONEY || counter.measure() == CounterId.Measure.of(unit);
    }

    private Counters counters(Scope scope, List<PlanTimeline.Segment> plans) {
        Set<CounterId> known = new LinkedHashSet<>();
        plans.stream()
                .map(PlanTimeline.Segment::plan)
                .filter(Objects::nonNull)
                .forEach(held -> known.addAll(held.counters(scope)));
        List<CounterRow> rows = new ArrayList<>();
        for (Used one : used) {
            if (one.scope == scope) {
                List<CounterId> meant = known.stream().filter(one::is).toList();
                if (meant.isEmpty()) {
                    throw new IllegalArgumentException(noCounter(one, known));
                }
                meant.forEach(
                        counter -> rows.add(new CounterRow(counter, one.periodStart, one.units.units(), one.micros)));
            }
        }
        return Counters.of(rows);
    }

    private static String noCounter(Used one, Set<CounterId> known) {
        List<String> names = known.stream().map(CounterId::name).distinct().toList();
        return names.contains(one.name)
                ? "counter '" + one.name + "' does not count " + Quantity.plural(one.units.unit())
                : "no counter '" + one.name + "' of the " + one.scope.name().toLowerCase(Locale.ROOT)
                        + " in these plans: "
                        + (names.isEmpty() ? "they have none" : Suggestion.remedy(one.name, names));
    }

    /**
     * The context of the events; each call gives new counters.
     *
     * @param firstSecond when the earliest event begins: since that day the plan is held where nothing is said of it
     */
    RatingContext context(long firstSecond) {
        List<PlanTimeline.Segment> plans = plans(firstSecond);
        Counters serviceCounters = counters(Scope.SERVICE, plans);
        Counters accountCounters = counters(Scope.ACCOUNT, plans);
        List<PlanVersion> versions = catalog.versions(plan);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("no plan '" + plan + "'; plans are " + catalog.plans());
        }
        OwnPrices prices = own.isEmpty()
                ? OwnPrices.none()
                : catalog.ownPrices().read(own, versions.get(0).currency(), zone);
        return new RatingContext(
                PlanTimeline.of(plans),
                prices,
                serviceCounters,
                accountCounters,
                periods.isEmpty() ? CounterPeriods.calendar() : CounterPeriods.billing(periods),
                PlansHeld.always(holds));
    }

    private LocalDate begins(long firstSecond) {
        if (since != null) {
            return since;
        }
        LocalDate first = Instant.ofEpochSecond(firstSecond).atZone(zone).toLocalDate();
        return changes.keySet().stream()
                .map(change -> change.minusDays(1))
                .filter(first::isAfter)
                .findFirst()
                .orElse(first);
    }

    private List<PlanTimeline.Segment> plans(long firstSecond) {
        List<PlanTimeline.Segment> segments = new ArrayList<>();
        LocalDate from = begins(firstSecond);
        String held = plan;
        for (Map.Entry<LocalDate, String> change : changes.entrySet()) {
            addVersions(segments, held, from, change.getKey());
            held = change.getValue();
            from = change.getKey();
        }
        addVersions(segments, held, from, DateRange.FOREVER);
        return segments;
    }

    private void addVersions(List<PlanTimeline.Segment> segments, String held, LocalDate from, LocalDate to) {
        List<PlanVersion> versions = catalog.versions(held);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("no plan '" + held + "'; plans are " + catalog.plans());
        }
        PlanVersion before = null;
        for (PlanVersion version : versions) {
            if (!version.validFrom().isAfter(from)) {
                before = version;
            }
        }
        if (before != null) {
            segments.add(segment(from, before));
        }
        for (PlanVersion version : versions) {
            if (version.validFrom().isAfter(from) && version.validFrom().isBefore(to)) {
                segments.add(segment(version.validFrom(), version));
            }
        }
    }

    private PlanTimeline.Segment segment(LocalDate from, PlanVersion version) {
        return new PlanTimeline.Segment(from.atStartOfDay(zone).toEpochSecond(), version.in(zone));
    }

    static Scope scope(String word) {
        return word.equals("account") ? Scope.ACCOUNT : Scope.SERVICE;
    }
}
