package io.turnpike.mediation.calls;

import io.turnpike.mediation.files.Volume;
import io.turnpike.usage.UsageEvent;

/**
 * Takes what a decoder finds, in the order of the file; each record comes through exactly one of the four. {@code line} counts
 * from 1, {@code offset} and {@code length} are bytes of the uncompressed file without the line end.
 */
public interface CallSink {
    void event(UsageEvent event, long line, long offset, int length);

    /** A part of a long call; {@link PartMerger} makes the call of the parts. */
    void part(Part part, long line, long offset, int length);

    void rejected(Rejection rejection);

    /**
     * A record that is not charged by definition.
     *
     * @param why the column whose value says so
     * @param usage how much it is, as far as it can be read
     */
    void filtered(String why, long line, long offset, int length, Volume usage);
}
