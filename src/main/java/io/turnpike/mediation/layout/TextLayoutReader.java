package io.turnpike.mediation.layout;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code text} block of a reader. */
public final class TextLayoutReader {
    private static final Map<String, TextLayout.Shape> SHAPES = Map.of(
            "delimited", TextLayout.Shape.DELIMITED,
            "key-value", TextLayout.Shape.KEY_VALUE,
            "fixed-width", TextLayout.Shape.FIXED_WIDTH);
    /** Character sets in which a byte below 128 is always that ASCII character, so that lines can be cut by bytes. */
    private static final Map<String, Charset> CHARACTER_SETS = Map.of(
            "utf-8", StandardCharsets.UTF_8,
            "windows-1251", Charset.forName("windows-1251"),
            "windows-1252", Charset.forName("windows-1252"),
            "dos-866", Charset.forName("IBM866"),
            "koi8-r", Charset.forName("KOI8-R"),
            "latin-1", StandardCharsets.ISO_8859_1,
            "ascii", StandardCharsets.US_ASCII);

    private static final Map<String, Integer> NAMED_DELIMITERS =
            Map.of("tab", (int) '\t', "blanks", TextLayout.BLANKS, "comma", (int) ',', "semicolon", (int) ';');
    private static final String ONE_CHARACTER = "write one ASCII character in quotes, such as \";\"";

    private final Fields fields;
    private final TextLayout.Shape shape;

    private TextLayoutReader(Fields fields, TextLayout.Shape shape) {
        this.fields = fields;
        this.shape = shape;
    }

    /** The layout; what is wrong becomes problems, with a usable stand-in so that reading the definition goes on. */
    public static TextLayout read(Fields text) {
        text.required("layout");
        TextLayout.Shape shape = text.oneOf("layout", SHAPES).orElse(TextLayout.Shape.DELIMITED);
        text.required("character-set");
        TextLayout layout = new TextLayoutReader(text, shape).layout();
        text.done();
        return layout;
    }

    private TextLayout layout() {
        boolean delimited = shape == TextLayout.Shape.DELIMITED;
        Charset characterSet = fields.oneOf("character-set", CHARACTER_SETS).orElse(StandardCharsets.UTF_8);
        if (shape != TextLayout.Shape.FIXED_WIDTH) {
            fields.required("delimiter");
            fields.required("quote");
        }
        int delimiter = fields.value("delimiter", ONE_CHARACTER + ", tab or blanks", TextLayoutReader::delimiter)
                .orElse((int) ',');
        int quote = fields.value("quote", ONE_CHARACTER + ", or none", text -> text.equals("none") ? -1 : oneByte(text))
                .orElse(TextLayout.NONE);
        boolean lenient = fields.oneOf("quotes", Map.of("doubled", false, "lenient", true))
                .orElse(false);
        if (lenient && delimiter == TextLayout.BLANKS) {
            fields.problems()
                    .add(
                            fields.place(),
                            "lenient quotes cannot be told from others between blanks",
                            "write 'quotes: doubled', or name another delimiter");
        }
        int assign =
                fields.value("assign", ONE_CHARACTER, TextLayoutReader::oneByte).orElse((int) '=');
        Columns columns = columns();
        int least = delimited
                ? fields.wholeNumber("least-columns")
                        .orElse(columns.fromHeader() ? TextLayout.AS_HEADER : 1L)
                        .intValue()
                : 1;
        int most = delimited
                ? fields.wholeNumber("most-columns")
                        .orElse(columns.fromHeader() ? TextLayout.AS_HEADER : (long) TextLayout.MOST_COLUMNS)
                        .intValue()
                : TextLayout.MOST_COLUMNS;
        boolean blanksCut = shape == TextLayout.Shape.FIXED_WIDTH
                && fields.yesNo("blanks-cut").orElse(false);
        LineRules lines = fields.block("lines").map(this::lines).orElseGet(TextLayoutReader::noRules);
        if (columns.fromHeader() && delimited && !lines.hasHeader()) {
            fields.problems()
                    .add(
                            fields.place(),
                            "columns come from the header, but no header line is described",
                            "add 'header: first' to the 'lines' block");
        }
        return new TextLayout(
                shape, characterSet, delimiter, quote, lenient, assign, columns, lines, least, most, blanksCut);
    }

    private Columns columns() {
        if (shape == TextLayout.Shape.KEY_VALUE) {
            return Columns.named();
        }
        Optional<Fields> byType = fields.block("columns-by-type");
        if (byType.isPresent()) {
            return byType(byType.get());
        }
        if (fields.has("columns-by-count")) {
            Map<Integer, List<Column>> byCount = new LinkedHashMap<>();
            for (Node.Entry entry : fields.entries("columns-by-count")) {
                fields.parse(entry.key(), "write the number of columns of such a line", Integer::valueOf)
                        .ifPresent(count -> byCount.put(count, listed(entry.value())));
            }
            return new Columns(false, List.of(), byCount, Optional.empty());
        }
        Optional<Node> node = fields.node("columns");
        if (node.isEmpty()) {
            fields.required("columns");
            return Columns.listed(List.of());
        }
        if (node.get() instanceof Node.Scalar scalar) {
            fields.word(scalar, Map.of("from-header", true));
            return Columns.named();
        }
        return Columns.listed(listed(node.get()));
    }

