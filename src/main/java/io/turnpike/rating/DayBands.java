package io.turnpike.rating;

/** One local day cut at the edges of its bands. */
final class DayBands {
    private final long epochDay;
    private final long from;
    private final long to;
    private final long[] starts;
    private final int[] bands;

    /**
     * A day and its parts.
     *
     * @param epochDay the local day
     * @param to first instant of the next day, epoch seconds
     * @param starts where each part begins, ascending; the first is where the day does
     * @param bands index of the band of each part, -1 where none holds
     */
    DayBands(long epochDay, long to, long[] starts, int[] bands) {
        this.epochDay = epochDay;
        this.from = starts[0];
        this.to = to;
        this.starts = starts;
        this.bands = bands;
    }

    long epochDay() {
        return epochDay;
    }

    long to() {
        return to;
    }

    boolean holds(long epochSecond) {
        return epochSecond >= from && epochSecond < to;
    }

    int partAt(long at) {
        int part = starts.length - 1;
        while (starts[part] > at) {
            part--;
        }
        return part;
    }

    int band(int part) {
        return bands[part];
    }

    long endOf(int part) {
        return part + 1 < starts.length ? starts[part + 1] : to;
    }
}
