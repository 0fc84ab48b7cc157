package io.turnpike.mediation.files;

import io.turnpike.jobs.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder that sources deliver to, with a sub-folder a format. A file that is still being written is left alone: its name begins
 * with a dot or ends in .tmp, .part or .filepart until the source renames it.
 */
public record Inbox(Path folder) {
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
     * The files of one partition, by their names: by places in the list a file would belong to nobody when another partition puts
     * one away before this one lists the inbox.
     *
     * @param partition from 0
     */
    public static List<Delivery> share(List<Delivery> all, int partition, int partitions) {
        return all.stream()
                .filter(delivery -> Math.floorMod(
                                String.valueOf(delivery.path().getFileName()).hashCode(), partitions)
                        == partition)
                .toList();
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

    /** Puts a file that was taken in beside the inbox, under {@code taken/FORMAT}; a file elsewhere stays where it is. */
    public void archive(Delivery delivery) {
        if (!delivery.path().startsWith(folder)) {
            return;
        }
        try {
            Path target = Files.createDirectories(folder.resolveSibling("taken").resolve(delivery.format()));
            Files.move(
                    delivery.path(), free(target, String.valueOf(delivery.path().getFileName())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put " + delivery.path() + " away", e);
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

    private static boolean isFinished(String name) {
        return !name.startsWith(".") && UNFINISHED.stream().noneMatch(name::endsWith);
    }
}
