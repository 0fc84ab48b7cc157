package io.turnpike.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Files that were taken in, for the next round. */
final class Inboxes {
    private Inboxes() {}

    /** Puts files that were taken in back into the inbox; none where nothing was. */
    static void back(Path taken, Path inbox) throws IOException {
        if (Files.isDirectory(taken)) {
            try (Stream<Path> files = Files.list(taken)) {
                for (Path file : files.toList()) {
                    Files.move(file, inbox.resolve(file.getFileName()));
                }
            }
        }
    }
}
