package io.turnpike.customers;

import io.turnpike.usage.IdentifierKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who had an identifier when. Numbers of up to 17 digits and IPv4 prefixes are packed into a long and kept in one open-addressing
 * table; other identifiers are texts. The assignments of one identifier are a chain, and at most one of them holds at a time.
 *
 * <p>Plain arrays, because this is asked for every usage record and holds millions of identifiers: see {@code scripts/bench
 * collect}.
 */
final class IdentifierIndex {
    private static final int NONE = -1;
    private static final int MOST_PACKED_DIGITS = 17;
    private static final long IPV4 = 1L << 62;
    private static final int IPV4_LENGTH_SHIFT = 32;
    private static final long IPV4_BITS = 0xFFFF_FFFFL;
    private static final int IPV4_LENGTHS = 33;
    private static final int IPV6_LENGTHS = 129;

    private final long[] keys;
    private final int[] heads;
    private final int mask;
    private final Map<IdentifierKind, Map<String, Integer>> texts = new EnumMap<>(IdentifierKind.class);
    private final boolean[] ipv4Lengths = new boolean[IPV4_LENGTHS];
    private final boolean[] ipv6Lengths = new boolean[IPV6_LENGTHS];

    private final int[] services;
    private final long[] froms;
    private final long[] tos;
    private final int[] nexts;
    private int size;

    /** @param assignments that will be added, at most */
    IdentifierIndex(int assignments) {
        int slots = Integer.highestOneBit(Math.max(8, assignments)) * 4;
        keys = new long[slots];
        heads = new int[slots];
        mask = slots - 1;
        services = new int[assignments];
        froms = new long[assignments];
        tos = new long[assignments];
        nexts = new int[assignments];
        for (IdentifierKind kind : IdentifierKind.values()) {
            texts.put(kind, new HashMap<>());
        }
    }

    /**
     * Adds an assignment.
     *
     * @param value canonical, as the database has it
     * @param from epoch second
     * @param to epoch second, exclusive
     */
    void add(IdentifierKind kind, String value, int service, long from, long to) {
        services[size] = service;
        froms[size] = from;
        tos[size] = to;
        long key =
                kind == IdentifierKind.ADDRESS ? addressKey(value) : kind == IdentifierKind.NUMBER ? packed(value) : 0;
        if (key == 0) {
            Integer head = texts(kind).put(value, size);
            nexts[size] = head == null ? NONE : head;
        } else {
            int slot = slot(key);
            nexts[size] = keys[slot] == 0 ? NONE : heads[slot];
            keys[slot] = key;
            heads[slot] = size;
        }
        size++;
    }

    /** The service that has the identifier then, or -1. An address is found by the longest prefix assigned then. */
    int find(IdentifierKind kind, String identifier, long epochSecond) {
        if (kind == IdentifierKind.NUMBER) {
            long key = packed(identifier);
            return key == 0 ? findText(kind, identifier, epochSecond) : findKey(key, epochSecond);
        }
        return kind == IdentifierKind.ADDRESS
                ? AddressPrefix.parse(identifier)
                        .map(address -> findAddress(address, epochSecond))
                        .orElse(NONE)
                : findText(kind, identifier, epochSecond);
    }

    /** The service of a number packed by {@link #packed}, or -1. */
    int findKey(long key, long epochSecond) {
        int slot = slot(key);
        return keys[slot] == 0 ? NONE : holding(heads[slot], epochSecond);
    }

    /** Digits as a long with a leading 1, so that leading zeros count; 0 where there are others than digits or too many. */
    static long packed(CharSequence digits) {
        int length = digits.length();
        if (length == 0 || length > MOST_PACKED_DIGITS) {
            return 0;
        }
        long key = 1;
        for (int i = 0; i < length; i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            key = key * 10 + digit;
        }
        return key;
    }

    private int findAddress(AddressPrefix address, long epochSecond) {
        boolean[] lengths = address.ipv4() ? ipv4Lengths : ipv6Lengths;
        for (int length = address.length(); length >= 0; length--) {
            if (lengths[length]) {
                AddressPrefix prefix = address.shortened(length);
                int service = prefix.ipv4()
                        ? findKey(ipv4Key(prefix), epochSecond)
                        : findText(IdentifierKind.ADDRESS, prefix.toString(), epochSecond);
                if (service != NONE) {
                    return service;
                }
            }
        }
        return NONE;
    }

    private int findText(IdentifierKind kind, String value, long epochSecond) {
        Integer head = texts(kind).get(value);
        return head == null ? NONE : holding(head, epochSecond);
    }

    private int holding(int head, long epochSecond) {
        for (int at = head; at != NONE; at = nexts[at]) {
            if (froms[at] <= epochSecond && epochSecond < tos[at]) {
                return services[at];
            }
        }
        return NONE;
    }

    /** Every assignment of an address, in no order. */
    void forEachAddress(ServiceDirectory.AddressVisitor visitor) {
        for (int slot = 0; slot < keys.length; slot++) {
            if (keys[slot] >= IPV4) {
                long key = keys[slot] - IPV4;
                visit(
                        new AddressPrefix(true, 0, key & IPV4_BITS, (int) (key >>> IPV4_LENGTH_SHIFT)),
                        heads[slot],
                        visitor);
            }
        }
        texts(IdentifierKind.ADDRESS)
                .forEach((text, head) -> visit(AddressPrefix.parse(text).orElseThrow(), head, visitor));
    }

    private void visit(AddressPrefix prefix, int head, ServiceDirectory.AddressVisitor visitor) {
        for (int at = head; at != NONE; at = nexts[at]) {
            visitor.visit(prefix, services[at], froms[at], tos[at]);
        }
    }

    private long addressKey(String value) {
        AddressPrefix prefix = AddressPrefix.parse(value)
                .orElseThrow(() -> new IllegalArgumentException("the database holds no address: " + value));
        (prefix.ipv4() ? ipv4Lengths : ipv6Lengths)[prefix.length()] = true;
        return prefix.ipv4() ? ipv4Key(prefix) : 0;
    }

    private static long ipv4Key(AddressPrefix prefix) {
        return IPV4 | ((long) prefix.length() << IPV4_LENGTH_SHIFT) | prefix.low();
    }

    /** Where the key is, or the empty slot where it would be; the table is at most half full. */
    private int slot(long key) {
        int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (keys[slot] != key && keys[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private Map<String, Integer> texts(IdentifierKind kind) {
        @Nullable Map<String, Integer> map = texts.get(kind);
        if (map == null) {
            throw new IllegalStateException("no texts of " + kind);
        }
        return map;
    }
}
