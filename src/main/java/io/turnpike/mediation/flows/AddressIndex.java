package io.turnpike.mediation.flows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whose service an address was at an instant, and by which clock the hours of that service go. A service is known by the number the
 * caller gave it (dense numbers make the sums compact). The longest prefix that is valid at the instant wins; a longer one outside its
 * validity hides nothing. Immutable and safe for use by several threads.
 */
public final class AddressIndex {
    /** The answer for an address that was nobody's. */
    public static final int NOBODY = -1;

    private final PrefixTable table;
    /** Node n's entries are {@code [starts[n], starts[n + 1])}, in order of time. */
    private final int[] starts;

    private final long[] froms;
    private final long[] tos;
    private final int[] services;

    /**
     * The first entry of node n again, at {@code 3n}: from, to, and its service with {@link #MORE} where the node has others. Nearly
     * every address has one entry, found with one access to memory instead of four.
     */
    private final long[] firsts;

    private static final int FIRST_LONGS = 3;
    private static final long MORE = 1L << 32;

    /** By service; null where the hours of all are those of UTC, as nearly everywhere. */
    private final OperatorHours @Nullable [] clocks;

    private AddressIndex(List<Entry> entries, IntFunction<OperatorHours> hours) {
        table = new PrefixTable(entries.stream().map(Entry::prefix).toList());
        starts = new int[table.size() + 2];
        froms = new long[entries.size()];
        tos = new long[entries.size()];
        services = new int[entries.size()];
        int at = 0;
        for (Entry entry : entries) {
            if (at > 0 && entries.get(at - 1).collidesWith(entry)) {
                throw new IllegalArgumentException(entry.prefix + " belongs to the services " + services[at - 1]
                        + " and " + entry.service + " at the same time");
            }
            froms[at] = entry.from;
            tos[at] = entry.to;
            services[at++] = entry.service;
            starts[table.nodeOf(entry.prefix) + 1] = at;
        }
        // every node has an entry, so that the end of one is the begin of the next; node 0 stands for no prefix
        starts[1] = 0;
        firsts = new long[FIRST_LONGS * (table.size() + 1)];
        for (int node = 1; node <= table.size(); node++) {
            int first = starts[node];
            firsts[FIRST_LONGS * node] = froms[first];
            firsts[FIRST_LONGS * node + 1] = tos[first];
            firsts[FIRST_LONGS * node + 2] = services[first] | (starts[node + 1] > first + 1 ? MORE : 0);
        }
        clocks = clocks(services, hours);
    }

    private static OperatorHours @Nullable [] clocks(int[] services, IntFunction<OperatorHours> hours) {
        OperatorHours[] clocks = new OperatorHours[Arrays.stream(services).max().orElse(NOBODY) + 1];
        boolean utc = true;
        for (int service : services) {
            clocks[service] = hours.apply(service);
            utc &= clocks[service].areUtc();
        }
        return utc ? null : clocks;
    }

    /** The hours that a service's traffic is summed by: UTC's for {@link #NOBODY}, and where the clock strikes with UTC's. */
    OperatorHours hoursOf(int service) {
        return clocks == null || service < 0 ? OperatorHours.UTC : clocks[service];
    }

    /**
     * The service of an address.
     *
     * @param high the first 64 bits, see {@link IpAddress}
     * @param epochSecond the instant
     * @return {@link #NOBODY} when it was nobody's then
     */
    public int serviceAt(long high, long low, long epochSecond) {
        for (int node = table.find(high, low); node != PrefixTable.NONE; node = table.parent(node)) {
            int at = FIRST_LONGS * node;
            long service = firsts[at + 2];
            if (epochSecond >= firsts[at] && epochSecond < firsts[at + 1]) {
                return (int) service;
            }
            for (int i = starts[node] + 1; (service & MORE) != 0 && i < starts[node + 1]; i++) {
                if (epochSecond >= froms[i] && epochSecond < tos[i]) {
                    return services[i];
                }
            }
        }
        return NOBODY;
    }

    /**
     * The service a sum of an address's traffic goes to: whose it was when the first flow began, or else the first whose it became
     * until the last one began. For totals, which cannot be divided any more.
     */
    public int serviceDuring(long high, long low, long firstEpochSecond, long lastEpochSecond) {
        int atStart = serviceAt(high, low, firstEpochSecond);
        if (atStart != NOBODY) {
            return atStart;
        }
        int earliest = NOBODY;
        long earliestFrom = lastEpochSecond + 1;
        for (int node = table.find(high, low); node != PrefixTable.NONE; node = table.parent(node)) {
            for (int i = starts[node]; i < starts[node + 1]; i++) {
                if (froms[i] >= firstEpochSecond && froms[i] < earliestFrom) {
                    earliestFrom = froms[i];
                    earliest = services[i];
                }
            }
        }
        return earliest;
    }

    /** The service that has all addresses of a prefix at an instant. */
    int serviceOfWhole(IpPrefix prefix, long epochSecond) {
        IpAddress first = prefix.network();
        int node = table.find(first.high(), first.low());
        while (node != PrefixTable.NONE && table.bits(node) > prefix.bits()) {
            node = table.parent(node);
        }
        for (; node != PrefixTable.NONE; node = table.parent(node)) {
            for (int i = starts[node]; i < starts[node + 1]; i++) {
                if (epochSecond >= froms[i] && epochSecond < tos[i]) {
                    return services[i];
                }
            }
        }
        return NOBODY;
    }

    /** How many assignments it holds. */
    public int size() {
        return services.length;
    }

    /** Collects assignments in any order. */
    public static final class Builder {
        private final List<Entry> entries = new ArrayList<>();
        private IntFunction<OperatorHours> hours = service -> OperatorHours.UTC;

        /**
         * An address or prefix of a service.
         *
         * @param service the caller's number, not negative
         * @param fromEpochSecond first second of validity
         * @param toEpochSecond the second after the last; {@link Long#MAX_VALUE} for no end
         */
        public Builder add(IpPrefix prefix, int service, long fromEpochSecond, long toEpochSecond) {
            if (service < 0 || fromEpochSecond >= toEpochSecond) {
                throw new IllegalArgumentException(
                        prefix + ": service " + service + ", [" + fromEpochSecond + ", " + toEpochSecond + ")");
            }
            entries.add(new Entry(prefix, service, fromEpochSecond, toEpochSecond));
            return this;
        }

        /** By whose clock the hours of each service go; they go by UTC unless it is said. */
        public Builder hours(IntFunction<OperatorHours> ofService) {
            hours = ofService;
            return this;
        }

        /** Two services that hold the same prefix at the same time are an {@link IllegalArgumentException}. */
        public AddressIndex build() {
            Collections.sort(entries);
            return new AddressIndex(entries, hours);
        }
    }

    private record Entry(IpPrefix prefix, int service, long from, long to) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int first = prefix.compareTo(other.prefix);
            return first != 0 ? first : Long.compare(from, other.from);
        }

        boolean collidesWith(Entry later) {
            return prefix.equals(later.prefix) && to > later.from;
        }
    }
}
