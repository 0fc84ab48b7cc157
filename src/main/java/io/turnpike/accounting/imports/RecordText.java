package io.turnpike.accounting.imports;

import io.turnpike.mediation.layout.UnusableFile;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** The text of a file, of which one record is never more than a bound: a quote that is not closed cannot fill the memory. */
final class RecordText extends FilterReader {
    private static final int MOST_CHARACTERS = 1 << 20;

    private long sinceRecord;

    RecordText(Reader in) {
        super(in);
    }

    /** A record was read. */
    void recordRead() {
        sinceRecord = 0;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(char[] buffer, int from, int length) throws IOException {
        int read = super.read(buffer, from, Math.min(length, 1 << 13));
        count(Math.max(read, 0));
        return read;
    }

    private void count(int characters) {
        sinceRecord += characters;
        if (sinceRecord > MOST_CHARACTERS) {
            throw new UnusableFile(
                    "a record of more than " + MOST_CHARACTERS + " characters: most likely a quote is not closed");
        }
    }
}
