package io.turnpike.mediation.flows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Bytes per address, traffic class and UTC hour of traffic that belonged to no service: shown in bytes, and tried again when the
 * address is assigned late. By whose clock its hours would go is known only then.
 *
 * <p>A scan of the whole Internet must not fill the memory: beyond {@link #mostAddresses} different addresses, further ones are
 * summed by their /24 (IPv4) or /48 (IPv6), and beyond as many of those, by address family. No byte is dropped.
 */
public final class UnmatchedTraffic {
    /** More addresses than an operator forgets to assign in one file; about 10 MB. */
    public static final int MOST_ADDRESSES = 65_536;

    private static final int V4_NEIGHBOURS = 96 + 24;
    private static final int V6_NEIGHBOURS = 48;
    private static final int SINGLE = 128;
    private static final int V4_FAMILY = 96;

    private final int mostAddresses;
    private final Map<IpPrefix, Integer> numbers = new HashMap<>();
    private final List<IpPrefix> prefixes = new ArrayList<>();
    private final TrafficTotals totals = new TrafficTotals();
    private final Map<Sum, Span> spans = new HashMap<>();
    private int wider;

    public UnmatchedTraffic() {
        this(MOST_ADDRESSES);
    }

    /** @param mostAddresses how many single addresses are told apart */
    UnmatchedTraffic(int mostAddresses) {
        this.mostAddresses = mostAddresses;
    }

    /**
     * One sum.
     *
     * @param hour of UTC, since 1970
     * @param first second in which the first of the flows began, since 1970 UTC; before the hour where a flow reaches into it
     * @param last second in which the last of them began
     * @param records flows that are counted as held with this sum
     * @param heldBytes bytes of such flows
     */
    public record Row(
            IpPrefix address,
            int trafficClass,
            int hour,
            long bytes,
            long first,
            long last,
            long records,
            long heldBytes) {}

    /**
     * What a flow adds to an hour.
     *
     * @param began the second the flow began in, since 1970 UTC
     * @param records 1 where the flow is counted as held with this hour of this address
     * @param heldBytes of the bytes those that are counted so
     */
    record Portion(long hour, long bytes, long began, long records, long heldBytes) {}

    private record Sum(int number, int trafficClass, int hour) {}

    /** When flows began, and which of them are counted here. */
    private static final class Span {
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private long records;
        private long heldBytes;

        void add(long from, long to, long moreRecords, long moreBytes) {
            first = Math.min(first, from);
            last = Math.max(last, to);
            records += moreRecords;
            heldBytes = Math.addExact(heldBytes, moreBytes);
        }
    }

    void add(long high, long low, int trafficClass, Portion portion) {
        int number = numberOf(high, low);
        totals.add(number, trafficClass, portion.hour, portion.bytes);
        spans.computeIfAbsent(new Sum(number, trafficClass, (int) portion.hour), key -> new Span())
                .add(portion.began, portion.began, portion.records, portion.heldBytes);
    }

    private int numberOf(long high, long low) {
        Integer known = numbers.get(IpPrefix.around(high, low, SINGLE));
        if (known != null) {
            return known;
        }
        return prefixes.size() - wider < mostAddresses
                ? number(IpPrefix.around(high, low, SINGLE))
                : widerNumber(high, low);
    }

    private int widerNumber(long high, long low) {
        boolean v4 = IpAddress.isV4(high, low);
        IpPrefix neighbours = IpPrefix.around(high, low, v4 ? V4_NEIGHBOURS : V6_NEIGHBOURS);
        Integer known = numbers.get(neighbours);
        if (known != null) {
            return known;
        }
        if (wider >= mostAddresses) {
            IpPrefix family = IpPrefix.around(high, low, v4 ? V4_FAMILY : 0);
            Integer all = numbers.get(family);
            return all != null ? all : number(family);
        }
        wider++;
        return number(neighbours);
    }

    private int number(IpPrefix prefix) {
        numbers.put(prefix, prefixes.size());
        prefixes.add(prefix);
        return prefixes.size() - 1;
    }

    /** Puts a stored sum back, as {@link #rows} gave it. */
    public void add(Row row) {
        Integer known = numbers.get(row.address);
        int number = known != null ? known : number(row.address);
        totals.add(number, row.trafficClass, row.hour, row.bytes);
        spans.computeIfAbsent(new Sum(number, row.trafficClass, row.hour), key -> new Span())
                .add(row.first, row.last, row.records, row.heldBytes);
    }

    /** By address, class and hour. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>(totals.size());
        totals.forEachHour((number, trafficClass, hour, bytes) -> {
            Span span = Objects.requireNonNull(spans.get(new Sum(number, trafficClass, hour)));
            rows.add(new Row(
                    prefixes.get(number),
                    trafficClass,
                    hour,
                    bytes,
                    span.first,
                    span.last,
                    span.records,
                    span.heldBytes));
        });
        rows.sort(Comparator.comparing(Row::address)
                .thenComparingInt(Row::trafficClass)
                .thenComparingInt(Row::hour));
        return rows;
    }

    public long totalBytes() {
        return totals.totalBytes();
    }

    /** How many different addresses and prefixes there are. */
    public int size() {
        return prefixes.size();
    }

    /**
     * Tries again: what belongs to a service by now goes to the totals, the rest is returned. An hour's sum cannot be divided, so it
     * goes to whose the address was when its first flow began, or else to the first whose it became before its last did, and there to
     * the hour of the operator's clock in which its first flow began or reached into it. So in a zone that is off by half an hour a UTC
     * hour over midnight counts as a whole for one of both days. A sum of many addresses is never matched by one of them, only by a
     * service that has the whole prefix.
     */
    public List<Row> retry(AddressIndex index, TrafficTotals matched) {
        List<Row> left = new ArrayList<>();
        for (Row row : rows()) {
            IpAddress first = row.address.network();
            int service = row.address.bits() == SINGLE
                    ? index.serviceDuring(first.high(), first.low(), row.first, row.last)
                    : index.serviceOfWhole(row.address, row.first);
            if (service == AddressIndex.NOBODY) {
                left.add(row);
            } else {
                long began = Math.max(row.first * 1000, OperatorHours.UTC.beginMillis(row.hour));
                matched.add(service, row.trafficClass, index.hoursOf(service).hourAt(began), row.bytes);
            }
        }
        return left;
    }
}
