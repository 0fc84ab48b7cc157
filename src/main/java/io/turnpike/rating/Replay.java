package io.turnpike.rating;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The settlement of an account's period once more, showing its work: every event with how its final price came about and what it
 * did to the counters. It is told what was used and by what plans, never what was charged.
 */
public final class Replay {
    private Replay() {}

    /**
     * An event with its final price explained.
     *
     * @param counters those it changed, as they stood before and after
     */
    public record Replayed(Settlement.Usage usage, Explanation explanation, List<CounterUse> counters) {}

    /**
     * Prices all events of an account's period as {@link Settlement#settle} does.
     *
     * @param usages in any order
     * @param sink receives them in the total order
     */
    public static void run(List<Settlement.Usage> usages, Consumer<Replayed> sink) {
        Settlement.Prepared prepared = Settlement.prepare(usages);
        Rater rater = new Rater();
        for (Settlement.Usage usage : prepared.ordered()) {
            Explanation explanation = rater.explain(
                    usage.event(), usage.service(), prepared.totals().get(usage.service()));
            List<CounterUse> counters = explanation.rating() instanceof Rating.Rated rated
                    ? counters(usage.service(), rated.deltas())
                    : List.of();
            sink.accept(new Replayed(usage, explanation, counters));
        }
    }

    private record Key(Scope scope, CounterId counter, LocalDate periodStart) {}

    private static List<CounterUse> counters(RatingContext context, List<CounterDelta> deltas) {
        Map<Key, Long> added = new LinkedHashMap<>();
        deltas.forEach(delta ->
                added.merge(new Key(delta.scope(), delta.id(), delta.periodStart()), delta.units(), Math::addExact));
        List<CounterUse> uses = new ArrayList<>(added.size());
        added.forEach((key, units) -> {
            long after = context.counters(key.scope).units(key.counter, key.periodStart.toEpochDay());
            uses.add(new CounterUse(key.scope, key.counter, key.periodStart, after - units, after));
        });
        return uses;
    }
}
