package io.turnpike.definitions;

import io.turnpike.digests.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One definition file as it was read: its bytes are what its SHA-256 stands for.
 *
 * @param name relative to the definitions' folder, with forward slashes: what errors show
 * @param path where it was read from
 */
public record SourceFile(String name, Path path, String text) {
    /** Reads a file as UTF-8; a byte order mark is dropped from the text. */
    public static SourceFile read(Path root, Path path) throws IOException {
        String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        return new SourceFile(
                root.relativize(path).toString().replace('\\', '/'),
                path,
                text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    public List<String> lines() {
        return text.lines().toList();
    }

    /** Lower-case hexadecimal SHA-256 of the text in UTF-8. */
    public String sha256() {
        return Sha256.hex(text);
    }
}
