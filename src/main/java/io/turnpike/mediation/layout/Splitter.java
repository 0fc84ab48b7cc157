package io.turnpike.mediation.layout;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the fields of one line. Hot loops over bytes: see {@link TextRecord} for what is done later and only where wanted. */
sealed interface Splitter {
    /** Fills the record; the fault when the line cannot be split, with the field number in {@link TextRecord#count}. */
    @Nullable Fault split(TextRecord record, byte[] bytes, int start, int end);

    /**
     * Fields parted by one byte, or by runs of blanks, some in quotes. A doubled quote inside quotes stands for one; where quotes are
     * lenient every quote stands for itself, and a field ends at one that the delimiter or the line's end follows.
     */
    record Delimited(int delimiter, int quote, boolean lenient) implements Splitter {
        static Delimited of(TextLayout layout) {
            return new Delimited(layout.delimiter(), layout.quote(), layout.lenientQuotes());
        }

        @Override
        public @Nullable Fault split(TextRecord record, byte[] bytes, int start, int end) {
            int at = start;
            while (true) {
                at = blanksFrom(bytes, at, end);
                if (record.count == TextLayout.MOST_COLUMNS) {
                    return Fault.TOO_MANY_COLUMNS;
                }
                if (delimiter == TextLayout.BLANKS && at == end) {
                    return null;
                }
                if (quote != TextLayout.NONE && at < end && bytes[at] == quote) {
                    at = quoted(record, bytes, at + 1, end);
                    if (at < 0) {
                        return Fault.BAD_QUOTES;
                    }
                } else {
                    int from = at;
                    at = partAfter(bytes, at, end);
                    record.put(record.count++, from, at, false);
                }
                if (at == end) {
                    return null;
                }
                at++;
            }
        }

        private boolean parts(byte value) {
            return delimiter == TextLayout.BLANKS ? TextRecord.blank(value) : value == delimiter;
        }

        /** Where the field that begins here ends. */
        private int partAfter(byte[] bytes, int from, int end) {
            if (delimiter != TextLayout.BLANKS) {
                return ByteSearch.first((byte) delimiter, bytes, from, end);
            }
            int at = from;
            while (at < end && !TextRecord.blank(bytes[at])) {
                at++;
            }
            return at;
        }

        /** Blanks before a field never count, so that a quote may follow them; a tab that is the delimiter does. */
        private int blanksFrom(byte[] bytes, int from, int end) {
            int at = from;
            while (at < end && TextRecord.blank(bytes[at]) && bytes[at] != delimiter) {
                at++;
            }
            return at;
        }

        /** The place behind a closing quote where the next delimiter is due: between blanks it stands directly behind. */
        private int behind(byte[] bytes, int close, int end) {
            return delimiter == TextLayout.BLANKS ? close + 1 : blanksFrom(bytes, close + 1, end);
        }

        /** Puts the field that follows an opening quote; the place of its closing quote, or -1 when there is none. */
        private int close(TextRecord record, int position, int from, int end) {
            if (!lenient) {
                return record.putQuoted(position, from, end);
            }
            byte[] bytes = record.bytes();
            for (int at = from; at < end; at++) {
                if (bytes[at] == quote) {
                    int after = blanksFrom(bytes, at + 1, end);
                    if (after == end || parts(bytes[after])) {
                        record.put(position, from, at, false);
                        return at;
                    }
                }
            }
            return -1;
        }

        /** Reads a quoted field from after its first quote to the delimiter or line end; -1 when the quotes are wrong. */
        private int quoted(TextRecord record, byte[] bytes, int from, int end) {
            int close = close(record, record.count, from, end);
            if (close < 0) {
                return -1;
            }
            int after = behind(bytes, close, end);
            if (after < end && !parts(bytes[after])) {
                return -1;
            }
            record.count++;
            return after;
        }
    }

