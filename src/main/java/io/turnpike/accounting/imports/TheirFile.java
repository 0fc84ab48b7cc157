package io.turnpike.accounting.imports;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file of an accounting system, row after row. */
public interface TheirFile extends Closeable {
    /** The next row; null at the end. */
    @Nullable TheirRow next() throws IOException;

    /** What the columns are called, to read a kept row by; empty where the rows say it themselves. */
    String header();
}
