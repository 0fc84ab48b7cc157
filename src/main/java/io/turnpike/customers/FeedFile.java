package io.turnpike.customers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * CSV lines of one kind.
 *
 * @param number its place among the files of this import
 * @param name as problems show it
 */
record FeedFile(int number, String name, Feed feed, Content content) {
    private static final int BUFFER_BYTES = 1 << 16;

    /** Where the lines are. */
    sealed interface Content {
        /** Bytes as they are kept, packed or not. */
        long size() throws IOException;

        /** The bytes as they are kept. */
        InputStream open() throws IOException;

        /** The lines' bytes, read from what {@link #open} gave. */
        default InputStream unpacked(InputStream kept) throws IOException {
            return kept;
        }
    }

    /** A file, packed by gzip where its name says so. */
    record OnDisk(Path path) implements Content {
        @Override
        public long size() throws IOException {
            return Files.size(path);
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }

        @Override
        public InputStream unpacked(InputStream kept) throws IOException {
            return path.toString().endsWith(".gz") ? new GZIPInputStream(kept, BUFFER_BYTES) : kept;
        }
    }

    /** Lines that a program made. */
    record InMemory(String csv) implements Content {
        @Override
        public long size() {
            return csv.length();
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
        }
    }
}
