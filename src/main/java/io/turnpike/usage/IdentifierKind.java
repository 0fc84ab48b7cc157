package io.turnpike.usage;

/** What a service is known by in the network's records. */
public enum IdentifierKind {
    /** A telephone number: E.164 digits without plus, or as written where it is none. */
    NUMBER("number"),
    /** An IPv4 or IPv6 address or prefix. */
    ADDRESS("address"),
    /** A login of access control. */
    LOGIN("login"),
    /** A port of a device: device and ifName. */
    PORT("port");

    private final String word;

    IdentifierKind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
