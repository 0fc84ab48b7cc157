package io.turnpike.documents.page;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The glyphs of one font that one file uses, numbered a document at a time, and the TrueType file that holds only them.
 * Text can be written with the new numbers at once, before the last page is known: so a print run of many documents is written
 * in one pass. Belongs to one thread.
 */
final class FontSubset {
    /** Glyph 0 is ".notdef"; PDF wants it in every font. */
    private static final int NOT_DEFINED = 0;

    private static final int TABLES = 6;
    private static final int DIRECTORY = 12 + 16 * TABLES;
    private static final int INDEX_FORMAT_AT = 50;
    private static final int GLYPH_COUNT_AT = 4;
    private static final int METRIC_COUNT_AT = 34;
    private static final int FIRST_HINT_FIELD_AT = 14;
    private static final int LAST_HINT_FIELD_AT = 28;

    private final Font font;
    private final int[] newNumbers;
    private final char[] characters;
    private int[] glyphs = new int[128];
    private int count;

    FontSubset(Font font) {
        this.font = font;
        this.newNumbers = new int[font.glyphCount()];
        this.characters = new char[font.glyphCount()];
        this.glyphs[count++] = NOT_DEFINED;
    }

    Font font() {
        return font;
    }

    int count() {
        return count;
    }

    /** The new number of a character's glyph; the character is known to be in the font. */
    int number(char character) {
        int glyph = font.glyph(character);
        if (characters[glyph] == 0) {
            characters[glyph] = character;
        }
        return number(glyph);
    }

    private int number(int glyph) {
        if (glyph == NOT_DEFINED) {
            return NOT_DEFINED;
        }
        int known = newNumbers[glyph];
        if (known != 0) {
            return known;
        }
        if (count == glyphs.length) {
            glyphs = Arrays.copyOf(glyphs, 2 * count);
        }
        glyphs[count] = glyph;
        newNumbers[glyph] = count;
        return count++;
    }

    /** Width of a glyph by its new number, in thousandths of the font size. */
    int width(int number) {
        return font.thousandths(font.advance(glyphs[number]));
    }

    /** Numbers the glyphs of characters in their order, those that are not numbered yet: what follows each other is short to tell. */
    void numberInOrder(BitSet used) {
        for (int character = used.nextSetBit(0); character >= 0; character = used.nextSetBit(character + 1)) {
            number((char) character);
        }
    }

    /**
     * Glyphs whose numbers and characters rise together, within one high byte of both, as character maps want it.
     *
     * @param first number
     * @param last number
     * @param character of the first
     */
    record MeaningRange(int first, int last, int character) {
        boolean goesOn(int number, int next) {
            return number == last + 1
                    && next == character + number - first
                    && number >> Byte.SIZE == first >> Byte.SIZE
                    && next >> Byte.SIZE == character >> Byte.SIZE;
        }
    }

    /** Which characters the new numbers stand for, for search and copying in a reader; parts of accented letters have none. */
    List<MeaningRange> meaning() {
        List<MeaningRange> ranges = new ArrayList<>();
        for (int number = 1; number < count; number++) {
            char character = characters[glyphs[number]];
            if (character != 0) {
                MeaningRange before = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
                if (before != null && before.goesOn(number, character)) {
                    ranges.set(ranges.size() - 1, new MeaningRange(before.first(), number, before.character()));
                } else {
                    ranges.add(new MeaningRange(number, number, character));
                }
            }
        }
        return ranges;
    }

    /** The TrueType file. Components of accented letters are added on the way, so {@link #count} is final only after this. */
    byte[] file() {
        ByteArrayOutputStream outlines = new ByteArrayOutputStream();
        int[] offsets = new int[count + 1];
        for (int number = 0; number < count; number++) {
            if (number + 1 >= offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * offsets.length);
            }
            byte[] outline = Outline.renumbered(font.outline(glyphs[number]), this::number);
            outlines.writeBytes(outline);
            outlines.writeBytes(new byte[-outline.length & 3]);
            offsets[number + 1] = outlines.size();
        }
        Map<String, byte[]> tables = new LinkedHashMap<>(); // in the order of their names, as the format demands
        tables.put("glyf", outlines.toByteArray());
        tables.put("head", changed(font.head(), INDEX_FORMAT_AT, 1));
        tables.put("hhea", changed(font.horizontalHeader(), METRIC_COUNT_AT, count));
        tables.put("hmtx", metrics());
        tables.put("loca", locations(offsets));
        tables.put("maxp", profile());
        return assembled(tables);
    }

    private byte[] metrics() {
        ByteBuffer metrics = ByteBuffer.allocate(4 * count);
        for (int number = 0; number < count; number++) {
            metrics.putShort((short) font.advance(glyphs[number]));
            metrics.putShort((short) font.leftBearing(glyphs[number]));
        }
        return metrics.array();
    }

    private byte[] locations(int[] offsets) {
        ByteBuffer locations = ByteBuffer.allocate(4 * (count + 1));
        for (int number = 0; number <= count; number++) {
            locations.putInt(offsets[number]);
        }
        return locations.array();
    }

    private byte[] profile() {
        byte[] profile = changed(font.maximumProfile(), GLYPH_COUNT_AT, count);
        for (int at = FIRST_HINT_FIELD_AT; at < LAST_HINT_FIELD_AT; at += 2) {
            changed(profile, at, at == FIRST_HINT_FIELD_AT ? 1 : 0); // without hints: no storage, no functions
        }
        return profile;
    }

    private static byte[] changed(byte[] table, int at, int value) {
        ByteBuffer.wrap(table).putShort(at, (short) value);
        return table;
    }

    private static byte[] assembled(Map<String, byte[]> tables) {
        int size = DIRECTORY;
        for (byte[] table : tables.values()) {
            size += table.length + (-table.length & 3);
        }
        ByteBuffer file = ByteBuffer.allocate(size);
        file.putInt(0x00010000).putShort((short) TABLES);
        file.putShort((short) 64).putShort((short) 2).putShort((short) (16 * TABLES - 64)); // for binary search
        int at = DIRECTORY;
        for (Map.Entry<String, byte[]> table : tables.entrySet()) {
            byte[] bytes = table.getValue();
            file.put(table.getKey().getBytes(StandardCharsets.US_ASCII));
            file.putInt(checksum(bytes)).putInt(at).putInt(bytes.length);
            file.put(at, bytes);
            at += bytes.length + (-bytes.length & 3);
        }
        return file.array();
    }

    private static int checksum(byte[] table) {
        ByteBuffer words = ByteBuffer.wrap(Arrays.copyOf(table, table.length + (-table.length & 3)));
        int sum = 0;
        while (words.hasRemaining()) {
            sum += words.getInt();
        }
        return sum;
    }
}
