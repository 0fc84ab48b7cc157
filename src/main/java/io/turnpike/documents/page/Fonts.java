package io.turnpike.documents.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The fonts of the program, each parsed once, when it is first used, and shared by all documents and threads: parsing costs more
 * than a page does.
 */
public final class Fonts {
    private static final String FOLDER = "/net/sf/jasperreports/fonts/dejavu/";

    private final Map<Typeface, Font> parsed = new ConcurrentHashMap<>();

    Font get(Typeface typeface) {
        return parsed.computeIfAbsent(typeface, Fonts::parse);
    }

    private static Font parse(Typeface typeface) {
        try (InputStream in = Fonts.class.getResourceAsStream(FOLDER + typeface.file())) {
            if (in == null) {
                throw new IllegalStateException("font " + typeface.file() + " is not on the class path");
            }
            return Font.parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("font " + typeface.file() + " cannot be read", e);
        }
    }
}
