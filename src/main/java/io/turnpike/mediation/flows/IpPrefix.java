package io.turnpike.mediation.flows;

/**
 * All addresses that begin with the same bits.
 *
 * @param network the first address; its bits after the prefix are zero
 * @param bits how many leading bits of the 128 are fixed: 96 + n for an IPv4 prefix {@code /n}
 */
public record IpPrefix(IpAddress network, int bits) implements Comparable<IpPrefix> {
    private static final int V4_OFFSET = 96;
    private static final int ALL = 128;

    public IpPrefix {
        if (bits < 0 || bits > ALL) {
            throw new IllegalArgumentException("a prefix has 0 to 128 bits: " + bits);
        }
        if (!network.masked(bits).equals(network)) {
            throw new IllegalArgumentException(
                    network + " has bits set after its prefix; write " + network.masked(bits));
        }
    }

    /** Reads {@code 203.0.113.0/24}, {@code 2001:db8::/32} or a single address. */
    public static IpPrefix of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return new IpPrefix(IpAddress.of(text), ALL);
        }
        IpAddress network = IpAddress.of(text.substring(0, slash));
        boolean v4 = text.substring(0, slash).indexOf(':') < 0;
        int length = Integer.parseInt(text.substring(slash + 1));
        if (length < 0 || length > (v4 ? 32 : ALL)) {
            throw new IllegalArgumentException("/" + length + " is longer than an address");
        }
        return new IpPrefix(network, v4 ? V4_OFFSET + length : length);
    }

    /**
     * An IPv4 prefix.
     *
     * @param address its 32 bits
     * @param length from 0 to 32
     */
    public static IpPrefix ofV4(int address, int length) {
        return new IpPrefix(
                new IpAddress(0, IpAddress.V4_MAPPED | Integer.toUnsignedLong(address)), V4_OFFSET + length);
    }

    /** The prefix of so many bits that holds the address. */
    static IpPrefix around(long high, long low, int bits) {
        return new IpPrefix(new IpAddress(high, low).masked(bits), bits);
    }

    public boolean contains(IpAddress address) {
        return address.masked(bits).equals(network);
    }

    boolean isV4() {
        return bits >= V4_OFFSET && network.isV4();
    }

    /** By network, a prefix before the longer ones within it. */
    @Override
    public int compareTo(IpPrefix other) {
        int first = network.compareTo(other.network);
        return first != 0 ? first : Integer.compare(bits, other.bits);
    }

    /** A single address without length. */
    @Override
    public String toString() {
        return bits == ALL ? network.toString() : network + "/" + (isV4() ? bits - V4_OFFSET : bits);
    }
}
