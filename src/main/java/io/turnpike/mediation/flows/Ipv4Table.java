package io.turnpike.mediation.flows;

import java.util.Arrays;

/**
 * Longest-prefix search for IPv4: 16 bits of the address, then 8, then 8, each a look into an array; about 100 million a second.
 * A last step that holds few prefixes is a short list of ranges instead of 256 numbers, so that 800,000 addresses scattered over as
 * many /24 networks still fit into 100 MB. Benchmark: {@code scripts/bench netflow}.
 */
final class Ipv4Table {
    /** A list of more ranges than this is slower to walk than 256 numbers are large. */
    private static final int MOST_RANGES = 16;
    /** Marks a last step of 256 numbers. */
    private static final int DENSE = 0;

    private static final int NODE_BITS = 24;
    private static final int NODE_MASK = (1 << NODE_BITS) - 1;

    /** Searches prefixes that are wider than all of IPv4, such as {@code ::/0}. */
    interface Wider {
        int find(long high, long low);
    }

    private final IpPrefix[] prefixes;
    private final int[] parents;
    private final Wider wider;
    /** A node, or the complement of an offset into {@link #pool}. */
    private final int[] first = new int[1 << 16];

    private int[] pool = new int[1 << 12];
    private int used;
    private int[] rangeStarts = new int[64];
    private int[] rangeNodes = new int[64];
    private int ranges;

    Ipv4Table(IpPrefix[] prefixes, int[] parents, Wider wider) {
        if (prefixes.length > NODE_MASK) {
            throw new IllegalArgumentException("more than " + NODE_MASK + " prefixes: " + prefixes.length);
        }
        this.prefixes = prefixes;
        this.parents = parents;
        this.wider = wider;
    }

    int find(int address) {
        int value = first[address >>> 16];
        if (value >= 0) {
            return value;
        }
        value = pool[~value + (address >>> 8 & 0xFF)];
        return value >= 0 ? value : findLast(~value, address & 0xFF);
    }

    private int findLast(int at, int lastByte) {
        int count = pool[at];
        if (count == DENSE) {
            return pool[at + 1 + lastByte];
        }
        int i = at + count;
        while (pool[i] >>> NODE_BITS > lastByte) {
            i--;
        }
        return pool[i] & NODE_MASK;
    }

    /** Turns the prefixes into ranges of addresses with one node each, and the ranges into the steps. */
    void build() {
        int outside = wider.find(0, IpAddress.V4_MAPPED);
        addRange(0, outside);
        int open = PrefixTable.NONE; // the innermost prefix that is not yet left
        for (int node = 1; node <= prefixes.length; node++) {
            if (prefixes[node - 1].isV4()) {
                open = leave(open, parents[node], outside);
                addRange(begin(node), node);
                open = node;
            }
        }
        leave(open, PrefixTable.NONE, outside);
        int range = 0;
        for (int top = 0; top < first.length; top++) {
            int start = top << 16;
            range = rangeAt(range, start);
            first[top] = holdsWhole(range, start, 0xFFFF) ? rangeNodes[range] : ~middle(range, start);
        }
        pool = Arrays.copyOf(pool, used);
        rangeStarts = new int[0];
        rangeNodes = new int[0];
    }

    /** Closes prefixes until the one with this number is the innermost. */
    private int leave(int open, int until, int outside) {
        int node = open;
        while (node != PrefixTable.NONE && node != until && prefixes[node - 1].isV4()) {
            int after = begin(node) + size(node);
            int next = parents[node];
            boolean v4Parent = next != PrefixTable.NONE && prefixes[next - 1].isV4();
            if (after != 0) { // 0: the prefix ends with the last address there is
                addRange(after, v4Parent ? next : outside);
            }
            node = next;
        }
        return node;
    }

    private int begin(int node) {
        return (int) prefixes[node - 1].network().low();
    }

    private int size(int node) {
        int hostBits = 128 - prefixes[node - 1].bits();
        return hostBits == 32 ? 0 : 1 << hostBits;
    }

    /** Ranges come in rising order; one that begins where the last one does replaces it. */
    private void addRange(int start, int node) {
        if (ranges > 0 && rangeStarts[ranges - 1] == start) {
            ranges--;
        }
        if (ranges == rangeStarts.length) {
            rangeStarts = Arrays.copyOf(rangeStarts, ranges * 2);
            rangeNodes = Arrays.copyOf(rangeNodes, ranges * 2);
        }
        rangeStarts[ranges] = start;
        rangeNodes[ranges++] = node;
    }

    /** The range that holds an address, looking on from an earlier one. */
    private int rangeAt(int from, int address) {
        int range = from;
        while (range + 1 < ranges && Integer.compareUnsigned(rangeStarts[range + 1], address) <= 0) {
            range++;
        }
        return range;
    }

    private boolean holdsWhole(int range, int start, int last) {
        return range + 1 == ranges || Integer.compareUnsigned(rangeStarts[range + 1], start + last) > 0;
    }

    private int middle(int fromRange, int start) {
        int at = reserve(256);
        int range = fromRange;
        for (int i = 0; i < 256; i++) {
            int begin = start + (i << 8);
            range = rangeAt(range, begin);
            // before the assignment: finding it may exchange the pool for a larger one
            int value = holdsWhole(range, begin, 0xFF) ? rangeNodes[range] : ~last(range, begin);
            pool[at + i] = value;
        }
        return at;
    }

    private int last(int fromRange, int start) {
        int end = rangeAt(fromRange, start + 0xFF);
        int count = end - fromRange + 1;
        if (count <= MOST_RANGES) {
            int at = reserve(1 + count);
            pool[at] = count;
            for (int i = 0; i < count; i++) {
                int lastByte = i == 0 ? 0 : rangeStarts[fromRange + i] & 0xFF;
                pool[at + 1 + i] = lastByte << NODE_BITS | rangeNodes[fromRange + i];
            }
            return at;
        }
        int at = reserve(1 + 256);
        pool[at] = DENSE;
        int range = fromRange;
        for (int i = 0; i < 256; i++) {
            range = rangeAt(range, start + i);
            pool[at + 1 + i] = rangeNodes[range];
        }
        return at;
    }

    private int reserve(int numbers) {
        while (used + numbers > pool.length) {
            pool = Arrays.copyOf(pool, pool.length + (pool.length >> 1));
        }
        int at = used;
        used += numbers;
        return at;
    }
}
