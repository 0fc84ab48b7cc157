package io.turnpike.rating;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The counters as one event sees and changes them; what it changed can be taken back where the event turns out to be unrated. */
final class EventCounters {
    private RatingContext context;
    private @Nullable Totals totals;
    private long epochDay;
    private final List<CounterDelta> deltas = new ArrayList<>();
    private final List<Rating.Covered> covered = new ArrayList<>();

    /** The counters at the end of the period, known at settle only. */
    record Totals(Counters service, Counters account) {
        Counters of(Scope scope) {
            return scope == Scope.SERVICE ? service : account;
        }
    }

    EventCounters(RatingContext context) {
        this.context = context;
    }

    void begin(RatingContext newContext, @Nullable Totals newTotals) {
        context = newContext;
        totals = newTotals;
        deltas.clear();
        covered.clear();
    }

    /** The local day of the event's start, which says to what periods it belongs. */
    void on(long newEpochDay) {
        epochDay = newEpochDay;
    }

    boolean settling() {
        return totals != null;
    }

    long period(Every every) {
        return context.periods().start(every, epochDay);
    }

    long units(Scope scope, CounterId counter) {
        return context.counters(scope).units(counter, period(counter.every()));
    }

    /** Units at the end of the period where they are known, otherwise as they stand. */
    long finalUnits(Scope scope, CounterId counter) {
        Counters counters = totals == null ? context.counters(scope) : totals.of(scope);
        return counters.units(counter, period(counter.every()));
    }

    long finalMicros(Scope scope, CounterId counter) {
        Counters counters = totals == null ? context.counters(scope) : totals.of(scope);
        return counters.amountMicros(counter, period(counter.every()));
    }

    void add(Scope scope, CounterId counter, long units, long micros) {
        addTo(scope, counter, period(counter.every()), units, micros);
    }

    /** What an allowance still holds, with what was carried over. */
    long left(Allowance allowance) {
        Counters counters = context.counters(allowance.scope());
        long current = period(allowance.every());
        long left = leftOf(allowance, counters, current, allowance.units());
        for (CarriedOver.Lot lot : CarriedOver.lots(allowance, context, current)) {
            left = Math.addExact(left, leftOf(allowance, counters, lot.start(), lot.granted()));
        }
        return left;
    }

    /** Takes units, the oldest lot first; there must be as many left. */
    void take(Allowance allowance, long units) {
        long current = period(allowance.every());
        long rest = units;
        for (CarriedOver.Lot lot : CarriedOver.lots(allowance, context, current)) {
            rest -= takeFrom(allowance, lot.start(), lot.granted(), rest);
        }
        takeFrom(allowance, current, allowance.units(), rest);
        addCovered(allowance, units);
    }

    private long takeFrom(Allowance allowance, long lot, long granted, long wanted) {
        long taken = Math.min(wanted, leftOf(allowance, context.counters(allowance.scope()), lot, granted));
        if (taken > 0) {
            addTo(allowance.scope(), allowance.counter(), lot, taken, 0);
        }
        return taken;
    }

    private void addCovered(Allowance allowance, long units) {
        long before = 0;
        for (int i = 0; i < covered.size(); i++) {
            if (covered.get(i).allowance().equals(allowance.name())) {
                before = covered.remove(i).units();
            }
        }
        covered.add(new Rating.Covered(allowance.name(), before + units, left(allowance)));
    }

    private static long leftOf(Allowance allowance, Counters counters, long lot, long granted) {
        return Math.max(0, granted - counters.units(allowance.counter(), lot));
    }

    private void addTo(Scope scope, CounterId counter, long periodStart, long units, long micros) {
        context.counters(scope).add(counter, periodStart, units, micros);
        deltas.add(new CounterDelta(scope, counter, LocalDate.ofEpochDay(periodStart), units, micros));
    }

    void takeBack() {
        for (CounterDelta delta : deltas) {
            context.counters(delta.scope())
                    .add(delta.id(), delta.periodStart().toEpochDay(), -delta.units(), -delta.amountMicros());
        }
        deltas.clear();
        covered.clear();
    }

    List<CounterDelta> deltas() {
        return deltas.isEmpty() ? List.of() : List.copyOf(deltas);
    }

    List<Rating.Covered> covered() {
        return covered.isEmpty() ? List.of() : List.copyOf(covered);
    }
}
