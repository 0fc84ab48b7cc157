package io.turnpike.mediation.files;

import io.turnpike.jobs.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/**
 * Tells how far a partition is with its files: the way is measured in bytes as they lie on the disk, because nobody knows how many
 * records a file holds before it is read.
 */
public final class FileProgress {
    private static final String BYTES = "bytes";
    private static final String RECORDS = "records";

    private final Progress progress;
    private long fileBytes;
    private long toldBytes;

    /** Expects these files. */
    public FileProgress(Progress progress, List<Inbox.Delivery> files) {
        this.progress = progress;
        progress.expect(files.stream().mapToLong(FileProgress::size).sum(), BYTES);
    }

    /** The next file; the one before is over. */
    public void begin(Inbox.Delivery file) {
        end();
        fileBytes = size(file);
        toldBytes = 0;
    }

    /**
     * The file is read up to here.
     *
     * @param bytes of the file on the disk, packed where it is packed; also those that an earlier run has read
     * @param records read since the last call
     */
    public void at(long bytes, long records) {
        long now = Math.min(bytes, fileBytes);
        progress.counted(records, RECORDS);
        progress.advance(Math.max(0, now - toldBytes));
        toldBytes = Math.max(toldBytes, now);
    }

    /** Nothing more is read of the file: it is at its end, was refused, or was taken in before. */
    public void end() {
        at(fileBytes, 0);
    }

    private static long size(Inbox.Delivery file) {
        try {
            return Files.size(file.path());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.path(), e);
        }
    }
}
