package io.turnpike.customers;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address or prefix. Its text is canonical: an address without a length, IPv6 by RFC 5952, so that equal
 * prefixes are equal texts.
 *
 * @param ipv4 or else IPv6
 * @param high the first 64 bits of an IPv6 address; 0 for IPv4
 * @param low the last 64 bits of an IPv6 address; the 32 bits of an IPv4 address as an unsigned number. Bits beyond the length
 *     are zero
 * @param length of the prefix in bits: 32 or 128 for a single address
 */
public record AddressPrefix(boolean ipv4, long high, long low, int length) {
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;
    private static final int IPV4_PARTS = 4;
    private static final int IPV6_GROUPS = 8;

    public AddressPrefix {
        if (length < 0 || length > (ipv4 ? IPV4_BITS : IPV6_BITS)) {
            throw new IllegalArgumentException("no prefix length: " + length);
        }
        if (high != maskedHigh(ipv4, high, length) || low != maskedLow(ipv4, low, length)) {
            throw new IllegalArgumentException("bits are set beyond the prefix length " + length);
        }
    }

    /** Reads {@code 192.0.2.1}, {@code 192.0.2.0/24} or {@code 2001:db8::/56}; empty for anything else. */
    public static Optional<AddressPrefix> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean ipv4 = address.indexOf(':') < 0;
        int most = ipv4 ? IPV4_BITS : IPV6_BITS;
        int length = slash < 0 ? most : number(text.substring(slash + 1), 10, 3);
        int @Nullable [] groups = ipv4 ? ipv4Parts(address) : ipv6Groups(address);
        if (groups == null || length < 0 || length > most) {
            return Optional.empty();
        }
        long high = ipv4 ? 0 : joined(groups, 0, IPV6_GROUPS / 2, Short.SIZE);
        long low = ipv4
                ? joined(groups, 0, IPV4_PARTS, Byte.SIZE)
                : joined(groups, IPV6_GROUPS / 2, IPV6_GROUPS, Short.SIZE);
        boolean clean = high == maskedHigh(ipv4, high, length) && low == maskedLow(ipv4, low, length);
        return clean ? Optional.of(new AddressPrefix(ipv4, high, low, length)) : Optional.empty();
    }

    /** Whether this is one address and no wider prefix. */
    public boolean isSingle() {
        return length == (ipv4 ? IPV4_BITS : IPV6_BITS);
    }

    /** The prefix of that length that holds this one. */
    public AddressPrefix shortened(int shorter) {
        return new AddressPrefix(ipv4, maskedHigh(ipv4, high, shorter), maskedLow(ipv4, low, shorter), shorter);
    }

    @Override
    public String toString() {
        String address = ipv4 ? ipv4Text() : ipv6Text();
        return isSingle() ? address : address + "/" + length;
    }

    private static long maskedHigh(boolean ipv4, long high, int length) {
        return ipv4 ? 0 : high & mask(Math.min(length, Long.SIZE));
    }

    private static long maskedLow(boolean ipv4, long low, int length) {
        return ipv4 ? low & (mask(length) >>> IPV4_BITS) : low & mask(Math.max(0, length - Long.SIZE));
    }

    /** The first bits of 64 set. */
    private static long mask(int bits) {
        return bits == 0 ? 0 : -1L << (Long.SIZE - bits);
    }

    private static long joined(int[] groups, int from, int to, int bitsEach) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = (value << bitsEach) | groups[i];
        }
        return value;
    }

    private static int @Nullable [] ipv4Parts(String address) {
        String[] parts = address.split("\\.", -1);
        if (parts.length != IPV4_PARTS) {
            return null;
        }
        int[] values = new int[IPV4_PARTS];
        for (int i = 0; i < IPV4_PARTS; i++) {
            values[i] = number(parts[i], 10, 3);
            if (values[i] < 0 || values[i] > 0xFF) {
                return null;
            }
        }
        return values;
    }

    private static int @Nullable [] ipv6Groups(String address) {
        int gap = address.indexOf("::");
        if (gap >= 0 && address.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        int[] head = groups(gap < 0 ? address : address.substring(0, gap));
        int[] tail = groups(gap < 0 ? "" : address.substring(gap + 2));
        if (head == null || tail == null) {
            return null;
        }
        int missing = IPV6_GROUPS - head.length - tail.length;
        if (gap < 0 ? missing != 0 : missing < 1) {
            return null;
        }
        int[] all = Arrays.copyOf(head, IPV6_GROUPS);
        System.arraycopy(tail, 0, all, IPV6_GROUPS - tail.length, tail.length);
        return all;
    }

    private static int @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] groups = text.split(":", -1);
        if (groups.length > IPV6_GROUPS) {
            return null;
        }
        int[] values = new int[groups.length];
        for (int i = 0; i < groups.length; i++) {
            values[i] = number(groups[i], 16, 4);
            if (values[i] < 0) {
                return null;
            }
        }
        return values;
    }

    private static int number(String digits, int radix, int most) {
        if (digits.isEmpty() || digits.length() > most) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }

    private String ipv4Text() {
        return (low >>> 24) + "." + ((low >>> 16) & 0xFF) + "." + ((low >>> 8) & 0xFF) + "." + (low & 0xFF);
    }

    /** RFC 5952: lower case, no leading zeros, the first longest run of two or more zero groups as {@code ::}. */
    private String ipv6Text() {
        int[] groups = new int[IPV6_GROUPS];
        for (int i = 0; i < IPV6_GROUPS; i++) {
            long half = i < IPV6_GROUPS / 2 ? high : low;
            groups[i] = (int) (half >>> (Long.SIZE - Short.SIZE * (i % (IPV6_GROUPS / 2) + 1))) & 0xFFFF;
        }
        int bestStart = -1;
        int bestLength = 1;
        int runStart = 0;
        for (int i = 0; i < IPV6_GROUPS; i++) {
            if (groups[i] != 0) {
                runStart = i + 1;
            } else if (i - runStart + 1 > bestLength) {
                bestStart = runStart;
                bestLength = i - runStart + 1;
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < IPV6_GROUPS; i++) {
            if (i == bestStart) {
                out.append("::");
                i += bestLength - 1;
            } else {
                out.append(out.isEmpty() || out.charAt(out.length() - 1) == ':' ? "" : ":");
                out.append(Integer.toHexString(groups[i]));
            }
        }
        return out.toString();
    }
}
