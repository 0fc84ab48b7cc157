package io.turnpike.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file system in memory that can be made too small for what is still to be written. Only root on Linux can have one. */
final class ProofDisk implements AutoCloseable {
    private static final int MEBIBYTES = 4_096;
    private static final long BYTES = 1 << 20;
    private static final int MOST_TRIES = 50;

    private final Path folder;

    private ProofDisk(Path folder) {
        this.folder = folder;
    }

    /** Over a folder, which is made; empty where it may not be done. */
    static Optional<ProofDisk> over(Path folder) {
        try {
            Files.createDirectories(folder);
            return done("mount", "-t", "tmpfs", "-o", "mode=0755,size=" + MEBIBYTES + "m", "tmpfs", folder.toString())
                    ? Optional.of(new ProofDisk(folder))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // a system without such a command
        }
    }

    /** Leaves room for about so many more bytes: what is written meanwhile may need more, and then it is tried again. */
    void fill(long bytes) {
        try {
            FileStore store = Files.getFileStore(folder);
            boolean small = false;
            for (int tried = 0; !small && tried < MOST_TRIES; tried++) {
                small = sized(store.getTotalSpace() - store.getUsableSpace() + bytes);
            }
            if (!small) {
                throw new IllegalStateException(folder + " cannot be made smaller");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void makeRoom() {
        try {
            if (!sized(MEBIBYTES * BYTES)) {
                throw new IllegalStateException(folder + " cannot be made larger");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean sized(long bytes) throws IOException {
        return done("mount", "-o", "remount,size=" + bytes, folder.toString());
    }

    private static boolean done(String... words) throws IOException {
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            done("umount", "--lazy", folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
