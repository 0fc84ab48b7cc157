package io.turnpike.payments.statements;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file being read, line by line. What makes it unusable as a whole is a {@link io.turnpike.mediation.layout.UnusableFile}. */
public interface Statement extends Closeable {
    /** The next line in the order of the file; null after the last. */
    @Nullable StatementEntry next() throws IOException;

    /** What the file says of its lines; complete once {@link #next} has given null. */
    Declared declared();
}
