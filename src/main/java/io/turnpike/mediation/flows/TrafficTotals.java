package io.turnpike.mediation.flows;

import io.turnpike.usage.IdentifierKind;
import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Bytes per service, traffic class and hour, of one range of a file: what one transaction writes. Hours are counted from 1970 UTC.
 * The order of iteration is service, class, hour, whatever the order of the flows was.
 */
public final class TrafficTotals {
    private static final int SERVICE_SHIFT = 32;
    private static final int CLASS_SHIFT = 24;
    private static final int CLASS_MASK = 0xFF;
    /** 24 bits of hours reach to the year 3883. */
    private static final int HOUR_MASK = (1 << CLASS_SHIFT) - 1;

    private final LongSums sums = new LongSums();

    /** Takes one sum. */
    public interface HourRow {
        /**
         * One service, class and hour.
         *
         * @param trafficClass see {@link TrafficZones#trafficClass}
         * @param hour hours since 1970 UTC
         */
        void row(int service, int trafficClass, int hour, long bytes);
    }

    /** Takes the sums of one UTC day. */
    public interface DayRow {
        /**
         * One service, class and day.
         *
         * @param day days since 1970 UTC
         * @param bytesByHour 24 sums; filled again after the call
         */
        void row(int service, int trafficClass, int day, long[] bytesByHour);
    }

    void add(int service, int trafficClass, long hour, long bytes) {
        sums.add((long) service << SERVICE_SHIFT | (long) trafficClass << CLASS_SHIFT | hour, bytes);
    }

    public void add(TrafficTotals other) {
        other.forEachHour((service, trafficClass, hour, bytes) -> add(service, trafficClass, hour, bytes));
    }

    public long bytes(int service, int trafficClass, int hour) {
        return sums.get((long) service << SERVICE_SHIFT | (long) trafficClass << CLASS_SHIFT | hour);
    }

    /** How many sums there are. */
    public int size() {
        return sums.size();
    }

    public long totalBytes() {
        long total = 0;
        for (long key : sums.sortedKeys()) {
            total = Math.addExact(total, sums.get(key));
        }
        return total;
    }

    public void forEachHour(HourRow sink) {
        for (long key : sums.sortedKeys()) {
            sink.row(service(key), trafficClass(key), hour(key), sums.get(key));
        }
    }

    /** The same sums, 24 hours together: the compact way to store them. */
    public void forEachDay(DayRow sink) {
        long[] hours = new long[24];
        long open = -1;
        for (long key : sums.sortedKeys()) {
            long day = key - hour(key) % 24;
            if (day != open && open >= 0) {
                sink.row(service(open), trafficClass(open), hour(open) / 24, hours);
                java.util.Arrays.fill(hours, 0);
            }
            open = day;
            hours[hour(key) % 24] = sums.get(key);
        }
        if (open >= 0) {
            sink.row(service(open), trafficClass(open), hour(open) / 24, hours);
        }
    }

    /**
     * The sums as usage to be rated, one event an hour.
     *
     * @param source what these totals were made of, the same for a second delivery: the file's SHA-256 and the offset of the range
     * @param owner the address or login a service is known by
     */
    public void toUsageEvents(String source, TrafficZones zones, IntFunction<String> owner, Consumer<UsageEvent> sink) {
        forEachHour((service, trafficClass, hour, bytes) -> {
            String known = owner.apply(service);
            sink.accept(new UsageEvent(
                    UsageKind.INTERNET,
                    zones.direction(trafficClass),
                    IdentifierKind.ADDRESS,
                    known,
                    zones.zone(trafficClass),
                    hour * 3600L,
                    bytes,
                    false,
                    source + ":" + known + ":" + zones.word(trafficClass) + ":" + hour));
        });
    }

    private static int service(long key) {
        return (int) (key >>> SERVICE_SHIFT);
    }

    private static int trafficClass(long key) {
        return (int) (key >>> CLASS_SHIFT) & CLASS_MASK;
    }

    private static int hour(long key) {
        return (int) key & HOUR_MASK;
    }
}
