package io.turnpike.mediation.flows;

/**
 * Bytes per service, traffic class and hour, of one range of a file: what one transaction writes. Hours are those of the service's
 * operator and counted from 1970, see {@link OperatorHours}.
 * The order of iteration is service, class, hour, whatever the order of the flows was.
 */
public final class TrafficTotals {
    private static final int SERVICE_SHIFT = 32;
    private static final int CLASS_SHIFT = 24;
    private static final int CLASS_MASK = 0xFF;
    /** 24 bits of hours reach to the year 3883. */
    private static final int HOUR_MASK = (1 << CLASS_SHIFT) - 1;

    private final LongSums sums;

    public TrafficTotals() {
        this(0);
    }

    /** @param expected about how many sums there will be; more are no fault */
    TrafficTotals(int expected) {
        sums = new LongSums(expected);
    }

    /** Takes one sum. */
    public interface HourRow {
        /**
         * One service, class and hour.
         *
         * @param trafficClass see {@link TrafficZones#trafficClass}
         * @param hour see {@link OperatorHours}
         */
        void row(int service, int trafficClass, int hour, long bytes);
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
        long[] total = {0};
        sums.inOrder((key, sum) -> total[0] = Math.addExact(total[0], sum));
        return total[0];
    }

    public void forEachHour(HourRow sink) {
        sums.inOrder((key, sum) -> sink.row(service(key), trafficClass(key), hour(key), sum));
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
