package io.turnpike.mediation.calls;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the readers of a definitions folder and reads those of call records. */
public final class Readers {
    /** What a {@code format.yaml} may be about. */
    private static final Map<String, String> KINDS = Map.of("calls", "calls", "flows", "flows", "payments", "payments");

    private Readers() {}

    /** The call formats under a {@code readers} folder by name; what is wrong becomes problems, the others are still there. */
    public static Map<String, CallFormat> load(Path readersFolder, Problems problems) throws IOException {
        Map<String, CallFormat> formats = new TreeMap<>();
        for (ReaderFile reader : files(readersFolder, problems)) {
            if (reader.kind().equals("calls")) {
                CallFormatReader.read(reader.name(), reader.file(), new Fields(reader.block(), problems))
                        .ifPresent(format -> formats.put(reader.name(), format));
            }
        }
        return formats;
    }

    /** Every reader of the folder, of whatever kind, in the order of names. */
    public static List<ReaderFile> files(Path readersFolder, Problems problems) throws IOException {
        List<Path> folders;
        try (Stream<Path> entries = Files.list(readersFolder)) {
            folders = entries.filter(Files::isDirectory).sorted().toList();
        }
        Path home = readersFolder.toAbsolutePath().normalize().getParent();
        List<ReaderFile> readers = new ArrayList<>();
        for (Path folder : folders) {
            Path path = folder.resolve("format.yaml").toAbsolutePath().normalize();
            SourceFile file;
            if (!Files.isRegularFile(path)) {
                file = new SourceFile("readers/" + folder.getFileName(), folder, "");
                problems.add(Place.whole(file), "the folder has no format.yaml", "add one, see readers/README.md");
                continue;
            }
            file = SourceFile.read(home == null ? readersFolder : home, path);
            Yaml.read(file, problems).ifPresent(block -> {
                Fields fields = new Fields(block, problems);
                fields.required("kind");
                fields.oneOf("kind", KINDS)
                        .ifPresent(kind -> readers.add(
                                new ReaderFile(String.valueOf(folder.getFileName()), folder, file, kind, block)));
            });
        }
        return readers;
    }

    /** One call format from a text, for tests and trials. */
    public static Map<String, CallFormat> read(String name, SourceFile file, Problems problems) {
        Map<String, CallFormat> formats = new TreeMap<>();
        Yaml.read(file, problems)
                .flatMap(block -> CallFormatReader.read(name, file, new Fields(block, problems)))
                .ifPresent(format -> formats.put(name, format));
        return formats;
    }
}
