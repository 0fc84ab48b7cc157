package io.turnpike.catalog;

import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.rating.Every;
import io.turnpike.rating.HolidayCalendar;
import io.turnpike.time.DateRange;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** All plans of a folder of rating rules, in all their versions: an immutable snapshot. */
public final class Catalog {
    private final Map<String, List<PlanVersion>> plans;
    private final CommonRules common;
    private final OwnPriceReader ownPrices;
    private final Map<String, Set<Every>> wholePeriods = new ConcurrentHashMap<>();

    Catalog(Map<String, List<PlanVersion>> plans, CommonRules common, Set<String> paths) {
        this.plans = plans;
        this.ownPrices = new OwnPriceReader(common, paths);
        this.common = common;
    }

    /**
     * Reads a folder of rating rules. Mistakes are collected; a plan with mistakes is left out.
     *
     * @param folder {@code rating-rules}
     */
    public static Catalog load(Path folder, Problems problems) {
        return new CatalogLoader(folder, problems).load();
    }

    /** Names of all plans, sorted. */
    public Set<String> plans() {
        return plans.keySet();
    }

    /** The versions of a plan by their first day, ascending; none where there is no such plan. */
    public List<PlanVersion> versions(String plan) {
        return plans.getOrDefault(plan, List.of());
    }

    /** The periods over which any version of a plan has prices that are known only when all usage of the period is. */
    public Set<Every> wholePeriods(String plan) {
        return wholePeriods.computeIfAbsent(plan, name -> {
            Set<Every> periods = EnumSet.noneOf(Every.class);
            versions(name)
                    .forEach(
                            version -> periods.addAll(version.in(ZoneOffset.UTC).wholePeriods()));
            return periods;
        });
    }

    /** The version a new subscriber gets on a day. */
    public Optional<PlanVersion> version(String plan, LocalDate day) {
        List<PlanVersion> versions = versions(plan);
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (!versions.get(i).validFrom().isAfter(day)) {
                return Optional.of(versions.get(i));
            }
        }
        return Optional.empty();
    }

    /**
     * A version as it applies to one subscriber.
     *
     * @param from first day, in the operator's zone
     */
    public record Applied(LocalDate from, PlanVersion version) {}

    /**
     * The versions that apply to one subscription, each from its first day: at once, or for those already on the plan with their
     * next billing period where the version says so.
     *
     * @param subscribed days of the subscription
     * @param nextPeriodStart the first day on or after the given one on which a billing period of the account begins
     */
    public List<Applied> applied(String plan, DateRange subscribed, UnaryOperator<LocalDate> nextPeriodStart) {
        List<Applied> applied = new ArrayList<>();
        for (PlanVersion version : versions(plan)) {
            LocalDate from = version.validFrom();
            if (!from.isAfter(subscribed.from())) {
                applied.clear();
                applied.add(new Applied(subscribed.from(), version));
                continue;
            }
            boolean waits = version.forExisting() == ForExisting.NEXT_PERIOD && !applied.isEmpty();
            LocalDate first = waits ? nextPeriodStart.apply(from) : from;
            applied.removeIf(
                    earlier -> !earlier.from().isBefore(first) && earlier.from().isAfter(subscribed.from()));
            if (first.isBefore(subscribed.to())) {
                applied.add(new Applied(first, version));
            }
        }
        return List.copyOf(applied);
    }

    /** Own prices of accounts, read against these zones and calendars. */
    public OwnPriceReader ownPrices() {
        return ownPrices;
    }

    /** Where the values of a version are written. */
    public WrittenValues written(PlanVersion version) {
        return new WrittenValues(version, common);
    }

    /** Holiday calendars by name. */
    public Map<String, HolidayCalendar> calendars() {
        return common.calendars();
    }

    /** The files of the holiday calendars: one definition for each calendar and year. */
    public List<SourceFile> calendarFiles() {
        return common.calendarFiles();
    }
}
