package io.turnpike.accounting.exports;

import io.turnpike.accounting.Facts;
import io.turnpike.accounting.Sums;
import io.turnpike.digests.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.util.HexFormat;

/**
 * A file on its way out. It is written beside its place, under a name that begins with a dot and that no reader takes, then forced to
 * disk and renamed: who fetches files sees it whole or not at all.
 */
public final class OutboxFile implements AutoCloseable {
    private final Path place;
    private final FileChannel channel;
    private final DigestOutputStream out;
    private final RecordWriter writer;
    private final ExportDefinition definition;
    private long records;
    private Sums sums = Sums.NONE;

    /** Begins the file beside its place. */
    public OutboxFile(ExportDefinition definition, FileHead head, Path place) throws IOException {
        this.definition = definition;
        this.place = place;
        Files.createDirectories(folder(place));
        this.channel = FileChannel.open(
                beside(place),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        this.out = new DigestOutputStream(
                new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16), Sha256.begin());
        this.writer = Writers.of(definition, head, out);
    }

    /** Where a file is made. */
    public static Path beside(Path place) {
        return folder(place).resolve("." + place.getFileName() + ".part");
    }

    private static Path folder(Path place) {
        Path folder = place.toAbsolutePath().getParent();
        return folder == null ? Path.of("/") : folder;
    }

    public void write(Facts facts) {
        try {
            writer.write(facts);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + place, e);
        }
        records++;
        for (var row : facts.rows(definition.content())) {
            sums = sums.plus(Sums.of(definition.content(), row));
        }
    }

    /** The records written; of a file of lines its documents. */
    public long records() {
        return records;
    }

    /** What its rows come to. */
    public Sums sums() {
        return sums;
    }

    public Path place() {
        return place;
    }

    /** Ends the file, forces it to disk and returns its SHA-256; it is still beside its place. */
    public String finish() {
        try {
            writer.end();
            out.flush();
            channel.force(true);
            channel.close();
            forceFolder(place);
            Writers.check(definition, beside(place));
            return HexFormat.of().formatHex(out.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + place, e);
        }
    }

    /** Puts what was finished into its place; where that was done already, nothing happens. Whether it was still to be done. */
    public static boolean handOver(Path place) {
        try {
            Files.move(beside(place), place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder(place);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put " + place + " into its place", e);
        }
    }

    /** A name is on disk when its folder is. */
    private static void forceFolder(Path place) throws IOException {
        try (FileChannel folder = FileChannel.open(folder(place), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** Gives up what was not finished. */
    @Override
    public void close() {
        if (channel.isOpen()) {
            try {
                out.close();
                Files.deleteIfExists(beside(place));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot remove what was begun of " + place, e);
            }
        }
    }
}
