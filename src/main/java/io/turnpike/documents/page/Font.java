package io.turnpike.documents.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.HeaderTable;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * One TrueType font, taken apart into arrays: character to glyph, widths and outlines. Immutable.
 *
 * <p>Outlines are kept without their hinting programs: these only serve low-resolution screens, and without them a subset is
 * half as large (benchmark {@code DocumentsBenchmark}).
 */
final class Font {
    private static final int BASIC_PLANE = 0x10000;

    /** The em square and other figures that go into a subset's tables as they are. */
    private final byte[] head;

    private final byte[] horizontalHeader;
    private final byte[] maximumProfile;
    private final char[] glyphs;
    private final int[] advances;
    private final int[] leftBearings;
    private final byte[][] outlines;
    private final SampledDeflate packing;
    private final int unitsPerEm;
    private final int ascent;
    private final int descent;
    private final int[] boundingBox;

    private Font(TrueTypeFont parsed) throws IOException {
        HeaderTable header = parsed.getHeader();
        head = parsed.getTableBytes(header);
        horizontalHeader = parsed.getTableBytes(parsed.getHorizontalHeader());
        maximumProfile = parsed.getTableBytes(parsed.getMaximumProfile());
        unitsPerEm = parsed.getUnitsPerEm();
        ascent = parsed.getHorizontalHeader().getAscender();
        descent = -parsed.getHorizontalHeader().getDescender();
        boundingBox = new int[] {header.getXMin(), header.getYMin(), header.getXMax(), header.getYMax()};
        int count = parsed.getNumberOfGlyphs();
        outlines = outlines(parsed, count);
        advances = new int[count];
        leftBearings = new int[count];
        for (int glyph = 0; glyph < count; glyph++) {
            advances[glyph] = parsed.getHorizontalMetrics().getAdvanceWidth(glyph);
            leftBearings[glyph] = parsed.getHorizontalMetrics().getLeftSideBearing(glyph);
        }
        glyphs = new char[BASIC_PLANE];
        CmapLookup lookup = parsed.getUnicodeCmapLookup();
        for (int character = ' '; character < BASIC_PLANE; character++) {
            glyphs[character] = (char) lookup.getGlyphId(character);
        }
        packing = SampledDeflate.of(letters());
    }

    static Font parse(byte[] file) throws IOException {
        try (TrueTypeFont parsed = new TTFParser().parse(new RandomAccessReadBuffer(file))) {
            return new Font(parsed);
        }
    }

    private static byte[][] outlines(TrueTypeFont parsed, int count) throws IOException {
        byte[] glyf = parsed.getTableBytes(parsed.getGlyph());
        long[] offsets = parsed.getIndexToLocation().getOffsets();
        byte[][] outlines = new byte[count][];
        for (int glyph = 0; glyph < count; glyph++) {
            outlines[glyph] =
                    Outline.withoutHints(Arrays.copyOfRange(glyf, (int) offsets[glyph], (int) offsets[glyph + 1]));
        }
        return outlines;
    }

    /** The outlines of Latin and Cyrillic letters, digits and signs. */
    private byte[] letters() {
        ByteArrayOutputStream letters = new ByteArrayOutputStream();
        IntStream.concat(IntStream.range(' ', 0x180), IntStream.range(0x400, 0x460))
                .forEach(character -> letters.writeBytes(outlines[glyphs[character]]));
        return letters.toByteArray();
    }

    /** Compresses a file of this font's outlines, whichever of them. */
    byte[] packed(byte[] file) {
        return packing.bytes(file);
    }

    /** The glyph of a character of the Basic Multilingual Plane; 0 when the font has none. */
    int glyph(char character) {
        return glyphs[character];
    }

    int glyphCount() {
        return outlines.length;
    }

    /** Width in font units, {@link #unitsPerEm} of which are the font size. */
    int advance(int glyph) {
        return advances[glyph];
    }

    int leftBearing(int glyph) {
        return leftBearings[glyph];
    }

    /** The glyph's outline; not to be changed. */
    byte[] outline(int glyph) {
        return outlines[glyph];
    }

    int unitsPerEm() {
        return unitsPerEm;
    }

    /** Height above the baseline, in font units. */
    int ascent() {
        return ascent;
    }

    /** Depth below the baseline, in font units, positive. */
    int descent() {
        return descent;
    }

    /** A figure in font units as PDF wants it: thousandths of the font size. */
    int thousandths(int fontUnits) {
        return Math.round(fontUnits * 1000f / unitsPerEm);
    }

    /** Left, bottom, right and top of the largest glyph, in font units. */
    int boundingBox(int side) {
        return boundingBox[side];
    }

    byte[] head() {
        return head.clone();
    }

    byte[] horizontalHeader() {
        return horizontalHeader.clone();
    }

    byte[] maximumProfile() {
        return maximumProfile.clone();
    }
}
