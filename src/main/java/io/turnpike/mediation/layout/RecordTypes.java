package io.turnpike.mediation.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The layouts of a file whose records say in a field which one is theirs. Exact types go before those that end in {@code *}. */
final class RecordTypes {
    /** One type: how its lines are split, and where the wanted columns are then. */
    @SuppressWarnings("ArrayRecordComponent") // read in the hot loop; never compared
    record Type(byte[] word, boolean whole, Splitter splitter, int[] places) {
        private boolean fits(byte[] bytes, int from, int to) {
            return ByteSearch.startsWith(bytes, from, to, word) && (!whole || to - from == word.length);
        }
    }

    private final Column at;
    private final List<Type> types = new ArrayList<>();

    RecordTypes(TextLayout layout, Columns.ByType byType, List<String> wanted) {
        this.at = byType.at();
        boolean delimited = layout.shape() == TextLayout.Shape.DELIMITED;
        byType.types().forEach((word, columns) -> {
            boolean whole = !word.endsWith("*");
            String text = whole ? word : word.substring(0, word.length() - 1);
            types.add(new Type(
                    text.getBytes(layout.characterSet()),
                    whole,
                    delimited ? Splitter.Delimited.of(layout) : Splitter.FixedWidth.of(columns, layout.blanksCut()),
                    delimited
                            ? places(wanted, columns)
                            : Splitter.places(
                                    wanted, columns.stream().map(Column::name).toList())));
        });
        types.sort(Comparator.<Type, Boolean>comparing(type -> !type.whole).thenComparing(type -> -type.word.length));
    }

    /** For each wanted column its position among fields parted by delimiters; -1 where there is none. */
    static int[] places(List<String> wanted, List<Column> columns) {
        return wanted.stream()
                .mapToInt(name -> columns.stream()
                        .filter(column -> column.name().equals(name))
                        .mapToInt(column -> column.first() - 1)
                        .findFirst()
                        .orElse(-1))
                .toArray();
    }

    /** The type of a fixed-width line. */
    @Nullable Type ofLine(byte[] bytes, int start, int end) {
        int from = Math.min(end, start + at.first() - 1);
        int to = Math.min(end, start + at.last());
        while (from < to && TextRecord.blank(bytes[from])) {
            from++;
        }
        while (to > from && TextRecord.blank(bytes[to - 1])) {
            to--;
        }
        return of(bytes, from, to);
    }

    /** The type of a line whose fields are known. */
    @Nullable Type ofFields(TextRecord record) {
        int position = at.first() - 1;
        return position < record.count ? of(record.bytes(), record.from[position], record.to[position]) : null;
    }

    private @Nullable Type of(byte[] bytes, int from, int to) {
        for (Type type : types) {
            if (type.fits(bytes, from, to)) {
                return type;
            }
        }
        return null;
    }
}
