package io.turnpike.mediation.files;

import io.turnpike.jobs.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A folder that sources deliver to, with a sub-folder a format. A file that is still being written is left alone: its name begins
 * with a dot or ends in .tmp, .part or .filepart until the source renames it.
 */
public record Inbox(Path folder) {
    /** Files of one source begin alike, with a banner and a header; this far into them they differ. */
    private static final int FIRST_BYTES = 4096;

    private static final List<String> UNFINISHED = List.of(".tmp", ".part", ".filepart", ".writing");

    /** One file with the format it was delivered as. */
    public record Delivery(String format, Path path) {}

    /** Whether the inbox, or the one file and its format, that a run is given can be read; otherwise it would find nothing. */
    public static void check(Parameters given) {
        given.text("inbox")
                .map(Path::of)
                .filter(inbox -> !Files.isDirectory(inbox))
                .ifPresent(inbox -> {
                    throw new Parameters.BadParameter("--inbox: there is no folder " + inbox);
                });
        given.text("file").map(Path::of).ifPresent(file -> {
            if (!Files.isReadable(file)) {
                throw new Parameters.BadParameter("--file: cannot read " + file);
            }
            if (Files.isDirectory(file)) {
                throw new Parameters.BadParameter("--file: " + file + " is a folder: name one file in it");
            }
            if (given.text("format").isEmpty()) {
                throw new Parameters.BadParameter("--format is missing: name the reader of the file");
            }
        });
    }

    /** What is there for these formats, by format and name; the order a run takes them in. */
    public List<Delivery> deliveries(Collection<String> formats) {
        List<Delivery> deliveries = new ArrayList<>();
        for (String format : formats.stream().sorted().toList()) {
            Path source = folder.resolve(format);
            if (Files.isDirectory(source)) {
                try (Stream<Path> files = Files.list(source)) {
                    files.filter(Files::isRegularFile)
                            .filter(file -> isFinished(String.valueOf(file.getFileName())))
                            .sorted()
                            .forEach(file -> deliveries.add(new Delivery(format, file)));
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot list " + source, e);
                }
            }
        }
        return deliveries;
    }

    /**
     * The files that a partition takes: by their size and first bytes, so that a file and its copy under another name are taken by one
     * partition, one after the other. A file that another partition has put away meanwhile is nobody's any more.
     */
    public static List<Delivery> share(List<Delivery> all, int partition, int partitions) {
        return partitions == 1
                ? all
                : all.stream()
                        .filter(delivery -> beginning(delivery.path())
                                .filter(hash -> Math.floorMod(hash, partitions) == partition)
                                .isPresent())
                        .toList();
    }

    private static Optional<Long> beginning(Path file) {
        CRC32 hash = new CRC32();
        try (InputStream in = Files.newInputStream(file)) {
            hash.update(Long.toString(Files.size(file)).getBytes(StandardCharsets.US_ASCII));
            hash.update(in.readNBytes(FIRST_BYTES));
            return Optional.of(hash.getValue());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Folders that are no format's, with the number of files in each; folders without files are none. */
    public Map<String, Long> strangers(Set<String> formats) {
        Map<String, Long> strangers = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                List<String> names = entries.filter(Files::isDirectory)
                        .map(entry -> String.valueOf(entry.getFileName()))
                        .filter(name -> !formats.contains(name) && !name.startsWith("."))
                        .toList();
                for (String name : names) {
                    long files = deliveries(Set.of(name)).size();
                    if (files > 0) {
                        strangers.put(name, files);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot list " + folder, e);
            }
        }
        return strangers;
    }

    /**
     * Puts a file that was taken in beside the inbox, under {@code taken/FORMAT}. A file elsewhere stays where it is, and a copy
     * of it is kept there: a switch may go on writing to its own.
     */
    public void archive(Delivery delivery) {
        if (isIn(delivery.path())) {
            move(delivery.path(), target("taken", delivery));
        } else if (!isKept(delivery)) {
            copy(delivery.path(), target("taken", delivery));
        }
    }

    private boolean isKept(Delivery delivery) {
        Path kept = folder.resolveSibling("taken").resolve(delivery.format());
        String name = String.valueOf(delivery.path().getFileName());
        if (!Files.isDirectory(kept)) {
            return false;
        }
        try (Stream<Path> files = Files.list(kept)) {
            for (Path file : files.toList()) {
                // a second file of the same name was put away as NAME.2
                if (String.valueOf(file.getFileName()).startsWith(name) && Files.mismatch(file, delivery.path()) < 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for " + name + " in " + kept, e);
        }
    }

    /** A copy of which only the beginning was written bears another name. */
    private static void copy(Path file, Path target) {
        try {
            Path part = target.resolveSibling("." + target.getFileName() + ".part");
            Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + file + " to " + target, e);
        }
    }

    /** Puts a file that was refused under {@code refused/FORMAT}, with the reason beside it; a file elsewhere stays where it is. */
    public void refuse(Delivery delivery, String reason) {
        if (!isIn(delivery.path())) {
            return;
        }
        Path target = target("refused", delivery);
        Path beside = target.resolveSibling(target.getFileName() + ".reason.txt");
        try {
            Files.writeString(beside, reason + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + beside, e);
        }
        move(delivery.path(), target);
    }

    /** Puts a file that came to this machine by another way where deliveries of a format are looked for. */
    public void deliver(String format, Path file) {
        try {
            Path source = Files.createDirectories(folder.resolve(format));
            move(file, free(source, String.valueOf(file.getFileName())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put " + file + " into the inbox", e);
        }
    }

    private boolean isIn(Path path) {
        return path.toAbsolutePath()
                .normalize()
                .startsWith(folder.toAbsolutePath().normalize());
    }

    private Path target(String beside, Delivery delivery) {
        try {
            Path target = Files.createDirectories(folder.resolveSibling(beside).resolve(delivery.format()));
            return free(target, String.valueOf(delivery.path().getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put " + delivery.path() + " away", e);
        }
    }

    private static void move(Path file, Path target) {
        try {
            Files.move(file, target);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot move " + file + " to " + target, e);
        }
    }

    /** The name, or the name with a number where a file of that name was taken in before: it is kept too. */
    private static Path free(Path folder, String name) {
        Path target = folder.resolve(name);
        for (int number = 2; Files.exists(target); number++) {
            target = folder.resolve(name + "." + number);
        }
        return target;
    }

    /** Whether a file of this name is written to its end, as far as its name says. */
    public static boolean isFinished(String name) {
        return !name.startsWith(".") && UNFINISHED.stream().noneMatch(name::endsWith);
    }
}