    private Columns byType(Fields block) {
        Map<String, List<Column>> types = new LinkedHashMap<>();
        Column at = block.required("at")
                .flatMap(position -> column("type", position))
                .orElse(new Column("type", 1, 1));
        for (Node.Entry entry : block.entries("types")) {
            types.put(entry.key().text(), listed(entry.value()));
        }
        if (types.isEmpty()) {
            block.required("types");
        }
        block.done();
        return new Columns(false, List.of(), Map.of(), Optional.of(new Columns.ByType(at, types)));
    }

    /** A list of names in order, or a block of names and positions. */
    private List<Column> listed(Node node) {
        List<Column> columns = new ArrayList<>();
        if (node instanceof Node.Items items && shape == TextLayout.Shape.DELIMITED) {
            for (Node item : items.items()) {
                int position = columns.size() + 1;
                columns.add(new Column(item instanceof Node.Scalar name ? name.text() : "", position, position));
            }
        } else if (node instanceof Node.Block block) {
            for (Node.Entry entry : block.entries()) {
                if (entry.value() instanceof Node.Scalar position) {
                    column(entry.key().text(), position).ifPresent(columns::add);
                }
            }
        }
        if (columns.isEmpty()) {
            fields.problems()
                    .add(
                            node.place(),
                            "no columns are named",
                            "write 'name: position' lines, or a list of names in order");
        }
        return columns;
    }

    private Optional<Column> column(String name, Node.Scalar position) {
        return switch (shape) {
            case DELIMITED ->
                fields.parse(position, "write the position of the column, from 1", text -> at(name, text, text));
            case KEY_VALUE -> Optional.of(new Column(position.text(), 0, 0));
            case FIXED_WIDTH ->
                fields.parse(position, "write the first and last byte of the column, from 1: 12-25", text -> {
                    int dash = text.indexOf('-');
                    return dash < 0
                            ? at(name, text, text)
                            : at(name, text.substring(0, dash), text.substring(dash + 1));
                });
        };
    }

    private static Column at(String name, String first, String last) {
        Column column = new Column(name, Integer.parseInt(first.strip()), Integer.parseInt(last.strip()));
        if (column.first() < 1 || column.last() < column.first()) {
            throw new IllegalArgumentException("positions count from 1 and rise");
        }
        return column;
    }

    private LineRules lines(Fields lines) {
        List<String> ignore =
                lines.scalars("ignore").stream().map(Node.Scalar::text).toList();
        Optional<String> header = lines.text("header");
        long longest = lines.wholeNumber("longest-bytes").orElse((long) TextLayout.LONGEST_LINE_BYTES);
        LineRules rules = new LineRules(
                ignore,
                lines.wholeNumber("skip-first").orElse(0L).intValue(),
                lines.text("opening"),
                header.filter("first"::equals).isPresent(),
                header.filter(text -> !text.equals("first")),
                lines.yesNo("type-line").orElse(false),
                lines.block("trailer").map(this::trailer),
                lines.oneOf("unfinished-last", Map.of("accept", true, "reject", false))
                        .orElse(false),
                (int) Math.min(longest, TextLayout.LONGEST_LINE_BYTES));
        lines.done();
        return rules;
    }

    private TrailerRule trailer(Fields trailer) {
        TrailerRule rule = new TrailerRule(
                trailer.requiredText("starts-with").orElse("\n"),
                trailer.yesNo("glued").orElse(false),
                trailer.yesNo("required").orElse(true),
                trailer.yesNo("several").orElse(false),
                trailer.scalar("count").flatMap(position -> column("count", position)),
                trailer.scalar("sum").flatMap(position -> column("sum", position)),
                trailer.oneOf("counts", Map.of("records", false, "all-lines", true))
                        .orElse(false));
        trailer.done();
        return rule;
    }

    private static LineRules noRules() {
        return new LineRules(
                List.of(),
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                false,
                Optional.empty(),
                false,
                TextLayout.LONGEST_LINE_BYTES);
    }

    private static int delimiter(String text) {
        Integer named = NAMED_DELIMITERS.get(text);
        return named == null ? oneByte(text) : named;
    }

    private static int oneByte(String text) {
        if (text.length() != 1 || text.charAt(0) > 127 || text.charAt(0) < ' ') {
            throw new IllegalArgumentException("not one ASCII character");
        }
        return text.charAt(0);
    }
}
