package io.turnpike.documents.page;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A laid-out document: everything that will be drawn, page by page. The same page XML gives the same display list.
 *
 * @param title the document's title, shown by readers
 * @param language of the text, such as {@code ru}
 */
public record DisplayList(String title, String language, List<Page> pages) {
    /** One sheet; lengths in hundredths of a point. */
    public record Page(int width, int height, List<DrawOp> ops) {}

    /** One operation a line, for golden files: points from the left and the top, then what is drawn. */
    public String dump() {
        StringBuilder out = new StringBuilder();
        for (int number = 0; number < pages.size(); number++) {
            Page page = pages.get(number);
            out.append("page ").append(number + 1).append(' ');
            points(out, page.width(), page.height());
            out.append('\n');
            for (DrawOp op : page.ops()) {
                dump(out, op);
                out.append('\n');
            }
        }
        return out.toString();
    }

    /** The text of all pages, each piece on its line, in the order of drawing. */
    public String text() {
        StringBuilder out = new StringBuilder();
        for (Page page : pages) {
            for (DrawOp op : page.ops()) {
                if (op instanceof DrawOp.Text text) {
                    out.append(text.text()).append('\n');
                }
            }
        }
        return out.toString();
    }

    /** The names of the fonts used. */
    public Set<Typeface> typefaces() {
        Set<Typeface> typefaces = new TreeSet<>();
        pages.forEach(page -> page.ops().forEach(op -> {
            if (op instanceof DrawOp.Text text) {
                typefaces.add(text.typeface());
            }
        }));
        return typefaces;
    }

    /** The characters that are drawn, by the font they are drawn in. */
    Map<Typeface, BitSet> characters() {
        Map<Typeface, BitSet> characters = new EnumMap<>(Typeface.class);
        for (Page page : pages) {
            for (DrawOp op : page.ops()) {
                if (op instanceof DrawOp.Text text) {
                    BitSet used = characters.computeIfAbsent(text.typeface(), typeface -> new BitSet());
                    for (int i = 0; i < text.text().length(); i++) {
                        used.set(text.text().charAt(i));
                    }
                }
            }
        }
        return characters;
    }

    private static void dump(StringBuilder out, DrawOp op) {
        if (op instanceof DrawOp.Text text) {
            out.append("text ");
            points(out, text.x(), text.y());
            out.append(' ')
                    .append(text.typeface().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            out.append(' ');
            points(out, text.size());
            colour(out, text.colour());
            out.append(" |").append(text.text()).append('|');
        } else if (op instanceof DrawOp.Fill fill) {
            out.append("fill ");
            points(out, fill.x(), fill.y(), fill.width(), fill.height());
            colour(out, fill.colour());
        } else if (op instanceof DrawOp.Line line) {
            out.append(line.dashed() ? "dashes " : "line ");
            points(out, line.x1(), line.y1(), line.x2(), line.y2(), line.thickness());
            colour(out, line.colour());
        } else if (op instanceof DrawOp.Image image) {
            out.append("image ");
            points(out, image.x(), image.y(), image.width(), image.height());
            out.append(' ').append(image.picture().name());
        } else if (op instanceof DrawOp.Barcode barcode) {
            out.append("barcode ");
            points(out, barcode.x(), barcode.y(), barcode.width(), barcode.height());
            out.append(' ').append(barcode.symbols().describe());
        }
    }

    private static void colour(StringBuilder out, int colour) {
        out.append(String.format(" #%06x", colour));
    }

    private static void points(StringBuilder out, int... lengths) {
        for (int i = 0; i < lengths.length; i++) {
            Length.appendPoints(i == 0 ? out : out.append(' '), lengths[i]);
        }
    }
}
