package io.turnpike.mediation.layout;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The record a {@link RecordCursor} stands on: the ends of its fields in the block's bytes. It is overwritten by the next record.
 * Fields are asked for by slot, the number of the column in the list the cursor was made with. Blanks at both ends of a field,
 * inside or outside its quotes, never count.
 */
public final class TextRecord {
    private final Charset characterSet;
    private final byte quote;
    private byte[] bytes = new byte[0];
    private int start;
    private int end;
    final int[] from = new int[TextLayout.MOST_COLUMNS];
    final int[] to = new int[TextLayout.MOST_COLUMNS];
    final boolean[] doubled = new boolean[TextLayout.MOST_COLUMNS];
    int count;
    private int[] positionOfSlot = new int[0];

    TextRecord(TextLayout layout) {
        this.characterSet = layout.characterSet();
        this.quote = (byte) layout.quote();
    }

    /** A record of no fields, to begin with. */
    public static TextRecord none(TextLayout layout) {
        return new TextRecord(layout);
    }

    void over(byte[] block, int lineStart, int lineEnd) {
        bytes = block;
        start = lineStart;
        end = lineEnd;
        count = 0;
    }

    /** Which position each slot stands at; -1 where the line has no such column. */
    void places(int[] positions) {
        positionOfSlot = positions;
    }

    void put(int position, int fieldFrom, int fieldTo, boolean hasDoubledQuotes) {
        int first = fieldFrom;
        int last = fieldTo;
        while (first < last && blank(bytes[first])) {
            first++;
        }
        while (last > first && blank(bytes[last - 1])) {
            last--;
        }
        from[position] = first;
        to[position] = last;
        doubled[position] = hasDoubledQuotes;
    }

    /** Puts the field that follows an opening quote; the place of its closing quote, or -1 when there is none. */
    int putQuoted(int position, int fieldFrom, int lineEnd) {
        boolean hasDoubled = false;
        for (int at = fieldFrom; at < lineEnd; at++) {
            if (bytes[at] == quote) {
                if (at + 1 < lineEnd && bytes[at + 1] == quote) {
                    hasDoubled = true;
                    at++;
                } else {
                    put(position, fieldFrom, at, hasDoubled);
                    return at;
                }
            }
        }
        return -1;
    }

    static boolean blank(byte value) {
        return value == ' ' || value == '\t';
    }

    /** The block's bytes, in which {@link #from} and {@link #to} count. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many fields the line has. */
    public int fields() {
        return count;
    }

    /** The first byte of the field, or of an empty stretch when the line has no such field. */
    public int from(int slot) {
        int position = positionOfSlot[slot];
        return position < 0 || position >= count ? start : from[position];
    }

    public int to(int slot) {
        int position = positionOfSlot[slot];
        return position < 0 || position >= count ? start : to[position];
    }

    public boolean isEmpty(int slot) {
        return from(slot) == to(slot);
    }

    /** The field's text; null where its bytes are no text in the character set of the layout. */
    public @Nullable String text(int slot) {
        int position = positionOfSlot[slot];
        if (position < 0 || position >= count) {
            return "";
        }
        String text = decode(from[position], to[position]);
        if (text == null || !doubled[position]) {
            return text;
        }
        String mark = String.valueOf((char) quote);
        return text.replace(mark + mark, mark);
    }

    /** Whether the field is these bytes. */
    public boolean is(int slot, byte[] wanted) {
        int first = from(slot);
        return to(slot) - first == wanted.length && ByteSearch.startsWith(bytes, first, to(slot), wanted);
    }

    /** Whether the field begins with these bytes. */
    public boolean startsWith(int slot, byte[] wanted) {
        return ByteSearch.startsWith(bytes, from(slot), to(slot), wanted);
    }

    /** The whole line without its end, for a message: bytes that are no text appear as replacement characters. */
    public String line() {
        return new String(bytes, start, end - start, characterSet);
    }

    private @Nullable String decode(int first, int last) {
        if (!ByteSearch.isAscii(bytes, first, last)) {
            return decodeStrictly(first, last);
        }
        return new String(bytes, first, last - first, StandardCharsets.ISO_8859_1);
    }

    private @Nullable String decodeStrictly(int first, int last) {
        try {
            return characterSet
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, first, last - first))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
