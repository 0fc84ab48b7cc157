package io.turnpike.mediation.flows;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of flows, plain or gzip (known by its first two bytes, RFC 1952 section 2.3.1), read range by range. Offsets count
 * uncompressed bytes; going on in a gzip file reads past what comes before.
 */
public final class FlowFile implements Closeable {
    private static final int BUFFER_BYTES = 1 << 18;

    private final FileChannel file;
    private final InputStream in;
    private final FlowDecoder decoder;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;
    private boolean ended;

    private FlowFile(FileChannel file, InputStream in, FlowDecoder decoder) {
        this.file = file;
        this.in = in;
        this.decoder = decoder;
    }

    /**
     * Opens a file at a position.
     *
     * @param latestMillis no flow of it can begin later
     * @throws UnusableFlowFile at the beginning of a packed file that breaks off or is damaged: what could be read of it would be
     *     counted, and in part again with the whole file
     */
    public static FlowFile open(Path file, FlowFormat format, FlowPosition from, long latestMillis) throws IOException {
        FlowDecoder decoder = format.decoder(String.valueOf(file.getFileName()), from, latestMillis);
        FileChannel channel = FileChannel.open(file);
        InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
        try {
            in.mark(2);
            boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            if (gzip && from.offset() == 0) {
                checkWhole(file);
            }
            InputStream text = gzip ? new GZIPInputStream(in, BUFFER_BYTES) : in;
            text.skipNBytes(from.offset());
            return new FlowFile(channel, text, decoder);
        } catch (IOException e) {
            in.close();
            throw new IOException(file + " cannot be read from " + from.offset() + ": " + e.getMessage(), e);
        } catch (UnusableFlowFile e) {
            in.close();
            throw e;
        }
    }

    private static void checkWhole(Path file) throws IOException {
        try (InputStream packed = Files.newInputStream(file)) {
            new GZIPInputStream(packed, BUFFER_BYTES).transferTo(OutputStream.nullOutputStream());
        } catch (EOFException | ZipException e) {
            throw new UnusableFlowFile(
                    "the packed file breaks off or is damaged (" + e.getMessage() + "): deliver it again, whole");
        }
    }

    /**
     * Reads on until about so many bytes are read, the sink is full, or the end is there.
     *
     * @return whether there may be more
     */
    public boolean read(long mostBytes, FlowSink sink) throws IOException {
        long from = decoder.position().offset();
        long read = 0;
        while (read < mostBytes && !sink.isFull() && !(ended && filled == 0)) {
            fill();
            int most = (int) Math.min(filled, mostBytes - read);
            int used = decoder.decode(buffer, 0, most, ended && most == filled, sink);
            if (used == 0 && read > 0 && most < filled) { // the range ends within a line, which belongs to the next
                break;
            }
            if (used == 0) { // a line longer than the range
                used = decoder.decode(buffer, 0, filled, ended, sink);
            }
            System.arraycopy(buffer, used, buffer, 0, filled - used);
            filled -= used;
            read += used;
        }
        if (decoder.position().offset() != from + read) {
            throw new IllegalStateException("the position does not follow the bytes read");
        }
        return !(ended && filled == 0);
    }

    /** How much of the file was read, in bytes as they lie on the disk: packed bytes where it is packed. */
    public long fileBytes() throws IOException {
        return file.position();
    }

    /** Where to go on. */
    public FlowPosition position() {
        return decoder.position();
    }

    /** The header line in force; empty before the first and where a format has none. */
    public String header() {
        return decoder.header();
    }

    private void fill() throws IOException {
        while (filled < buffer.length && !ended) {
            int read = in.read(buffer, filled, buffer.length - filled);
            ended = read < 0;
            filled += Math.max(0, read);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
