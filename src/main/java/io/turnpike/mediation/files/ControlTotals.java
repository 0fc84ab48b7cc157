package io.turnpike.mediation.files;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of the records of a file, each counted once: {@code read = rated + suspended + duplicate + filtered + held}, in records,
 * seconds, bytes and events; the database checks it too. A record that could not be read counts as a record only, until a retry reads
 * it. A call merged of parts counts what it is charged with; what rounding its sum makes different stands with its first part.
 *
 * @param read all records
 * @param fates what became of them; a fate that is not there befell none
 * @param bothSidesBytes of the rated bytes those that count for a second service too, because both sides of the traffic are ours
 * @param amountMicros by currency (ISO 4217), in millionths of its major unit: the price of the rated records when they were taken in.
 *     Traffic is rated by the day and not in it
 */
public record ControlTotals(Volume read, Map<Fate, Volume> fates, long bothSidesBytes, Map<String, Long> amountMicros) {
    public static final ControlTotals NONE = new ControlTotals(Volume.NONE, Map.of(), 0, Map.of());

    public ControlTotals {
        EnumMap<Fate, Volume> befallen = new EnumMap<>(Fate.class);
        fates.forEach((fate, volume) -> {
            if (!volume.equals(Volume.NONE)) {
                befallen.put(fate, volume);
            }
        });
        TreeMap<String, Long> amounts = new TreeMap<>(amountMicros);
        amounts.values().removeIf(micros -> micros == 0);
        fates = Collections.unmodifiableMap(befallen);
        amountMicros = Collections.unmodifiableMap(amounts);
        Volume sum = fates.values().stream().reduce(Volume.NONE, Volume::plus);
        if (!sum.equals(read)) {
            throw new IllegalStateException("control totals do not add up: read " + read + ", but " + fates);
        }
    }

    /** Totals of which only the fates are known. */
    public static ControlTotals of(Volume read, Map<Fate, Volume> fates) {
        return new ControlTotals(read, fates, 0, Map.of());
    }

    /**
     * The difference when usage changes its fate: by retry, by a late owner, by the rest of a call.
     *
     * @param was what it was counted with
     * @param now what it is; reading it again may show more than was known
     */
    public static ControlTotals moved(Fate from, Volume was, Fate to, Volume now) {
        Map<Fate, Volume> fates = new EnumMap<>(Fate.class);
        fates.put(from, Volume.NONE.minus(was));
        fates.merge(to, now, Volume::plus);
        return of(now.minus(was), fates);
    }

    /** The same with what the rated records cost. */
    public ControlTotals charging(Map<String, Long> micros) {
        return new ControlTotals(read, fates, bothSidesBytes, micros);
    }

    /** The same with what counts for a second service. */
    public ControlTotals bothSides(long bytes) {
        return new ControlTotals(read, fates, bytes, amountMicros);
    }

    public Volume of(Fate fate) {
        return fates.getOrDefault(fate, Volume.NONE);
    }

    public ControlTotals plus(ControlTotals other) {
        Map<Fate, Volume> sums = new EnumMap<>(Fate.class);
        Map<String, Long> amounts = new TreeMap<>(amountMicros);
        for (Fate fate : Fate.values()) {
            sums.put(fate, of(fate).plus(other.of(fate)));
        }
        other.amountMicros.forEach((currency, micros) -> amounts.merge(currency, micros, Math::addExact));
        return new ControlTotals(
                read.plus(other.read), sums, Math.addExact(bothSidesBytes, other.bothSidesBytes), amounts);
    }

    public ControlTotals minus(ControlTotals other) {
        Map<Fate, Volume> negated = new EnumMap<>(Fate.class);
        other.fates.forEach((fate, volume) -> negated.put(fate, Volume.NONE.minus(volume)));
        Map<String, Long> amounts = new TreeMap<>();
        other.amountMicros.forEach((currency, micros) -> amounts.put(currency, -micros));
        return plus(new ControlTotals(Volume.NONE.minus(other.read), negated, -other.bothSidesBytes, amounts));
    }

    /** {@code read 10 = rated 7 + suspended 1 + duplicate 2 + filtered 0 + held 0}, in records. */
    public String equation() {
        return equation(Measure.RECORDS);
    }

    public String equation(Measure measure) {
        return "read " + measure.of(read) + " = "
                + List.of(Fate.values()).stream()
                        .map(fate -> fate.word() + " " + measure.of(of(fate)))
                        .collect(Collectors.joining(" + "));
    }

    /** The measures in which there is anything, records first. */
    public List<Measure> measures() {
        List<Measure> found = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            boolean any = measure.of(read) != 0 || fates.values().stream().anyMatch(volume -> measure.of(volume) != 0);
            if (any || measure == Measure.RECORDS) {
                found.add(measure);
            }
        }
        return found;
    }
}
