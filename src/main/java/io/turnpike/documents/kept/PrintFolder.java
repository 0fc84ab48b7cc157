package io.turnpike.documents.kept;

import io.turnpike.digests.Sha256;
import io.turnpike.documents.print.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one batch print: made beside its place and put there when it is whole, so that what lies under {@code print/} can be
 * taken by the printing house at any time.
 */
final class PrintFolder {
    private final Path whole;
    private final Path making;

    /** @param prints where all prints lie */
    PrintFolder(Path prints, String name) {
        this.whole = prints.resolve(name);
        this.making = prints.resolve("." + name + ".making");
    }

    Path whole() {
        return whole;
    }

    /** Where files are written to; empty at first, whatever an interrupted print left there. */
    Path begin() {
        try {
            delete(making);
            return Files.createDirectories(making);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + making, e);
        }
    }

    String manifestSha256() {
        try {
            return Sha256.hex(Files.readAllBytes(making.resolve(Manifest.FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the manifest in " + making, e);
        }
    }

    /** Puts what was made in the place of what an earlier print of the name made. */
    void finish() {
        Path old = whole.resolveSibling(making.getFileName() + ".old");
        try {
            delete(old);
            if (Files.exists(whole)) {
                Files.move(whole, old);
            }
            Files.move(making, whole);
            delete(old);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put " + making + " in the place of " + whole, e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
