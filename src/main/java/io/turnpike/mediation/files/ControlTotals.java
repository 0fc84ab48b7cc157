package io.turnpike.mediation.files;

/**
 * What became of the records of a file, each counted once. {@code read = rated + suspended + duplicate + filtered + held}; the
 * database checks it too.
 *
 * @param read source records: a call merged of three parts counts three
 * @param held parts of long calls that wait for the rest
 * @param seconds of rated calls
 * @param bytes of rated traffic
 * @param events of rated messages and other usage sold by the piece
 * @param amountMicros price of all that was rated, in millionths of the currencies' major units
 */
public record ControlTotals(
        long read,
        long rated,
        long suspended,
        long duplicate,
        long filtered,
        long held,
        long seconds,
        long bytes,
        long events,
        long amountMicros) {
    public static final ControlTotals NONE = new ControlTotals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public ControlTotals {
        if (read != rated + suspended + duplicate + filtered + held) {
            throw new IllegalStateException(
                    "control totals do not add up: read " + read + ", rated " + rated + ", suspended " + suspended
                            + ", duplicate " + duplicate + ", filtered " + filtered + ", held " + held);
        }
    }

    public ControlTotals plus(ControlTotals other) {
        return new ControlTotals(
                Math.addExact(read, other.read),
                Math.addExact(rated, other.rated),
                Math.addExact(suspended, other.suspended),
                Math.addExact(duplicate, other.duplicate),
                Math.addExact(filtered, other.filtered),
                Math.addExact(held, other.held),
                Math.addExact(seconds, other.seconds),
                Math.addExact(bytes, other.bytes),
                Math.addExact(events, other.events),
                Math.addExact(amountMicros, other.amountMicros));
    }

    /** {@code read 10 = rated 7 + suspended 1 + duplicate 2 + filtered 0 + held 0}. */
    public String equation() {
        return "read " + read + " = rated " + rated + " + suspended " + suspended + " + duplicate " + duplicate
                + " + filtered " + filtered + " + held " + held;
    }
}
