package io.turnpike.documents.page;

import java.util.ArrayList;
import java.util.List;

/**
 * Breaks text into lines. Breaks at blanks and after hyphens; a word that is wider than the line is broken where it must be. No
 * breaking at no-break spaces, and none at all where the text must stay on one line: there it is set smaller.
 */
final class TextSetter {
    /** Smaller text is no longer readable on paper. */
    private static final int SMALLEST = 4 * Length.POINT;

    private static final char FIRST_RIGHT_TO_LEFT = '\u0590';
    private static final char LAST_RIGHT_TO_LEFT = '\u08FF';

    private final Fonts fonts;

    TextSetter(Fonts fonts) {
        this.fonts = fonts;
    }

    /** @throws UnusablePage when a font lacks a character, or one line does not fit even at the smallest size */
    Piece.Lines set(Node.Text text, int width) {
        Characters characters = characters(text);
        Style style = text.style();
        if (!text.wrap()) {
            style = style.withSize(fitting(characters, text, width));
        }
        List<TextLine> lines = new ArrayList<>();
        int start = 0;
        while (start < characters.count()) {
            int end = characters.lineEnd(start, text.wrap() ? style.size() : 0, width);
            lines.add(characters.line(start, end, style, width));
            start = characters.nextStart(end);
        }
        Font font = fonts.get(style.typeface());
        int ascent = scaled(font.ascent(), style.size(), font);
        int descent = scaled(font.descent(), style.size(), font);
        return new Piece.Lines(lines, style, (style.lineHeight() - ascent - descent) / 2 + ascent);
    }

    private static int fitting(Characters characters, Node.Text text, int width) {
        int size = text.style().size();
        int widest = characters.widestLine(size);
        if (widest <= width) {
            return size;
        }
        int fitting = (int) ((long) size * width / widest);
        if (fitting < SMALLEST) {
            throw new UnusablePage(
                    text.at(),
                    "'" + characters.text + "' does not fit on one line, not even in the smallest print",
                    "make the column wider, or write wrap=\"yes\"");
        }
        return fitting;
    }

    private static int scaled(int fontUnits, int size, Font font) {
        return (int) ((long) fontUnits * size / font.unitsPerEm());
    }

    private Characters characters(Node.Text text) {
        int count = 0;
        for (Node.Run run : text.runs()) {
            count += run.text().length();
        }
        StringBuilder all = new StringBuilder(count);
        Typeface[] typefaces = new Typeface[count];
        int[] advances = new int[count];
        int unitsPerEm = 1;
        for (Node.Run run : text.runs()) {
            Font font = fonts.get(run.typeface());
            unitsPerEm = font.unitsPerEm();
            for (int i = 0; i < run.text().length(); i++) {
                char character = run.text().charAt(i);
                int at = all.length();
                typefaces[at] = run.typeface();
                if (character != '\n') {
                    int glyph = font.glyph(character);
                    if (glyph == 0 || isUnsupported(character)) {
                        throw lacking(text, run, i);
                    }
                    advances[at] = font.advance(glyph);
                }
                all.append(character);
            }
        }
        return new Characters(all.toString(), typefaces, advances, unitsPerEm);
    }

    /** Whether a font cannot print a character. */
    static boolean lacks(Font font, char character) {
        return font.glyph(character) == 0 || isUnsupported(character);
    }

    private static boolean isUnsupported(char character) {
        return (character >= FIRST_RIGHT_TO_LEFT && character <= LAST_RIGHT_TO_LEFT)
                || character == PageNumber.THIS_PAGE
                || character == PageNumber.PAGE_COUNT;
    }

    private static UnusablePage lacking(Node.Text text, Node.Run run, int index) {
        int character = run.text().codePointAt(index);
        if (character == PageNumber.THIS_PAGE || character == PageNumber.PAGE_COUNT) {
            return new UnusablePage(
                    text.at(), "a page number stands in the text of the page", "use it in <header> or <footer> only");
        }
        return new UnusablePage(
                text.at(),
                String.format(
                        "font %s has no character '%s' (U+%04X) in '%s'",
                        run.typeface().family(), Character.toString(character), character, run.text()),
                "replace the character; Latin, Greek, Cyrillic and common signs can be printed");
    }

    /** Text with the width of each character. */
    private static final class Characters {
        private final String text;
        private final Typeface[] typefaces;
        private final int[] advances;
        private final int unitsPerEm;

        Characters(String text, Typeface[] typefaces, int[] advances, int unitsPerEm) {
            this.text = text;
            this.typefaces = typefaces;
            this.advances = advances;
            this.unitsPerEm = unitsPerEm;
        }

        int count() {
            return text.length();
        }

        /** Where the line that starts there ends (exclusive); with a size of 0 only written line ends count. */
        int lineEnd(int start, int size, int width) {
            long room = (long) width * unitsPerEm;
            long used = 0;
            int breakAt = -1;
            for (int i = start; i < text.length(); i++) {
                char character = text.charAt(i);
                if (character == '\n') {
                    return i;
                }
                used += (long) advances[i] * size;
                if (character == ' ') {
                    breakAt = i;
                } else if (used > room && i > start) {
                    return breakAt > start ? breakAt : i;
                }
                if (isHyphen(character) && i > start && Character.isLetter(text.charAt(i - 1))) {
                    breakAt = i + 1;
                }
            }
            return text.length();
        }

        private static boolean isHyphen(char character) {
            return character == '-' || character == '\u2010' || character == '/';
        }

        /** The first character of the next line: a blank or a line end at the break is swallowed. */
        int nextStart(int end) {
            boolean swallowed = end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\n');
            return swallowed ? end + 1 : end;
        }

        TextLine line(int start, int end, Style style, int width) {
            List<TextLine.Part> parts = new ArrayList<>(1);
            long used = 0;
            int from = start;
            while (from < end) {
                int to = from;
                long partWidth = 0;
                while (to < end && typefaces[to] == typefaces[from]) {
                    partWidth += advances[to++];
                }
                parts.add(new TextLine.Part(
                        (int) (used * style.size() / unitsPerEm), typefaces[from], text.substring(from, to)));
                used += partWidth;
                from = to;
            }
            int lineWidth = (int) (used * style.size() / unitsPerEm);
            return new TextLine(style.align().start(width, lineWidth), parts);
        }

        /** Rounded up, so that what fits by this figure fits. */
        int widestLine(int size) {
            long widest = 0;
            int start = 0;
            while (start < count()) {
                int end = lineEnd(start, 0, 0);
                long used = 0;
                for (int i = start; i < end; i++) {
                    used += advances[i];
                }
                widest = Math.max(widest, used);
                start = nextStart(end);
            }
            return (int) ((widest * size + unitsPerEm - 1) / unitsPerEm);
        }
    }
}
