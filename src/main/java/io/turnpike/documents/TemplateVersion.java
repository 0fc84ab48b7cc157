package io.turnpike.documents;

import io.turnpike.definitions.SourceFile;
import io.turnpike.digests.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One figure that changes whenever any file a template uses changes. */
final class TemplateVersion {
    private TemplateVersion() {}

    static boolean isPicture(String file) {
        String lower = file.toLowerCase(Locale.ROOT);
        return lower.endsWith(".png") || lower.endsWith(".jpg") || lower.endsWith(".gif") || lower.endsWith(".bmp");
    }

    /** SHA-256 over the names and digests of the files, sorted by name. */
    static String of(TemplateFiles folders, TemplateSources sources) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (SourceFile file : sources.files().values()) {
            digests.put(file.name(), file.sha256());
        }
        for (SourceFile file : folders.texts()) {
            digests.put(file.name(), file.sha256());
        }
        for (Path picture : folders.all(TemplateVersion::isPicture)) {
            String name = folders.root().relativize(picture).toString().replace('\\', '/');
            digests.put(name, Sha256.hex(Files.readAllBytes(picture)));
        }
        MessageDigest all = Sha256.begin();
        digests.forEach((name, digest) ->
                all.update((name + " " + digest + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(all.digest());
    }
}