    /** {@code KEY=VALUE} items in any order; a position is the number of the key in the list of wanted keys. */
    record KeyValue(Delimited items, int assign, List<byte[]> keys) implements Splitter {
        @Override
        public @Nullable Fault split(TextRecord record, byte[] bytes, int start, int end) {
            for (int key = 0; key < keys.size(); key++) {
                record.put(key, start, start, false);
            }
            int expected = 0;
            for (int at = items.blanksFrom(bytes, start, end); at < end; at = items.blanksFrom(bytes, at + 1, end)) {
                int sign = at;
                while (sign < end && bytes[sign] != assign && !items.parts(bytes[sign])) {
                    sign++;
                }
                if (sign < end && bytes[sign] == assign) {
                    int key = key(bytes, at, sign, expected);
                    if (key >= 0 && record.to[key] > record.from[key]) {
                        return Fault.BAD_PAIR; // twice: nobody knows which is meant
                    }
                    at = value(record, key, sign + 1, end);
                    if (at < 0) {
                        return Fault.BAD_QUOTES;
                    }
                    expected = key + 1;
                } else if (sign > at) {
                    return Fault.BAD_PAIR;
                } else {
                    at = sign; // nothing between two delimiters, or after the last
                }
                record.count++;
            }
            record.count = keys.size();
            return null;
        }

        /** Puts the value that begins here, if its key is wanted, and goes to the delimiter after it; -1 for wrong quotes. */
        private int value(TextRecord record, int key, int from, int end) {
            byte[] bytes = record.bytes();
            int slot = key < 0 ? keys.size() : key;
            int first = items.delimiter() == TextLayout.BLANKS ? from : items.blanksFrom(bytes, from, end);
            if (items.quote() != TextLayout.NONE && first < end && bytes[first] == items.quote()) {
                int close = items.close(record, slot, first + 1, end);
                int after = close < 0 ? end : items.behind(bytes, close, end);
                return close < 0 || (after < end && !items.parts(bytes[after])) ? -1 : after;
            }
            int at = from;
            while (at < end && !items.parts(bytes[at])) {
                at++;
            }
            record.put(slot, from, at, false);
            return at;
        }

        /** Keys mostly come in the order of the line before, so that the search begins after the key found last. */
        private int key(byte[] bytes, int from, int to, int expected) {
            int end = to;
            while (end > from && TextRecord.blank(bytes[end - 1])) {
                end--;
            }
            for (int i = 0; i < keys.size(); i++) {
                int candidate = (expected + i) % keys.size();
                byte[] key = keys.get(candidate);
                if (key.length == end - from && ByteSearch.startsWith(bytes, from, end, key)) {
                    return candidate;
                }
            }
            return -1;
        }
    }

    /** Columns at fixed byte positions; a position is the number of the column in the layout. */
    @SuppressWarnings("ArrayRecordComponent") // read in the hot loop; never compared
    record FixedWidth(int[] first, int[] last, boolean blanksCut) implements Splitter {
        @Override
        public @Nullable Fault split(TextRecord record, byte[] bytes, int start, int end) {
            int length = end - start;
            for (int column = 0; column < first.length; column++) {
                record.count = column;
                if (length < last[column] && !blanksCut) {
                    return Fault.SHORT_LINE;
                }
                int from = Math.min(first[column] - 1, length);
                record.put(column, start + from, start + Math.min(last[column], length), false);
            }
            record.count = first.length;
            return null;
        }

        static FixedWidth of(List<Column> columns, boolean blanksCut) {
            return new FixedWidth(
                    columns.stream().mapToInt(Column::first).toArray(),
                    columns.stream().mapToInt(Column::last).toArray(),
                    blanksCut);
        }
    }

    static Splitter of(TextLayout layout, List<String> wanted) {
        Charset characterSet = layout.characterSet();
        Delimited delimited = Delimited.of(layout);
        return switch (layout.shape()) {
            case DELIMITED -> delimited;
            case KEY_VALUE ->
                new KeyValue(
                        delimited,
                        layout.assign(),
                        wanted.stream().map(key -> key.getBytes(characterSet)).toList());
            case FIXED_WIDTH -> FixedWidth.of(layout.columns().positions(), layout.blanksCut());
        };
    }

    /** For each wanted column its position in a list of names; -1 where the list has no such name. */
    static int[] places(List<String> wanted, List<String> names) {
        return wanted.stream().mapToInt(names::indexOf).toArray();
    }
}
