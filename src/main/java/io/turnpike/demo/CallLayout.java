package io.turnpike.demo;

import java.io.IOException;
import java.time.LocalDate;

/** How one kind of source writes its records; each is one of the shipped readers' formats, described in its README. */
interface CallLayout {
    /** The reader, a folder of {@code readers/}. */
    String format();

    /**
     * Name of a day's file.
     *
     * @param sequence from 1
     */
    String fileName(LocalDate day, int sequence);

    /** What stands before the first record. */
    default void opening(Lines out, LocalDate day, int sequence) throws IOException {}

    /** One record, without the end of the line. */
    void record(Lines out, DemoCall call);

    /** What stands behind the last record. */
    default void closing(Lines out) throws IOException {}

    /** Whether calls over an hour are written in parts. */
    default boolean writesParts() {
        return false;
    }

    /** {@code 20261031}. */
    static String compact(LocalDate day) {
        return day.toString().replace("-", "");
    }
}
