package io.turnpike.usage;

/** What was used; each kind is measured in one unit. The word is the first part of a tariff's node path. */
public enum UsageKind {
    /** A call, in seconds. */
    VOICE(1, "voice", Unit.SECOND),
    /** SMS, MMS: in events. */
    MESSAGE(2, "message", Unit.EVENT),
    /** Traffic, in bytes. */
    INTERNET(3, "internet", Unit.BYTE),
    /** Video, in seconds or events of the content platform. */
    IPTV(4, "iptv", Unit.EVENT),
    /** Anything sold by the piece. */
    EVENT(5, "event", Unit.EVENT);

    /** The unit a quantity of usage is counted in. */
    public enum Unit {
        SECOND,
        BYTE,
        EVENT
    }

    private final int code;
    private final String word;
    private final Unit unit;

    UsageKind(int code, String word, Unit unit) {
        this.code = code;
        this.word = word;
        this.unit = unit;
    }

    /** The number it is stored as; never changes. */
    public int code() {
        return code;
    }

    /** The kind stored as a number. */
    public static UsageKind of(int code) {
        for (UsageKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of usage is stored as " + code);
    }

    public String word() {
        return word;
    }

    public Unit unit() {
        return unit;
    }
}
