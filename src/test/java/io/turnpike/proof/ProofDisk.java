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

    /** Leaves room for so many more bytes, in whole pages. */
    void fill(long bytes) {
        try {
            FileStore store = Files.getFileStore(folder);
            size(store.getTotalSpace() - store.getUsableSpace() + bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void makeRoom() {
        try {
            size(MEBIBYTES * BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void size(long bytes) throws IOException {
        if (!done("mount", "-o", "remount,size=" + bytes, folder.toString())) {
            throw new IOException(folder + " cannot be made " + bytes + " bytes large");
        }
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
