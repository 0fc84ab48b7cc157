package io.turnpike.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Delivers files in an order of dice, and hands in feeds. */
final class ProofInbox {
    private final Path folder;
    private final Random dice;
    private int delivered;

    ProofInbox(Path folder, Random dice) {
        this.folder = folder;
        this.dice = dice;
    }

    void deliver(List<UsageFile> files) {
        List<UsageFile> order = new ArrayList<>(files);
        Collections.shuffle(order, dice);
        try {
            for (UsageFile file : order) {
                Path format = Files.createDirectories(folder.resolve(file.format()));
                Files.write(format.resolve(file.name(++delivered)), file.bytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes feeds into a new folder. */
    static Path write(Path folder, Map<String, String> feeds) {
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> feed : feeds.entrySet()) {
                Files.writeString(folder.resolve(feed.getKey()), feed.getValue());
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
