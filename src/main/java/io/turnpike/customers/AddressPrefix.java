package io.turnpike.customers;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address or prefix. Its text is canonical: an address without a length, IPv6 by RFC 5952, so that equal
 * prefixes are equal texts.
 *
 * @param bits 4 or 16 bytes in network order; those beyond {@code length} are zero
 * @param length of the prefix in bits: 32 or 128 for a single address
 */
public record AddressPrefix(byte[] bits, int length) {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int IPV6_GROUPS = 8;

    public AddressPrefix {
        if (bits.length != IPV4_BYTES && bits.length != IPV6_BYTES || length < 0 || length > bits.length * Byte.SIZE) {
            throw new IllegalArgumentException("no prefix: " + bits.length + " bytes / " + length);
        }
        if (!Arrays.equals(bits, masked(bits, length))) {
            throw new IllegalArgumentException("bits are set beyond the prefix length " + length);
        }
    }

    /** Reads {@code 192.0.2.1}, {@code 192.0.2.0/24} or {@code 2001:db8::/56}; empty for anything else. */
    public static Optional<AddressPrefix> parse(String text) {
        int slash = text.indexOf('/');
        byte @Nullable [] bits = bits(slash < 0 ? text : text.substring(0, slash));
        if (bits == null) {
            return Optional.empty();
        }
        int length = slash < 0 ? bits.length * Byte.SIZE : number(text.substring(slash + 1), 10, 3);
        if (length < 0 || length > bits.length * Byte.SIZE || !Arrays.equals(bits, masked(bits, length))) {
            return Optional.empty();
        }
        return Optional.of(new AddressPrefix(bits, length));
    }

    public boolean isIpv4() {
        return bits.length == IPV4_BYTES;
    }

    /** The IPv4 bits as an unsigned number. */
    long ipv4() {
        return ((bits[0] & 0xFFL) << 24) | ((bits[1] & 0xFFL) << 16) | ((bits[2] & 0xFFL) << 8) | (bits[3] & 0xFFL);
    }

    /** The prefix of that length that holds this one. */
    AddressPrefix shortened(int shorter) {
        return new AddressPrefix(masked(bits, shorter), shorter);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressPrefix that && length == that.length && Arrays.equals(bits, that.bits);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bits) + length;
    }

    @Override
    public String toString() {
        String address = isIpv4() ? ipv4Text() : ipv6Text();
        return length == bits.length * Byte.SIZE ? address : address + "/" + length;
    }

    private static byte[] masked(byte[] bits, int length) {
        byte[] result = bits.clone();
        for (int i = 0; i < result.length; i++) {
            int kept = Math.min(Byte.SIZE, Math.max(0, length - i * Byte.SIZE));
            result[i] &= (byte) (0xFF << (Byte.SIZE - kept));
        }
        return result;
    }

    private static byte @Nullable [] bits(String address) {
        return address.indexOf(':') < 0 ? ipv4Bits(address) : ipv6Bits(address);
    }

    private static byte @Nullable [] ipv4Bits(String address) {
        byte[] bits = new byte[IPV4_BYTES];
        int start = 0;
        for (int i = 0; i < IPV4_BYTES; i++) {
            int end = i == IPV4_BYTES - 1 ? address.length() : address.indexOf('.', start);
            int value = end < 0 ? -1 : number(address.substring(start, end), 10, 3);
            if (value < 0 || value > 0xFF) {
                return null;
            }
            bits[i] = (byte) value;
            start = end + 1;
        }
        return bits;
    }

    private static byte @Nullable [] ipv6Bits(String address) {
        int gap = address.indexOf("::");
        if (gap >= 0 && address.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        byte[] bits = new byte[IPV6_BYTES];
        String head = gap < 0 ? address : address.substring(0, gap);
        String tail = gap < 0 ? "" : address.substring(gap + 2);
        int headGroups = groups(head, bits);
        byte[] tailBits = new byte[IPV6_BYTES];
        int tailGroups = groups(tail, tailBits);
        if (headGroups < 0 || tailGroups < 0) {
            return null;
        }
        int missing = IPV6_GROUPS - headGroups - tailGroups;
        if (gap < 0 ? missing != 0 : missing < 1) {
            return null;
        }
        System.arraycopy(tailBits, 0, bits, IPV6_BYTES - 2 * tailGroups, 2 * tailGroups);
        return bits;
    }

    /** Writes the groups of a colon-separated text; their number, or -1 where one is no group. */
    private static int groups(String text, byte[] bits) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] groups = text.split(":", -1);
        if (groups.length > IPV6_GROUPS) {
            return -1;
        }
        for (int i = 0; i < groups.length; i++) {
            int value = number(groups[i], 16, 4);
            if (value < 0) {
                return -1;
            }
            bits[2 * i] = (byte) (value >> Byte.SIZE);
            bits[2 * i + 1] = (byte) value;
        }
        return groups.length;
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
        return (bits[0] & 0xFF) + "." + (bits[1] & 0xFF) + "." + (bits[2] & 0xFF) + "." + (bits[3] & 0xFF);
    }

    /** RFC 5952: lower case, no leading zeros, the first longest run of two or more zero groups as {@code ::}. */
    private String ipv6Text() {
        int[] groups = new int[IPV6_GROUPS];
        for (int i = 0; i < IPV6_GROUPS; i++) {
            groups[i] = ((bits[2 * i] & 0xFF) << Byte.SIZE) | (bits[2 * i + 1] & 0xFF);
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
