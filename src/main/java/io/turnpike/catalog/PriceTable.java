package io.turnpike.catalog;

import io.turnpike.definitions.Misread;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Suggestion;
import io.turnpike.rating.Rate;
import io.turnpike.rating.RateLayer;
import io.turnpike.rating.RateTerms;
import io.turnpike.usage.Direction;
import io.turnpike.usage.UsageKind.Unit;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a price table: {@code prefix;name;price} with a header line, and {@code setup} and {@code step} where prefixes differ in
 * them. Up to millions of lines, so a line is cut by hand and equal prices share one rate.
 */
final class PriceTable {
    private static final List<String> COLUMNS = List.of("prefix", "name", "price", "setup", "step");
    private static final String COLUMN_REMEDY =
            "write a header line of: " + String.join(";", COLUMNS) + "; prefix and price are needed";
    /** After so many mistakes the table is the wrong file. */
    private static final int MOST_MISTAKES = 100;

    private static final int MOST_DIGITS = 18;

    private final SourceFile file;
    private final Currency currency;
    private final NodePath node;
    private final RateTerms terms;
    private final Problems problems;
    private final Map<String, Rate> rates = new HashMap<>();
    private int mistakes;
    private int width;

    /**
     * Prepares to read a table.
     *
     * @param terms the node's own: what the table does not state
     */
    PriceTable(SourceFile file, Currency currency, NodePath node, RateTerms terms, Problems problems) {
        this.file = file;
        this.currency = currency;
        this.node = node;
        this.terms = terms;
        this.problems = problems;
    }

    void readInto(RateLayer layer, int path, Direction direction) {
        String text = file.text();
        int end = lineEnd(text, 0);
        int[] columns = columns(text.substring(0, end)).orElse(new int[0]);
        int line = 1;
        int from = end + 1;
        while (columns.length > 0 && from < text.length()) {
            if (mistakes >= MOST_MISTAKES) {
                problems.add(
                        new Place(file, line + 1, 1, 1),
                        "the rest of the table was not read after " + MOST_MISTAKES + " mistakes",
                        "mend these, or name the right file");
                return;
            }
            line++;
            end = lineEnd(text, from);
            String row = text.substring(from, end > from && text.charAt(end - 1) == '\r' ? end - 1 : end);
            if (!row.isBlank()) {
                readRow(row, line, columns, new Target(layer, path, direction));
            }
            from = end + 1;
        }
    }

    private record Target(RateLayer layer, int path, Direction direction) {}

    private void readRow(String row, int line, int[] columns, Target target) {
        String prefix = CommonRules.digits(cell(row, columns[0]));
        if (!isPrefix(prefix)) {
            mistake(
                    new Cell(row, line, columns[0]),
                    "not a prefix: '" + prefix + "'",
                    "write up to " + MOST_DIGITS + " digits, with or without +");
            return;
        }
        if (cells(row) > width) {
            mistake(line, row, "more cells than the header has columns", COLUMN_REMEDY);
            return;
        }
        Rate rate = rate(row, line, columns);
        if (rate == null) {
            return;
        }
        String clash = target.layer.addPrefix(
                node.kind(),
                target.direction,
                prefix,
                target.path,
                new RateLayer.PrefixRate(RateLayer.Source.TABLE, rate));
        if (clash != null) {
            mistake(line, row, "prefix " + prefix + " is already priced by " + clash, "keep one of the two");
        }
    }

    private static boolean isPrefix(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MOST_DIGITS;
    }

    private static int cells(String row) {
        int cells = 1;
        for (int i = row.indexOf(';'); i >= 0; i = row.indexOf(';', i + 1)) {
            cells++;
        }
        return cells;
    }

