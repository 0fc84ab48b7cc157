package io.turnpike.usage;

/** What a service is known by in the network's records. */
public enum IdentifierKind {
    /** A telephone number: E.164 digits without plus, or as written where it is none. */
    NUMBER("number", 0),
    /** An IPv4 or IPv6 address or prefix. */
    ADDRESS("address", 1),
    /** A login of access control. */
    LOGIN("login", 2),
    /** A port of a device: device and ifName. */
    PORT("port", 3);

    private final String word;
    private final int code;

    IdentifierKind(String word, int code) {
        this.word = word;
        this.code = code;
    }

    public String word() {
        return word;
    }

    /** How it is stored, 0 to 3; never changes. */
    public int code() {
        return code;
    }

    /** The kind stored by a code. */
    public static IdentifierKind of(int code) {
        for (IdentifierKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of identifier has the code " + code);
    }
}
