package io.turnpike.demo;

import java.io.IOException;
import java.time.LocalDate;

/** How one kind of collector or router writes flows as text; each is one of the shipped readers' formats. */
interface FlowLayout {
    /** The reader, a folder of {@code readers/}. */
    String format();

    String fileName(LocalDate day);

    /** What stands before the first flow. */
    void opening(Lines out) throws IOException;

    /** One flow with the end of its line. */
    void record(Lines out, DemoFlow flow) throws IOException;

    /** What stands behind the last flow. */
    default void closing(Lines out, FlowSums sums) throws IOException {}

    default boolean hasIpv6() {
        return true;
    }

    /** Whether the file says its own totals, so that no line in it may be damaged. */
    default boolean saysTotals() {
        return false;
    }

    /** Whether all flows end when the file was made. */
    default boolean isListing() {
        return false;
    }

    /** What a file holds, for its closing lines. */
    record FlowSums(long flows, long bytes, long packets) {}
}
