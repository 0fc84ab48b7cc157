package io.turnpike.rating;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * When the bands of one node hold in one zone. Bands follow the wall clock: in the hour that a clock change repeats they hold
 * twice, in the hour it skips not at all. Of several that hold, the highest priority is taken, then the one whose time of day
 * starts latest ({@code 20:00-08:00} starts at 20:00, before and after midnight), then the first written. Days are worked out once and kept, because every call asks for one.
 */
final class BandCalendar {
    /** Days kept, two months: usage comes in almost in order of time. */
    private static final int KEPT_DAYS = 64;

    private final List<Band> bands;
    private final ZoneId zone;
    private final int usualOffsetSeconds;
    private final AtomicReferenceArray<DayBands> kept = new AtomicReferenceArray<>(KEPT_DAYS);

    BandCalendar(List<Band> bands, ZoneId zone) {
        this.bands = List.copyOf(bands);
        this.zone = zone;
        this.usualOffsetSeconds =
                zone.getRules().getStandardOffset(Instant.EPOCH).getTotalSeconds();
    }

    Band band(int index) {
        return bands.get(index);
    }

    /** The local day that holds an instant. */
    DayBands on(long epochSecond) {
        int slot = Math.floorMod(Math.floorDiv(epochSecond + usualOffsetSeconds, When.DAY_SECONDS), KEPT_DAYS);
        DayBands day = kept.get(slot);
        if (day == null || !day.holds(epochSecond)) {
            day = workOut(Instant.ofEpochSecond(epochSecond).atZone(zone).toLocalDate());
            kept.set(slot, day);
        }
        return day;
    }

    /** A stretch of one band within one day, in seconds of the wall clock; {@code starts} is the time of day it is written from. */
    private record Part(int band, int priority, int starts, int from, int to) {}

    private DayBands workOut(LocalDate day) {
        long from = day.atStartOfDay(zone).toEpochSecond();
        long to = day.plusDays(1).atStartOfDay(zone).toEpochSecond();
        List<Part> parts = parts(day);
        TreeSet<Integer> edges = new TreeSet<>();
        edges.add(0);
        for (Part part : parts) {
            edges.add(part.from);
            edges.add(part.to);
        }
        List<Long> starts = new ArrayList<>();
        List<Integer> chosen = new ArrayList<>();
        long stretchFrom = from;
        while (stretchFrom < to) { // one turn a clock change, so two on two days of the year
            ZoneRules rules = zone.getRules();
            ZoneOffset offset = rules.getOffset(Instant.ofEpochSecond(stretchFrom));
            ZoneOffsetTransition change = rules.nextTransition(Instant.ofEpochSecond(stretchFrom));
            long stretchTo = change == null ? to : Math.min(to, change.toEpochSecond());
            long midnight = day.toEpochDay() * When.DAY_SECONDS - offset.getTotalSeconds();
            addPart(starts, chosen, stretchFrom, bandAt(parts, stretchFrom - midnight));
            for (int edge : edges) {
                if (midnight + edge > stretchFrom && midnight + edge < stretchTo) {
                    addPart(starts, chosen, midnight + edge, bandAt(parts, edge));
                }
            }
            stretchFrom = stretchTo;
        }
        return new DayBands(
                day.toEpochDay(),
                to,
                starts.stream().mapToLong(Long::longValue).toArray(),
                chosen.stream().mapToInt(Integer::intValue).toArray());
    }

    private static void addPart(List<Long> starts, List<Integer> chosen, long start, int band) {
        if (chosen.isEmpty() || chosen.get(chosen.size() - 1) != band) {
            starts.add(start);
            chosen.add(band);
        }
    }

    private List<Part> parts(LocalDate day) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < bands.size(); i++) {
            Band band = bands.get(i);
            for (When when : band.when()) {
                if (!when.holdsOn(day)) {
                    continue;
                }
                int from = when.fromSecond();
                if (when.crossesMidnight()) {
                    parts.add(new Part(i, band.priority(), from, from, When.DAY_SECONDS));
                    parts.add(new Part(i, band.priority(), from, 0, when.toSecond()));
                } else {
                    parts.add(new Part(i, band.priority(), from, from, when.toSecond()));
                }
            }
        }
        return parts;
    }

    private static int bandAt(List<Part> parts, long wallSecond) {
        Part best = null;
        for (Part part : parts) {
            boolean holds = wallSecond >= part.from && wallSecond < part.to;
            if (holds
                    && (best == null
                            || part.priority > best.priority
                            || (part.priority == best.priority && part.starts > best.starts))) {
                best = part;
            }
        }
        return best == null ? -1 : best.band;
    }
}
