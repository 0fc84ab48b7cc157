package io.turnpike.catalog;

import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.rating.Fraction;
import io.turnpike.rating.Rate;
import io.turnpike.rating.RateLayer;
import io.turnpike.rating.RateTerms;
import io.turnpike.usage.Direction;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final SourceFile file;
    private final Currency currency;
    private final NodePath node;
    private final RateTerms terms;
    private final Problems problems;
    private final Map<String, Rate> rates = new HashMap<>();
    private int mistakes;

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
        while (columns.length > 0 && from < text.length() && mistakes < MOST_MISTAKES) {
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
        if (prefix.isEmpty() || !prefix.chars().allMatch(c -> c >= '0' && c <= '9')) {
            mistake(line, row, "not a prefix: '" + prefix + "'", "write digits, with or without +");
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

    private @Nullable Rate rate(String row, int line, int[] columns) {
        String price = cell(row, columns[2]);
        String setup = cell(row, columns[3]);
        String step = cell(row, columns[4]);
        String key = setup.isEmpty() && step.isEmpty() ? price : price + ";" + setup + ";" + step;
        Rate known = rates.get(key);
        if (known != null) {
            return known;
        }
        try {
            PriceText parsed = PriceText.parse(price, currency, node.kind().unit());
            Rate rate = terms(parsed, setup, step).over(null);
            rates.put(key, rate);
            return rate;
        } catch (IllegalArgumentException | ArithmeticException e) {
            mistake(line, row, "cannot read '" + key + "'", PriceText.REMEDY);
            return null;
        }
    }

    private RateTerms terms(PriceText price, String setup, String step) {
        String[] steps = step.split(" then ", 2);
        Long first = terms.firstIncrement();
        Long rest = terms.increment();
        Quantity per = price.increment();
        if (!step.isEmpty()) {
            first = steps.length == 2
                    ? Long.valueOf(Quantity.increment(steps[0], node.kind().unit()))
                    : null;
            rest = Quantity.increment(steps[steps.length - 1], node.kind().unit());
        } else if (per != null) {
            rest = per.units();
        }
        Fraction perUnit = price.perUnit();
        return new RateTerms(
                perUnit,
                null,
                List.of(),
                null,
                first,
                rest,
                setup.isEmpty() ? terms.setupMicros() : Long.valueOf(PriceText.amountMicros(setup, currency)),
                terms.freeUnits(),
                terms.floorMicros(),
                terms.capMicros());
    }

    /** Where each known column stands, -1 where the table has none. */
    private Optional<int[]> columns(String header) {
        List<String> names = List.of(header.strip().split(";", -1));
        int[] columns = new int[COLUMNS.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = names.indexOf(COLUMNS.get(i));
        }
        for (String name : names) {
            if (!COLUMNS.contains(name)) {
                mistake(1, header, "unknown column '" + name + "'", COLUMN_REMEDY);
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

    private void mistake(int line, String row, String message, String remedy) {
        mistakes++;
        problems.add(new Place(file, line, 1, Math.max(1, row.length())), message, remedy);
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }
}
