package io.turnpike.documents.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;

/** Page XML to display lists to PDF. Safe for any number of threads. */
public final class Paper {
    private final Fonts fonts = new Fonts();

    /**
     * Lays out page XML.
     *
     * @param pictures finds a picture by the name that {@code <image file="…"/>} has
     * @throws UnusablePage when the XML is no page, or something on it does not fit or has no glyph
     */
    public DisplayList layOut(String pageXml, Function<String, Optional<Picture>> pictures) {
        PageXml.Parsed parsed = PageXml.read(pageXml);
        Layout layout = new Layout(fonts, pictures);
        return new DisplayList(parsed.title(), parsed.language(), Pagination.pages(layout, parsed.sections()));
    }

    /** The first character of a text that the font of running text cannot print, normal or bold; tabs and line ends are blanks. */
    public Optional<String> unprintable(String text) {
        return text.codePoints()
                .filter(character -> character >= ' ')
                .mapToObj(Character::toString)
                .filter(character -> TextSetter.lacks(fonts.get(Typeface.SANS), character.charAt(0))
                        || TextSetter.lacks(fonts.get(Typeface.SANS_BOLD), character.charAt(0)))
                .findFirst();
    }

    /** One document as one PDF file. */
    public byte[] pdf(DisplayList list) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PdfFile file = PdfFile.inMemory(fonts)) {
            file.describe(list.title(), list.language());
            file.add(list);
            file.save(out);
        } catch (IOException e) {
            throw new UncheckedIOException("a PDF cannot be written to memory", e);
        }
        return out.toByteArray();
    }

    /** A file for many documents; the caller adds, saves and closes. */
    public PdfFile largeFile() {
        return PdfFile.large(fonts);
    }
}
