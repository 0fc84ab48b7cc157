package io.turnpike.demo;

/** A flow before a layout writes it; filled again for each record. */
final class DemoFlow {
    /** 2001:db8:1:N::1 where the subscriber's side is IPv6; then the other side is, too. */
    boolean ipv6;

    int subnet;

    /** IPv4 of the subscriber's side, or a number that the IPv6 address of the other side ends in. */
    int own;

    int other;

    /** Towards the subscriber. */
    boolean download;

    boolean peering;
    long startMillis;
    int durationMillis;
    long packets;
    long bytes;
    int port;

    /** One of the addresses cannot be read. */
    boolean damaged;

    long endMillis() {
        return startMillis + durationMillis;
    }

    Lines source(Lines out) {
        return download ? otherSide(out) : ownSide(out);
    }

    Lines destination(Lines out) {
        return download ? ownSide(out) : otherSide(out);
    }

    private Lines ownSide(Lines out) {
        if (damaged) {
            return out.text("10.0.0.");
        }
        return ipv6 ? out.text("2001:db8:1:").hexShort(subnet).text("::1") : out.ipv4(own);
    }

    private Lines otherSide(Lines out) {
        if (ipv6) {
            return out.text(peering ? "2001:db8:2::" : "2001:db8:ffff::").hexShort(1 + (other & 0xFFF));
        }
        return out.ipv4(other);
    }
}
