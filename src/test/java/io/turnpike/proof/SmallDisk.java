package io.turnpike.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file system in memory that can be made too small for what is still to be written. Only root on Linux can have one. */
final class SmallDisk implements AutoCloseable {
    private static final long ROOM = 2L << 30;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Over a folder, which is made; empty where it may not be done. */
    static Optional<SmallDisk> over(Path folder) {
        try {
            Files.createDirectories(folder);
            return done("mount", "-t", "tmpfs", "-o", "mode=0755,size=" + ROOM, "tmpfs", folder.toString())
                    ? Optional.of(new SmallDisk(folder))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // a system without such a command
        }
    }

    /** Leaves room for about so many more bytes. */
    void leave(long bytes) {
        try {
            FileStore store = Files.getFileStore(folder);
            size(store.getTotalSpace() - store.getUsableSpace() + bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void makeRoom() {
        size(ROOM);
    }

    private void size(long bytes) {
        try {
            if (!done("mount", "-o", "remount,size=" + bytes, folder.toString())) {
                throw new IllegalStateException(folder + " cannot be made " + bytes + " bytes large");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
