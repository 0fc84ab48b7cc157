package io.turnpike.mediation.flows;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/**
 * Longest-prefix search over a fixed set of prefixes. A prefix is known by its node number, from 1 in sorted order.
 *
 * <p>IPv6 is searched by one hash table over (prefix, length), longest length first: operators use few lengths. IPv4 is in
 * {@link Ipv4Table}.
 */
final class PrefixTable {
    static final int NONE = 0;

    private final IpPrefix[] prefixes;
    private final int[] parents;
    private final Ipv4Table v4;
    private final int[] lengths;
    private final long[] highs;
    private final long[] lows;
    private final int[] slots;

    /** @param given may hold a prefix more than once */
    PrefixTable(List<IpPrefix> given) {
        prefixes = given.stream().sorted().distinct().toArray(IpPrefix[]::new);
        parents = parentsOf(prefixes);
        highs = new long[prefixes.length + 1];
        lows = new long[prefixes.length + 1];
        TreeSet<Integer> found = new TreeSet<>();
        for (int i = 0; i < prefixes.length; i++) {
            highs[i + 1] = prefixes[i].network().high();
            lows[i + 1] = prefixes[i].network().low();
            if (!prefixes[i].isV4()) {
                found.add(prefixes[i].bits());
            }
        }
        lengths = found.descendingSet().stream().mapToInt(Integer::intValue).toArray();
        v4 = new Ipv4Table(prefixes, parents, this::findHashed);
        int v6Count = (int) Arrays.stream(prefixes).filter(p -> !p.isV4()).count();
        slots = new int[Integer.highestOneBit(Math.max(4, v6Count)) * 4];
        fill();
        v4.build();
    }

    private void fill() {
        for (int node = 1; node <= prefixes.length; node++) {
            if (!prefixes[node - 1].isV4()) {
                int slot = hash(highs[node], lows[node], prefixes[node - 1].bits());
                while (slots[slot] != NONE) {
                    slot = (slot + 1) & (slots.length - 1);
                }
                slots[slot] = node;
            }
        }
    }

    private static int[] parentsOf(IpPrefix[] sorted) {
        int[] parents = new int[sorted.length + 1];
        Deque<Integer> around = new ArrayDeque<>();
        for (int i = 0; i < sorted.length; i++) {
            while (!around.isEmpty() && !sorted[around.peek() - 1].contains(sorted[i].network())) {
                around.pop();
            }
            parents[i + 1] = around.isEmpty() ? NONE : around.peek();
            around.push(i + 1);
        }
        return parents;
    }

    /** The node of the longest prefix that holds the address, or {@link #NONE}. */
    int find(long high, long low) {
        return IpAddress.isV4(high, low) ? v4.find((int) low) : findHashed(high, low);
    }

    private int findHashed(long high, long low) {
        for (int bits : lengths) {
            long h = high & IpAddress.highMask(bits);
            long l = low & IpAddress.lowMask(bits);
            int slot = hash(h, l, bits);
            while (slots[slot] != NONE) {
                int node = slots[slot];
                if (highs[node] == h && lows[node] == l && prefixes[node - 1].bits() == bits) {
                    return node;
                }
                slot = (slot + 1) & (slots.length - 1);
            }
        }
        return NONE;
    }

    /** The next shorter prefix that holds this one, or {@link #NONE}. */
    int parent(int node) {
        return parents[node];
    }

    int bits(int node) {
        return prefixes[node - 1].bits();
    }

    int nodeOf(IpPrefix prefix) {
        int found = Arrays.binarySearch(prefixes, prefix);
        return found < 0 ? NONE : found + 1;
    }

    int size() {
        return prefixes.length;
    }

    private int hash(long high, long low, int bits) {
        long mixed = ((high * 0x9E37_79B9_7F4A_7C15L) ^ (Long.rotateLeft(low, 32) + bits)) * 0xD6E8_FEB8_6659_FD93L;
        return (int) (mixed >>> 33) & (slots.length - 1);
    }
}
