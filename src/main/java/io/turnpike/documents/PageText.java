package io.turnpike.documents;

import java.io.IOException;
import java.io.Writer;
import java.util.Optional;

/** The page XML a template writes, as far as it fits into memory: a loop without end must not take all of it. */
final class PageText extends Writer {
    /** Twice the longest list of calls seen; less where memory is small: a character takes two bytes, twice while the text grows. */
    private static final long MOST_CHARACTERS =
            Math.min(100_000_000, Runtime.getRuntime().maxMemory() / 16);

    private static final String MARK = " at=\"";

    private final StringBuilder text = new StringBuilder(16_384);

    /** More was written than any document has. */
    static final class TooLong extends IOException {
        TooLong() {
            super("the document has more than " + MOST_CHARACTERS + " characters");
        }
    }

    @Override
    public void write(char[] characters, int from, int count) throws IOException {
        room(count);
        text.append(characters, from, count);
    }

    @Override
    public void write(String characters, int from, int count) throws IOException {
        room(count);
        text.append(characters, from, from + count);
    }

    private void room(int count) throws IOException {
        if (text.length() + (long) count > MOST_CHARACTERS) {
            throw new TooLong();
        }
    }

    /** Where the last element written stands in its template, {@code template.xml:12}; empty before the first. */
    Optional<String> lastPlace() {
        int mark = text.lastIndexOf(MARK);
        int from = mark + MARK.length();
        int to = mark < 0 ? -1 : text.indexOf("\"", from);
        return to < 0 ? Optional.empty() : Optional.of(text.substring(from, to));
    }

    @Override
    public String toString() {
        return text.toString();
    }

    @Override
    public void flush() {
        // it is in memory
    }

    @Override
    public void close() {
        // nothing is held open
    }
}
