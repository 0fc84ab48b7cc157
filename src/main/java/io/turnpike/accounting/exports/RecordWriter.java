package io.turnpike.accounting.exports;

import io.turnpike.accounting.Facts;
import java.io.IOException;

/** Writes records in one format, from the beginning of a file to its end. */
interface RecordWriter {
    void write(Facts facts) throws IOException;

    /** What comes behind the last record. */
    void end() throws IOException;
}
