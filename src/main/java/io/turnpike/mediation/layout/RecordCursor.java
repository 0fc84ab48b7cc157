package io.turnpike.mediation.layout;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks the lines of a file, block by block, and stands on one record at a time. Banners, headers, type lines and empty lines are
 * passed over. A line that cannot be split is stood on as well, with its {@link #fault}.
 *
 * <p>A header is read where it stands and kept in {@link #state}, so that reading can go on from the middle of a file.
 */
public final class RecordCursor {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final TextLayout layout;
    private final boolean utf8;
    private final boolean several;
    private final long skipped;
    private final List<String> wanted;
    private final Splitter splitter;
    private final LinePrefixes prefixes;
    private final TextRecord record;
    private final Map<Integer, int[]> placesByCount = new HashMap<>();
    private int @Nullable [] places;
    private final @Nullable RecordTypes types;
    private byte @Nullable [] header;
    /** What its first column is called, as it is written. */
    private byte[] headerBegins = new byte[0];

    private int headerColumns = TextLayout.MOST_COLUMNS;
    private boolean typeLineNext;
    private final List<Trailer> trailers = new ArrayList<>();
    private boolean trailerSeen;
    private boolean stood;
    private long line;
    private long nextOffset;

    private byte[] bytes = new byte[0];
    private LineBlock block = LineBlock.whole(bytes);
    private int at;
    private int start;
    private int end;
    private @Nullable Fault fault;

    /**
     * @param wanted the columns that will be asked for; a column's slot is its place in this list
     * @param from where to begin: {@link CursorState#START} or what {@link #state} gave before
     */
    public RecordCursor(TextLayout layout, List<String> wanted, CursorState from) {
        this.layout = layout;
        this.utf8 = layout.characterSet().equals(StandardCharsets.UTF_8);
        this.several = layout.lines().trailer().filter(TrailerRule::several).isPresent();
        this.skipped = layout.lines().skipFirst();
        this.wanted = List.copyOf(wanted);
        this.splitter = Splitter.of(layout, this.wanted);
        this.prefixes = new LinePrefixes(layout);
        this.types = layout.columns()
                .byType()
                .map(byType -> new RecordTypes(layout, byType, this.wanted))
                .orElse(null);
        this.record = new TextRecord(layout);
        this.line = from.lines();
        this.nextOffset = from.offset();
        this.trailerSeen = from.trailerSeen();
        this.typeLineNext = from.typeLineNext();
        placesFromLayout();
        this.stood = from.lines() > 0;
        from.header().ifPresent(text -> useHeader(text.getBytes(layout.characterSet())));
    }

    /** Puts the cursor before the first line of the block that follows the block before. */
    public void open(LineBlock next) {
        if (next.offset() != nextOffset) {
            throw new IllegalStateException(
                    "a block at offset " + next.offset() + " was given, the next is at " + nextOffset);
        }
        block = next;
        bytes = next.bytes();
        at = 0;
        trailers.clear();
        nextOffset = next.endOffset();
        if (next.offset() == 0 && next.length() >= 2 && isUtf16(bytes)) {
            throw new UnusableFile("the file is UTF-16: convert it to UTF-8 before it is collected");
        }
    }

    /** Goes to the next record, or to the next line that cannot be one; false at the end of the block. */
    public boolean next() {
        while (at < block.length()) {
            start = at;
            int feed = ByteSearch.lineFeed(bytes, start, block.length());
            boolean finished = feed < block.length() || block.cutBytes() > 0;
            at = Math.min(feed + 1, block.length());
            end = feed > start && bytes[feed - 1] == '\r' ? feed - 1 : feed;
            line++;
            if (utf8 && ByteSearch.startsWith(bytes, start, end, BYTE_ORDER_MARK)) {
                start += BYTE_ORDER_MARK.length;
            }
            if (start < end && stands(finished)) {
                stood = true;
                return true;
            }
        }
        return false;
    }

    private boolean stands(boolean finished) {
        fault = null;
        boolean cut = block.cutBytes() > 0 && at == block.length();
        if (cut || end - start > layout.lines().longestBytes()) {
            fault = Fault.LINE_TOO_LONG;
            return true;
        }
        if (passedOver()) {
            return false;
        }
        if (ByteSearch.hasZero(bytes, start, end)) {
            fault = Fault.NUL_BYTES;
        } else if (trailerSeen && !several) {
            fault = Fault.AFTER_TRAILER;
        } else if (!finished && !layout.lines().acceptUnfinished()) {
            fault = Fault.UNFINISHED_LINE;
        } else {
            split();
        }
        trailerSeen &= !several; // a record behind a trailer belongs to the next part
        return true;
    }

    private boolean passedOver() {
        if (line <= skipped) {
            return true;
        }
        if (line == skipped + 1 && prefixes.lacksOpening(bytes, start, end)) {
            throw new UnusableFile("line " + line + " does not begin with '"
                    + layout.lines().opening().orElse("") + "', which opens every file of this reader");
        }
        if (prefixes.isPassedOver(bytes, start, end)) {
            return true;
        }
        boolean typeLineDue = typeLineNext;
        typeLineNext = false;
        if (isHeader()) {
            useHeader(Arrays.copyOfRange(bytes, start, end));
            typeLineNext = layout.lines().typeLine();
            return true;
        }
        if (prefixes.isTrailer(bytes, start, end) && (several || !trailerSeen)) {
            trailerSeen = true;
            trailers.add(prefixes.trailer(bytes, start, end, line));
            return true;
        }
        return typeLineDue && prefixes.isTypeLine(bytes, start, end);
    }

    private boolean isHeader() {
        byte[] known = header;
        if (layout.lines().headerFirst()) {
            return known == null
                    || (known.length == end - start && ByteSearch.startsWith(bytes, start, end, known))
                    || isOtherHeader();
        }
        return prefixes.isHeader(bytes, start, end);
    }

    /** A header of another release, where files are put together: it begins with the same name and has all columns that are read. */
    private boolean isOtherHeader() {
        return headerBegins.length > 0
                && ByteSearch.startsWith(bytes, start, end, headerBegins)
                && prefixes.names(Arrays.copyOfRange(bytes, start, end)).containsAll(wanted);
    }

    private void split() {
        int[] known = places;
        record.over(bytes, start, end);
        boolean delimited = layout.shape() == TextLayout.Shape.DELIMITED;
        RecordTypes.Type type = types != null && !delimited ? types.ofLine(bytes, start, end) : null;
        if (types != null && !delimited && type == null) {
            fault = Fault.UNKNOWN_TYPE;
            return;
        }
        fault = (type == null ? splitter : type.splitter()).split(record, bytes, start, end);
        if (fault == null && delimited) {
            fault = wrongCount();
        }
        if (fault != null) {
            return;
        }
        if (types != null) {
            type = delimited ? types.ofFields(record) : type;
            known = type == null ? null : type.places();
            fault = type == null ? Fault.UNKNOWN_TYPE : null;
        } else if (!layout.columns().byCount().isEmpty()) {
            known = placesByCount.get(record.count);
            fault = known == null ? Fault.TOO_FEW_COLUMNS : null;
        } else if (known == null) {
            fault = Fault.NO_HEADER;
        }
        if (known != null) {
            record.places(known);
        }
    }

    private @Nullable Fault wrongCount() {
        int least = layout.leastColumns() == TextLayout.AS_HEADER ? headerColumns : layout.leastColumns();
        int most = layout.mostColumns() == TextLayout.AS_HEADER ? headerColumns : layout.mostColumns();
        return record.count < least ? Fault.TOO_FEW_COLUMNS : record.count > most ? Fault.TOO_MANY_COLUMNS : null;
    }

    private void placesFromLayout() {
        Columns columns = layout.columns();
        columns.byCount().forEach((count, list) -> placesByCount.put(count, RecordTypes.places(wanted, list)));
        if (layout.shape() == TextLayout.Shape.KEY_VALUE) {
            places = Splitter.places(wanted, wanted);
        } else if (layout.shape() == TextLayout.Shape.FIXED_WIDTH) {
            places = Splitter.places(
                    wanted, columns.positions().stream().map(Column::name).toList());
        } else if (!columns.fromHeader() && columns.byCount().isEmpty() && types == null) {
            places = RecordTypes.places(wanted, columns.positions());
        }
    }

    private void useHeader(byte[] text) {
        header = text;
        if (!layout.columns().fromHeader() || layout.shape() != TextLayout.Shape.DELIMITED) {
            return;
        }
        List<String> names = prefixes.names(text);
        headerColumns = names.size();
        headerBegins = prefixes.firstField(text);
        List<String> missing =
                wanted.stream().filter(name -> !names.contains(name)).toList();
        if (!missing.isEmpty() && stood) {
            places = null; // records were taken before it: those behind it wait in suspense until the reader fits
            return;
        }
        if (!missing.isEmpty()) {
            throw new UnusableFile("the header line has no column " + String.join(", ", missing) + "; it has: "
                    + String.join(", ", names));
        }
        places = Splitter.places(wanted, names);
    }

    private static boolean isUtf16(byte[] bytes) {
        int mark = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
        return mark == 0xFEFF || mark == 0xFFFE;
    }

    /** The record stood on; its fields mean nothing when there is a {@link #fault}. */
    public TextRecord record() {
        return record;
    }

    /** Why the line stood on is no usable record. */
    public Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    /** The number of the line stood on, from 1. */
    public long line() {
        return line;
    }

    /** Where the line stood on begins, in bytes of the uncompressed file. */
    public long offset() {
        return block.offset() + start;
    }

    /** Length of the line stood on in bytes, without its end; a line too long for the block counts what was cut off. */
    public long length() {
        long cut = at == block.length() ? block.cutBytes() : 0;
        return end - start + (cut > 0 && !block.last() ? cut - 1 : cut); // the line end is no part of the line
    }

    /** The bytes of the line stood on, at most as many as the longest line allowed: what suspense keeps. */
    public byte[] raw() {
        int length = Math.min(end - start, layout.lines().longestBytes());
        return Arrays.copyOfRange(bytes, start, start + length);
    }

    /** Goes on with a digest over lines by the line stood on; its line end does not count. */
    public long digest(long before) {
        return ByteSearch.digest(before, bytes, start, end);
    }

    /** The trailers that were passed in the block. */
    public List<Trailer> trailers() {
        return List.copyOf(trailers);
    }

    /** Where reading can go on: after the block opened last. Only meaningful when {@link #next} has returned false. */
    public CursorState state() {
        Charset characterSet = layout.characterSet();
        return new CursorState(
                nextOffset,
                line,
                Optional.ofNullable(header).map(text -> new String(text, characterSet)),
                typeLineNext,
                trailerSeen);
    }
}
