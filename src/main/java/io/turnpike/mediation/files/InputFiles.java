package io.turnpike.mediation.files;

import io.turnpike.database.StoredText;
import io.turnpike.digests.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The files that were delivered: a file is known by its SHA-256 within its format, whatever it is called. */
@Component
public class InputFiles {
    private static final int BUFFER_BYTES = 1 << 18;

    /** A file every five minutes for five weeks. */
    private static final int LATEST_FILES = 10_000;
    /** A gap is told until the month it belongs to is billed. */
    private static final int GAP_DAYS = 35;

    private final InputFileMapper files;
    private final FileTotals totals;
    private final Clock clock;

    InputFiles(InputFileMapper files, FileTotals totals, Clock clock) {
        this.files = files;
        this.totals = totals;
        this.clock = clock;
    }

    /**
     * The claim on a file: new, or the one of an earlier run, which is then gone on with, or done already. One that was refused is
     * tried anew: its name or its reader may have been mended.
     *
     * @param runId the run that takes the file in or goes on with it: control totals of a run begin with those of its files; null where
     *     they are not kept by run
     * @param series the word that files of one sequence share; null where names carry none
     * @param sequence the number in the file's name; null where names carry none
     */
    public InputFile claim(
            Path path, String format, @Nullable String series, @Nullable Long sequence, @Nullable Long runId) {
        String sha256 = sha256(path);
        long size;
        try {
            size = Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
        String name = String.valueOf(path.getFileName());
        Instant now = clock.instant();
        Integer claimed = files.claim(format, name, sha256, size, series, sequence, runId, now);
        if (claimed != null) {
            return new InputFile(claimed, format, name, sha256, "claimed", "");
        }
        files.claimRefused(format, name, sha256, now);
        InputFile before = files.find(format, sha256).orElseThrow();
        if (runId != null && !before.isDone()) {
            files.takenBy(before.fileId(), runId);
        }
        return before;
    }

    /** A claimed file as it stands now: whoever took it in meanwhile moved its position. Its bytes are not read again. */
    public InputFile claimed(InputFile file) {
        return files.find(file.format(), file.sha256()).orElseThrow();
    }

    /**
     * Stores how far a file was taken in and what became of its records; belongs into the transaction that wrote them. Refuses when
     * the position is not the one the caller went on from: another process has the file.
     *
     * @param before the checkpoint the caller began at; empty for the beginning
     */
    public void advance(InputFile file, String before, Position position, ControlTotals made) {
        move(file, before, position);
        totals.add(file.fileId(), made);
    }

    /**
     * As {@link #advance(InputFile, String, Position, ControlTotals)}, where records of other files change their fate with those of
     * this one.
     *
     * @param made by file
     */
    public void advance(
            InputFile file, String before, Position position, long runId, SortedMap<Integer, ControlTotals> made) {
        move(file, before, position);
        recount(runId, made);
    }

    private void move(InputFile file, String before, Position position) {
        int moved = before.isEmpty()
                ? files.firstPosition(file.fileId(), position.offset(), position.line(), position.checkpoint())
                : files.movePosition(file.fileId(), before, position.offset(), position.line(), position.checkpoint());
        if (moved != 1) {
            throw new IllegalStateException(
                    file.name() + " was taken over by another process at line " + position.line());
        }
    }

    /**
     * Counts records that changed their fate after the file was taken in: retried from suspense, merged of held parts.
     *
     * @param runId the run that did it
     */
    public void recount(long runId, int fileId, ControlTotals difference) {
        totals.add(runId, fileId, difference);
    }

    /** What became of the records of a file by now. */
    public ControlTotals totals(InputFile file) {
        return totals.ofFile(file.fileId());
    }

    /**
     * Where the records stand that a file's reader leaves out, when the same were left out of another file. Of two files that end at
     * the same moment one waits for the other's transaction.
     *
     * @param digest of these records in their order; kept, so that a later file is known by it
     */
    public Optional<InputFile> leftOutBefore(InputFile file, long digest) {
        files.lock(file.format(), digest);
        files.leftOut(file.fileId(), digest);
        return files.leftOutBefore(file.format(), digest, file.fileId());
    }

    /** The same of many files: in their order, so that two transactions never wait for each other. */
    public void recount(long runId, SortedMap<Integer, ControlTotals> differences) {
        differences.forEach((fileId, difference) -> totals.add(runId, fileId, difference));
    }

    /** The order of the places in these files. */
    public FileOrder order(Collection<Integer> fileIds) {
        Map<Integer, String> sha256 = new HashMap<>();
        files.hashes(fileIds.stream().distinct().toArray(Integer[]::new))
                .forEach(row -> sha256.put(row.fileId(), row.sha256()));
        return new FileOrder(sha256);
    }

    /**
     * The file was taken in to its end.
     *
     * @param complaint what it says of itself that is not so, such as a wrong count in its trailer; null where all is well
     */
    public void done(InputFile file, @Nullable String complaint) {
        files.finish(file.fileId(), "done", StoredText.of(complaint), clock.instant());
    }

    /** Ends a file that cannot be used as a whole; nothing of it may have been charged. */
    public void refuse(InputFile file, String reason) {
        files.finish(file.fileId(), "refused", StoredText.of(reason), clock.instant());
    }

    /** What is told of a file of usage that was refused. */
    public static String refused(InputFile file, String reason) {
        return file.name() + " (" + file.format() + ") is refused, nothing of it was charged: " + reason;
    }

    /** The files a run took in, by format and in the order they came; what other runs did to their records is not in it. */
    public List<TakenFile> ofRun(long runId) {
        return totals.ofRun(runId);
    }

    /** What a run did to the records of files that other runs took in; the totals of all runs add up to those of all files. */
    public ControlTotals elsewhere(long runId) {
        return totals.elsewhere(runId);
    }

    /** The sequences to which files of a run belong. */
    public List<FileSeries> seriesOfRun(long runId) {
        return files.seriesOfRun(runId);
    }

    /** What is missing in a sequence among its latest files: gaps that came up in the last {@value #GAP_DAYS} days. */
    public List<SequenceGap> gaps(FileSeries of, SequenceGap.Span span) {
        return SequenceGap.between(
                files.arrivals(of, LATEST_FILES), span, clock.instant().minus(Duration.ofDays(GAP_DAYS)));
    }

    /** Totals over all files. */
    public ControlTotals totals() {
        return totalsByFormat().values().stream().reduce(ControlTotals.NONE, ControlTotals::plus);
    }

    /** Totals over all files, by format. */
    public Map<String, ControlTotals> totalsByFormat() {
        return totals.byFormat();
    }

    /** How far a file was taken in: bytes and lines of the uncompressed text, and what the decoder needs to go on. */
    public record Position(long offset, long line, String checkpoint) {}

    static String sha256(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = Sha256.begin();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }
}
