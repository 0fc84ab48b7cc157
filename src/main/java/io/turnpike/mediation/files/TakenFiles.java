package io.turnpike.mediation.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The files that were taken in, and single lines of them as long as they are kept. */
@Component
public class TakenFiles {
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final InputFileMapper files;
    private final Path data;

    TakenFiles(InputFileMapper files, Environment environment) {
        this.files = files;
        this.data = Path.of(environment.getProperty("turnpike.data", "data"));
    }

    /** A file as it was delivered; empty when there is none with this number. */
    public Optional<InputFile> file(int fileId) {
        return files.byId(fileId);
    }

    /** The files that were delivered under a name, the latest first. */
    public List<InputFile> named(String name) {
        return files.named(name);
    }

    /** Where the file still lies, of the folders {@code taken} and {@code inbox}; known by what is in it. */
    public Optional<Path> kept(InputFile file) {
        return places(file).stream()
                .filter(path -> InputFiles.sha256(path).equals(file.sha256()))
                .findFirst();
    }

    /**
     * A line as it stands in the file, of the folders {@code taken} and {@code inbox}; empty where the file is not there any more, or is
     * another one of the same name.
     *
     * @param line from 1, of the uncompressed text
     */
    public Optional<String> line(InputFile file, long line) {
        return kept(file).flatMap(path -> lineOf(path, line));
    }

    private List<Path> places(InputFile file) {
        List<Path> places = new ArrayList<>();
        for (String folder : List.of("taken", "inbox")) {
            Path source = data.resolve(folder).resolve(file.format());
            if (Files.isDirectory(source)) {
                try (Stream<Path> found = Files.list(source)) {
                    // a second file of the same name was put away as NAME.2
                    found.filter(path -> String.valueOf(path.getFileName()).startsWith(file.name()))
                            .sorted()
                            .forEach(places::add);
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot list " + source, e);
                }
            }
        }
        return places;
    }

    private static Optional<String> lineOf(Path path, long line) {
        try (InputStream in = unpacked(Files.newInputStream(path));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
            String found = null;
            for (long at = 0; at < line; at++) {
                found = reader.readLine();
                if (found == null) {
                    return Optional.empty();
                }
            }
            // the character set is the reader's affair: what is UTF-8 is shown as such, anything else by its bytes
            return Optional.ofNullable(found)
                    .map(text -> new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private static InputStream unpacked(InputStream file) throws IOException {
        PushbackInputStream in = new PushbackInputStream(file, 2);
        byte[] first = in.readNBytes(2);
        in.unread(first);
        boolean gzip = first.length == 2 && (first[0] & 0xff) == GZIP_FIRST && (first[1] & 0xff) == GZIP_SECOND;
        return gzip ? new GZIPInputStream(in) : in;
    }
}