    private @Nullable Rate rate(String row, int line, int[] columns) {
        String price = cell(row, columns[2]);
        String setup = cell(row, columns[3]);
        String step = cell(row, columns[4]);
        String key = setup.isEmpty() && step.isEmpty() ? price : price + ";" + setup + ";" + step;
        Rate known = rates.get(key);
        if (known != null) {
            return known;
        }
        Unit unit = node.kind().unit();
        PriceText parsed = read(
                new Cell(row, line, columns[2]),
                PriceText.remedy(currency, unit),
                text -> PriceText.parse(text, currency, unit));
        Long setupMicros = setup.isEmpty()
                ? terms.setupMicros()
                : read(
                        new Cell(row, line, columns[3]),
                        PriceText.AMOUNT_REMEDY,
                        text -> PriceText.amountMicros(text, currency));
        TermsReader.Increments increments = step.isEmpty()
                ? new TermsReader.Increments(terms.firstIncrement(), terms.increment())
                : read(
                        new Cell(row, line, columns[4]),
                        TermsReader.STEP_REMEDY,
                        text -> TermsReader.increments(text, unit));
        boolean setupMissing = setupMicros == null && !setup.isEmpty();
        if (parsed == null || increments == null || setupMissing) {
            return null;
        }
        Rate rate = terms(parsed, setupMicros, step.isEmpty(), increments).over(null);
        rates.put(key, rate);
        return rate;
    }

    /** A cell of a row, for the place of a mistake. */
    private record Cell(String row, int line, int column) {}

    /** What a parser makes of a cell; {@code null} where it is told that it makes nothing. */
    private <T> @Nullable T read(Cell cell, String remedy, Function<String, T> parser) {
        String text = cell(cell.row, cell.column);
        try {
            return parser.apply(text);
        } catch (Misread e) {
            mistake(cell, String.valueOf(e.getMessage()), e.remedy().orElse(remedy));
        } catch (IllegalArgumentException | ArithmeticException e) {
            mistake(cell, "cannot read '" + text + "'", remedy);
        }
        return null;
    }

    private RateTerms terms(
            PriceText price, @Nullable Long setupMicros, boolean stepOfNode, TermsReader.Increments increments) {
        Quantity per = price.increment();
        return new RateTerms(
                price.perUnit(),
                null,
                List.of(),
                null,
                increments.first(),
                stepOfNode && per != null ? Long.valueOf(per.units()) : increments.rest(),
                setupMicros,
                terms.freeUnits(),
                terms.floorMicros(),
                terms.capMicros());
    }

    /** Where each known column stands, -1 where the table has none. */
    private Optional<int[]> columns(String header) {
        List<String> names = List.of(header.strip().split(";", -1));
        width = names.size();
        int[] columns = new int[COLUMNS.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = names.indexOf(COLUMNS.get(i));
        }
        for (String name : names) {
            if (!COLUMNS.contains(name)) {
                mistake(
                        1,
                        header,
                        "unknown column '" + name + "'",
                        Suggestion.nearest(name, COLUMNS)
                                .map(near -> "did you mean '" + near + "'? " + COLUMN_REMEDY)
                                .orElse(COLUMN_REMEDY));
            }
            if (names.indexOf(name) != names.lastIndexOf(name)) {
                mistake(1, header, "column '" + name + "' is written twice", "keep one of the two");
                return Optional.empty();
            }
        }
        if (columns[0] < 0 || columns[2] < 0) {
            mistake(1, header, "a needed column is missing", COLUMN_REMEDY);
            return Optional.empty();
        }
        return Optional.of(columns);
    }

    private static String cell(String row, int column) {
        int from = 0;
        for (int i = 0; i < column; i++) {
            from = row.indexOf(';', from) + 1;
            if (from == 0) {
                return "";
            }
        }
        int to = row.indexOf(';', from);
        return column < 0 ? "" : row.substring(from, to < 0 ? row.length() : to).strip();
    }

    private void mistake(Cell cell, String message, String remedy) {
        int from = 0;
        for (int i = 0; i < cell.column && from >= 0; i++) {
            int separator = cell.row.indexOf(';', from);
            from = separator < 0 ? cell.row.length() : separator + 1;
        }
        int length = cell(cell.row, cell.column).length();
        mistakes++;
        problems.add(new Place(file, cell.line, from + 1, Math.max(1, length)), message, remedy);
    }

    private void mistake(int line, String row, String message, String remedy) {
        mistakes++;
        problems.add(new Place(file, line, 1, Math.max(1, row.length())), message, remedy);
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }
}
