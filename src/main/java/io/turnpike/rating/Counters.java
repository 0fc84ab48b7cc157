package io.turnpike.rating;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The counters of one service or one account: what was used of allowances, tiers, capacities and volume discounts, by period.
 * Only use is counted, never what is left, so that rows add up and can be restored in any order. Not for two threads at once.
 */
public final class Counters {
    private CounterId[] ids = new CounterId[0];
    private long[] cells = new long[0]; // three a counter: period start, units, micro-units
    private int size;

    public static Counters empty() {
        return new Counters();
    }

    public static Counters of(List<CounterRow> rows) {
        Counters counters = new Counters();
        rows.forEach(row -> counters.add(row.id(), row.periodStart().toEpochDay(), row.units(), row.amountMicros()));
        return counters;
    }

    public Counters copy() {
        Counters copy = new Counters();
        copy.takeFrom(this);
        return copy;
    }

    /** Becomes equal to another; what was counted here is forgotten. */
    public void takeFrom(Counters other) {
        ids = other.ids.clone();
        cells = other.cells.clone();
        size = other.size;
    }

    public void apply(CounterDelta delta) {
        add(delta.id(), delta.periodStart().toEpochDay(), delta.units(), delta.amountMicros());
    }

    /** All counters by name and period, those at zero left out. */
    public List<CounterRow> rows() {
        List<CounterRow> rows = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            if (cells[3 * i + 1] != 0 || cells[3 * i + 2] != 0) {
                rows.add(
                        new CounterRow(ids[i], LocalDate.ofEpochDay(cells[3 * i]), cells[3 * i + 1], cells[3 * i + 2]));
            }
        }
        rows.sort(Comparator.comparing((CounterRow row) -> row.id().name())
                .thenComparing(row -> row.id().measure())
                .thenComparing(row -> row.id().every())
                .thenComparing(CounterRow::periodStart));
        return rows;
    }

    public long units(CounterId id, long periodStart) {
        int found = find(id, periodStart);
        return found < 0 ? 0 : cells[3 * found + 1];
    }

    public long amountMicros(CounterId id, long periodStart) {
        int found = find(id, periodStart);
        return found < 0 ? 0 : cells[3 * found + 2];
    }

    void add(CounterId id, long periodStart, long units, long micros) {
        int found = find(id, periodStart);
        if (found < 0) {
            found = size++;
            if (size > ids.length) {
                ids = Arrays.copyOf(ids, size + 2);
                cells = Arrays.copyOf(cells, 3 * (size + 2));
            }
            ids[found] = id;
            cells[3 * found] = periodStart;
            cells[3 * found + 1] = 0;
            cells[3 * found + 2] = 0;
        }
        cells[3 * found + 1] = Math.addExact(cells[3 * found + 1], units);
        cells[3 * found + 2] = Math.addExact(cells[3 * found + 2], micros);
    }

    private int find(CounterId id, long periodStart) {
        for (int i = size - 1; i >= 0; i--) { // a service has a handful of counters, the latest last
            if (cells[3 * i] == periodStart && ids[i].equals(id)) {
                return i;
            }
        }
        return -1;
    }
}
