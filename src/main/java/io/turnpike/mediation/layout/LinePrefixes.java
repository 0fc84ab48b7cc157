package io.turnpike.mediation.layout;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows by their first bytes the lines that are no records, and reads headers and trailers. */
final class LinePrefixes {
    private final TextLayout layout;
    private final List<byte[]> passedOver;
    private final byte @Nullable [] opening;
    private final byte @Nullable [] header;
    private final byte @Nullable [] trailer;

    LinePrefixes(TextLayout layout) {
        this.layout = layout;
        Charset characterSet = layout.characterSet();
        LineRules rules = layout.lines();
        List<byte[]> prefixes = new ArrayList<>();
        rules.ignore().forEach(text -> prefixes.add(text.getBytes(characterSet)));
        rules.opening().ifPresent(text -> prefixes.add(text.getBytes(characterSet)));
        this.passedOver = List.copyOf(prefixes);
        this.opening = rules.opening().map(text -> text.getBytes(characterSet)).orElse(null);
        this.header = rules.headerStartsWith()
                .map(text -> text.getBytes(characterSet))
                .orElse(null);
        this.trailer = rules.trailer()
                .map(rule -> rule.startsWith().getBytes(characterSet))
                .orElse(null);
    }

    boolean isPassedOver(byte[] bytes, int start, int end) {
        for (byte[] prefix : passedOver) {
            if (ByteSearch.startsWith(bytes, start, end, prefix)) {
                return true;
            }
        }
        return false;
    }

    boolean lacksOpening(byte[] bytes, int start, int end) {
        return opening != null && !ByteSearch.startsWith(bytes, start, end, opening);
    }

    boolean isHeader(byte[] bytes, int start, int end) {
        return header != null && ByteSearch.startsWith(bytes, start, end, header);
    }

    boolean isTrailer(byte[] bytes, int start, int end) {
        return trailer != null && ByteSearch.startsWith(bytes, start, end, trailer);
    }

    /**
     * Whether a line behind a header describes types: each of its fields begins with a letter, as {@code VARCHAR(50)} does. A record
     * has a number somewhere and is never one.
     */
    boolean isTypeLine(byte[] bytes, int start, int end) {
        boolean delimited = layout.shape() == TextLayout.Shape.DELIMITED;
        boolean first = true; // of a field
        int open = 0; // brackets hold what is no field: DECIMAL(10,2)
        for (int at = start; at < end; at++) {
            int character = bytes[at] & 0xFF;
            boolean digit = character >= '0' && character <= '9';
            if (digit && (first || !delimited)) {
                return false;
            }
            open += character == '(' ? 1 : character == ')' ? -1 : 0;
            boolean blank = character == ' ' || character == '\t';
            if (open == 0 && (character == layout.delimiter() || (blank && layout.delimiter() == TextLayout.BLANKS))) {
                first = true;
            } else if (!blank && character != layout.quote()) {
                first = false;
            }
        }
        return true;
    }

    /** The column names of a header line. */
    List<String> names(byte[] text) {
        TextRecord line = new TextRecord(layout);
        line.over(text, 0, text.length);
        Splitter.Delimited.of(layout).split(line, text, 0, text.length);
        int[] all = new int[line.count];
        Arrays.setAll(all, position -> position);
        line.places(all);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            names.add(String.valueOf(line.text(i)));
        }
        return names;
    }

    /** The first column of a header line with what parts it from the second; empty where there is one column. */
    byte[] firstField(byte[] text) {
        int at = 0;
        while (at < text.length
                && text[at] != layout.delimiter()
                && (layout.delimiter() != TextLayout.BLANKS || !TextRecord.blank(text[at]))) {
            at++;
        }
        return at == text.length ? new byte[0] : Arrays.copyOf(text, at + 1);
    }

    Trailer trailer(byte[] bytes, int start, int end, long lineNumber) {
        TrailerRule rule = layout.lines().trailer().orElseThrow();
        int from = rule.glued() && trailer != null ? start + trailer.length : start;
        Optional<Long> count =
                rule.count().flatMap(column -> field(bytes, from, end, column)).flatMap(LinePrefixes::wholeNumber);
        return new Trailer(lineNumber, count, rule.sum().flatMap(column -> field(bytes, from, end, column)));
    }

    private Optional<String> field(byte[] bytes, int start, int end, Column column) {
        TextRecord line = new TextRecord(layout);
        line.over(bytes, start, end);
        Splitter splitter = switch (layout.shape()) {
            case DELIMITED -> Splitter.Delimited.of(layout);
            case KEY_VALUE -> Splitter.of(layout, List.of(column.name()));
            case FIXED_WIDTH -> Splitter.FixedWidth.of(List.of(column), layout.blanksCut());
        };
        if (splitter.split(line, bytes, start, end) != null) {
            return Optional.empty();
        }
        line.places(new int[] {layout.shape() == TextLayout.Shape.DELIMITED ? column.first() - 1 : 0});
        return Optional.ofNullable(line.text(0)).filter(text -> !text.isEmpty());
    }

    private static Optional<Long> wholeNumber(String text) {
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
