package io.turnpike.usage;

/** What was used; each kind is measured in one unit. The word is the first part of a tariff's node path. */
public enum UsageKind {
    /** A call, in seconds. */
    VOICE("voice", Unit.SECOND),
    /** SMS, MMS: in events. */
    MESSAGE("message", Unit.EVENT),
    /** Traffic, in bytes. */
    INTERNET("internet", Unit.BYTE),
    /** Video, in seconds or events of the content platform. */
    IPTV("iptv", Unit.EVENT),
    /** Anything sold by the piece. */
    EVENT("event", Unit.EVENT);

    /** The unit a quantity of usage is counted in. */
    public enum Unit {
        SECOND,
        BYTE,
        EVENT
    }

    private final String word;
    private final Unit unit;

    UsageKind(String word, Unit unit) {
        this.word = word;
        this.unit = unit;
    }

    public String word() {
        return word;
    }

    public Unit unit() {
        return unit;
    }
}
