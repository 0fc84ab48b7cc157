package io.turnpike.mediation.flows;

/** A file that cannot be read at all by this reader, with what to do about it. Nothing of it was read. */
public final class UnusableFlowFile extends RuntimeException {
    public UnusableFlowFile(String message) {
        super(message);
    }
}
