package io.turnpike.mediation.flows;

import java.nio.charset.StandardCharsets;

/**
 * An IPv4 or IPv6 address in 128 bits, as RFC 4291 section 2.5.5.2 maps IPv4: {@code ::ffff:a.b.c.d} and {@code a.b.c.d} are the
 * same address.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record IpAddress(long high, long low) implements Comparable<IpAddress> {
    static final long V4_MAPPED = 0x0000_FFFF_0000_0000L;
    private static final long V4_MASK = 0xFFFF_FFFF_0000_0000L;

    /** Reads {@code 203.0.113.7} or {@code 2001:db8::7}; anything else is an {@link IllegalArgumentException}. */
    public static IpAddress of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        AddressText reader = new AddressText();
        if (!reader.read(bytes, 0, bytes.length)) {
            throw new IllegalArgumentException("'" + text + "' is no IPv4 or IPv6 address");
        }
        return new IpAddress(reader.high(), reader.low());
    }

    static boolean isV4(long high, long low) {
        return high == 0 && (low & V4_MASK) == V4_MAPPED;
    }

    public boolean isV4() {
        return isV4(high, low);
    }

    /** The leading bits of the address, of 128; the rest is zero. */
    IpAddress masked(int bits) {
        return new IpAddress(high & highMask(bits), low & lowMask(bits));
    }

    static long highMask(int bits) {
        return bits >= 64 ? -1L : bits == 0 ? 0 : -1L << (64 - bits);
    }

    static long lowMask(int bits) {
        return bits <= 64 ? 0 : bits == 128 ? -1L : -1L << (128 - bits);
    }

    /** In the order of the bits; IPv4 stands together. */
    @Override
    public int compareTo(IpAddress other) {
        int first = Long.compareUnsigned(high, other.high);
        return first != 0 ? first : Long.compareUnsigned(low, other.low);
    }

    /** As RFC 5952 writes it: lower case, the longest run of zero groups shortened. */
    @Override
    public String toString() {
        if (isV4()) {
            return (low >>> 24 & 0xFF) + "." + (low >>> 16 & 0xFF) + "." + (low >>> 8 & 0xFF) + "." + (low & 0xFF);
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (int) ((i < 4 ? high : low) >>> (48 - 16 * (i % 4))) & 0xFFFF;
        }
        int zerosAt = -1;
        int zeros = 1; // a single zero group is not shortened
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > zeros) {
                zerosAt = i;
                zeros = end - i;
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == zerosAt) {
                out.append("::");
                i += zeros - 1;
            } else {
                if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') {
                    out.append(':');
                }
                out.append(Integer.toHexString(groups[i]));
            }
        }
        return out.toString();
    }
}
