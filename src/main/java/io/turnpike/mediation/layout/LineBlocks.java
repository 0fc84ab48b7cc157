package io.turnpike.mediation.layout;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a file block by block; every block ends at a line end. A gzip file is known by its first two bytes and is read as a
 * stream: positions are offsets in the uncompressed text, and going on from one reads past what comes before.
 */
public final class LineBlocks implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final FileChannel file;
    private final InputStream in;
    private final byte[] buffer;
    private long offset;
    private int kept;
    private int keptFrom;
    private boolean ended;
    private boolean lastGiven;

    private LineBlocks(FileChannel file, InputStream in, long offset, int blockBytes) {
        this.file = file;
        this.in = in;
        this.offset = offset;
        this.buffer = new byte[blockBytes];
    }

    /**
     * Opens a file at the offset of a line's first byte.
     *
     * @param blockBytes size of a block; at least the longest line the reader allows, or such a line is reported as too long
     */
    public static LineBlocks open(Path file, long offset, int blockBytes) throws IOException {
        FileChannel channel = FileChannel.open(file);
        InputStream in = new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES);
        try {
            if (isGzip(file)) {
                in = new BufferedInputStream(new GZIPInputStream(in, BUFFER_BYTES), BUFFER_BYTES);
            }
            in.skipNBytes(offset);
        } catch (IOException e) {
            in.close();
            throw new IOException(file + ": cannot be read from offset " + offset + ": " + e.getMessage(), e);
        }
        return new LineBlocks(channel, in, offset, blockBytes);
    }

    /** How much of the file was read, in bytes as they lie on the disk: packed bytes where it is packed. */
    public long fileBytes() throws IOException {
        return file.position();
    }

    /** Whether the file begins with the two bytes of RFC 1952, section 2.3.1. */
    public static boolean isGzip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == 0x1f && in.read() == 0x8b;
        }
    }

    /**
     * What is wrong with the compression of a gzip file: that it breaks off, or that its check sum does not fit. Reads the file to
     * its end; empty where all is well, and for a file that is not gzip.
     */
    public static Optional<String> damage(Path file) throws IOException {
        if (!isGzip(file)) {
            return Optional.empty();
        }
        byte[] unread = new byte[BUFFER_BYTES];
        try (InputStream bytes = Files.newInputStream(file);
                InputStream in = new GZIPInputStream(bytes, BUFFER_BYTES)) {
            while (in.read(unread) >= 0) {
                // only whether it can be read to its end counts
            }
            return Optional.empty();
        } catch (EOFException | ZipException e) {
            return Optional.of("it is no whole gzip file (" + e.getMessage() + "): have it delivered again");
        }
    }

    /** The next block; empty after the last. The block before becomes invalid. A truncated gzip file is an {@link IOException}. */
    public Optional<LineBlock> next() throws IOException {
        if (lastGiven) {
            return Optional.empty();
        }
        System.arraycopy(buffer, keptFrom, buffer, 0, kept);
        keptFrom = 0;
        fill();
        if (ended) {
            lastGiven = true;
            int length = kept;
            kept = 0;
            return length == 0 && offset > 0 ? Optional.empty() : Optional.of(given(length, 0));
        }
        int end = ByteSearch.lastLineFeed(buffer, kept) + 1;
        if (end == 0) {
            int length = kept;
            kept = 0;
            return Optional.of(given(length, readPastLine()));
        }
        keptFrom = end;
        kept -= end;
        return Optional.of(given(end, 0));
    }

    private LineBlock given(int length, long cutBytes) {
        LineBlock block = new LineBlock(buffer, length, offset, lastGiven, cutBytes);
        offset = block.endOffset();
        return block;
    }

    private void fill() throws IOException {
        while (kept < buffer.length) {
            int read = in.read(buffer, kept, buffer.length - kept);
            if (read < 0) {
                ended = true;
                return;
            }
            kept += read;
        }
    }

    /** Leaves the stream after the next line feed. Byte by byte: a line longer than a block is rare. */
    private long readPastLine() throws IOException {
        for (long cut = 1; ; cut++) {
            int read = in.read();
            if (read < 0) {
                ended = true;
                lastGiven = true;
                return cut - 1;
            }
            if (read == '\n') {
                return cut;
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
