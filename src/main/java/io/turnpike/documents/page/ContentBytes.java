package io.turnpike.documents.page;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Writes one page's operations as a PDF content stream (ISO 32000-1, Annex A). A plain byte array, because this and compression
 * are most of the work of a short document (benchmark {@code DocumentsBenchmark}).
 */
final class ContentBytes {
    /** What this page's file already holds. */
    record Resources(Function<Typeface, FontSubset> fonts, ToIntFunction<Picture> images) {}

    private static final SampledDeflate PACKING = SampledDeflate.of(UsualPage.content());

    private final Resources resources;
    private byte[] bytes = new byte[8192];
    private int size;
    private int pageHeight;
    private int fillColour;
    private int strokeColour;
    private int thickness;
    private boolean dashed;

    ContentBytes(Resources resources) {
        this.resources = resources;
    }

    /** The compressed content of a page. */
    byte[] compressed(DisplayList.Page page) {
        size = 0;
        pageHeight = page.height();
        fillColour = 0;
        strokeColour = 0;
        thickness = -1;
        dashed = false;
        ascii("2 J\n"); // square ends, so that corners of frames are closed
        for (DrawOp op : page.ops()) {
            if (op instanceof DrawOp.Fill fill) {
                fill(fill);
            } else if (op instanceof DrawOp.Line line) {
                line(line);
            } else if (op instanceof DrawOp.Image image) {
                image(image);
            } else if (op instanceof DrawOp.Barcode barcode) {
                barcode(barcode);
            }
        }
        texts(page);
        return PACKING.bytes(bytes, size);
    }

    private void fill(DrawOp.Fill fill) {
        fillColour(fill.colour());
        points(fill.x());
        points(pageHeight - fill.y() - fill.height());
        points(fill.width());
        points(fill.height());
        ascii("re f\n");
    }

    private void line(DrawOp.Line line) {
        if (line.colour() != strokeColour) {
            strokeColour = line.colour();
            colour(strokeColour);
            ascii("RG\n");
        }
        if (line.thickness() != thickness) {
            thickness = line.thickness();
            points(thickness);
            ascii("w\n");
        }
        if (line.dashed() != dashed) {
            dashed = line.dashed();
            ascii(dashed ? "[3 3] 0 d\n" : "[] 0 d\n");
        }
        points(line.x1());
        points(pageHeight - line.y1());
        ascii("m ");
        points(line.x2());
        points(pageHeight - line.y2());
        ascii("l S\n");
    }

    private void image(DrawOp.Image image) {
        ascii("q ");
        points(image.width());
        ascii("0 0 ");
        points(image.height());
        points(image.x());
        points(pageHeight - image.y() - image.height());
        ascii("cm /I");
        number(resources.images().applyAsInt(image.picture()));
        ascii(" Do Q\n");
    }

    /** A one-bit inline image: a code of 61 x 61 modules is 500 bytes, and any reader draws it sharp. */
    private void barcode(DrawOp.Barcode barcode) {
        Symbols symbols = barcode.symbols();
        fillColour(0x000000);
        ascii("q ");
        points(barcode.width());
        ascii("0 0 ");
        points(barcode.height());
        points(barcode.x());
        points(pageHeight - barcode.y() - barcode.height());
        ascii("cm BI /IM true /BPC 1 /D [1 0] /F /AHx /W ");
        number(symbols.columns());
        ascii(" /H ");
        number(symbols.rows());
        ascii(" ID ");
        for (int row = 0; row < symbols.rows(); row++) {
            for (int column = 0; column < symbols.columns(); column += 8) {
                int eight = 0;
                for (int bit = 0; bit < 8 && column + bit < symbols.columns(); bit++) {
                    eight |= symbols.isBlack(column + bit, row) ? 0x80 >> bit : 0;
                }
                hexadecimal(eight);
            }
        }
        ascii("> EI Q\n");
    }

    private void texts(DisplayList.Page page) {
        boolean open = false;
        Typeface typeface = null;
        int textSize = 0;
        int x = 0;
        int y = 0;
        FontSubset subset = null;
        for (DrawOp op : page.ops()) {
            if (!(op instanceof DrawOp.Text text)) {
                continue;
            }
            if (!open) {
                ascii("BT\n");
                open = true;
            }
            if (subset == null || text.typeface() != typeface || text.size() != textSize) {
                typeface = text.typeface();
                textSize = text.size();
                subset = resources.fonts().apply(typeface);
                ascii("/F" + typeface.letter() + " ");
                points(textSize);
                ascii("Tf\n");
            }
            fillColour(text.colour());
            int baseline = pageHeight - text.y();
            points(text.x() - x);
            points(baseline - y);
            ascii("Td ");
            x = text.x();
            y = baseline;
            show(text.text(), subset);
        }
        if (open) {
            ascii("ET\n");
        }
    }

    private void show(String text, FontSubset subset) {
        put('(');
        for (int i = 0; i < text.length(); i++) {
            int glyph = subset.number(text.charAt(i));
            literal(glyph >> 8);
            literal(glyph & 0xff);
        }
        ascii(") Tj\n");
    }

    /** A byte of a literal string; four values have a meaning there. */
    private void literal(int value) {
        if (value == '(' || value == ')' || value == '\\') {
            put('\\');
            put(value);
        } else if (value == '\r') {
            ascii("\\r");
        } else {
            put(value);
        }
    }

    private void fillColour(int colour) {
        if (colour != fillColour) {
            fillColour = colour;
            colour(colour);
            ascii("rg\n");
        }
    }

    private void colour(int colour) {
        for (int shift = 16; shift >= 0; shift -= 8) {
            int thousandths = ((colour >> shift & 0xff) * 1000 + 127) / 255;
            number(thousandths / 1000);
            put('.');
            put('0' + thousandths / 100 % 10);
            put('0' + thousandths / 10 % 10);
            put('0' + thousandths % 10);
            put(' ');
        }
    }

    private void hexadecimal(int value) {
        put(Character.forDigit(value >> 4, 16));
        put(Character.forDigit(value & 0xf, 16));
    }

    /** A length in points, and a blank. */
    private void points(int hundredths) {
        int rest = hundredths;
        if (rest < 0) {
            put('-');
            rest = -rest;
        }
        number(rest / Length.POINT);
        int decimals = rest % Length.POINT;
        if (decimals != 0) {
            put('.');
            put('0' + decimals / 10);
            if (decimals % 10 != 0) {
                put('0' + decimals % 10);
            }
        }
        put(' ');
    }

    private void number(int value) {
        if (value >= 10) {
            number(value / 10);
        }
        put('0' + value % 10);
    }

    private void ascii(String text) {
        byte[] more = text.getBytes(StandardCharsets.US_ASCII);
        reserve(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    private void put(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length + more);
        }
    }
}
