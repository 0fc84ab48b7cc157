package io.turnpike.accounting.exports;

import io.turnpike.accounting.Content;
import io.turnpike.accounting.Facts;
import io.turnpike.accounting.Field;
import io.turnpike.definitions.Suggestion;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One record of an example of an export: its fields in the form in which exports are given them, and nothing that they are never given. */
final class ExampleRecord {
    private static final String AMOUNT = "-?[0-9]{1,15}(\\.[0-9]{1,4})?";

    private final ExportDefinition definition;
    private final SortedMap<String, String> values = new TreeMap<>();
    private final List<SortedMap<String, String>> lines = new ArrayList<>();

    ExampleRecord(ExportDefinition definition) {
        this.definition = definition;
    }

    /** Begins a line of the document; refused where files are not about lines. */
    boolean line() {
        boolean taken = definition.content() == Content.LINES;
        if (taken) {
            lines.add(new TreeMap<>());
        }
        return taken;
    }

    /** Takes a field; returns what would be right where this is not. An empty text says nothing. */
    Optional<String> put(String name, String text) {
        Map<String, Field> known = known();
        Field field = known.get(name);
        if (field == null) {
            return Optional.of("a field: " + Suggestion.remedy(name, known.keySet()));
        }
        Optional<String> wanted = text.isEmpty() || hasForm(field, text) ? Optional.empty() : Optional.of(form(field));
        SortedMap<String, String> into = lines.isEmpty() ? values : lines.get(lines.size() - 1);
        if (wanted.isEmpty() && !text.isEmpty() && into.put(name, text) != null) {
            return Optional.of("each field once");
        }
        return wanted;
    }

    /** In the order of the reference. Behind the first {@code line} those of lines; a version only where a system is kept in step. */
    private Map<String, Field> known() {
        Content content = definition.content();
        Map<String, Field> known = new LinkedHashMap<>();
        List<Field> ofDocuments = Content.DOCUMENTS.fields();
        for (Field field : content.fields()) {
            boolean fits = content != Content.LINES || ofDocuments.contains(field) == lines.isEmpty();
            if (fits && (definition.system().isPresent() || !field.name().equals("version"))) {
                known.put(field.name(), field);
            }
        }
        return known;
    }

    private static boolean hasForm(Field field, String text) {
        try {
            return switch (field.kind()) {
                case TEXT -> true;
                case DAY -> LocalDate.parse(text).toString().equals(text);
                case TIME -> Instant.parse(text).toString().equals(text);
                case AMOUNT -> text.matches(AMOUNT);
                case NUMBER -> Facts.number(new BigDecimal(text)).equals(text);
            };
        } catch (DateTimeException | NumberFormatException e) {
            return false;
        }
    }

    private static String form(Field field) {
        return switch (field.kind()) {
            case TEXT -> "a text";
            case DAY -> "a day such as 2026-10-31";
            case TIME -> "an instant such as 2026-10-31T21:00:00Z";
            case AMOUNT -> "an amount such as 1234.50";
            case NUMBER -> "a number such as 12.5, without zeros at its end";
        };
    }

    /** What every record that is exported has and this one has not. */
    Optional<String> missing() {
        if (definition.pattern().has(FilePattern.OPERATOR) && !values.containsKey("operator")) {
            return Optional.of("a record with 'operator: CODE', which is in the file's name");
        }
        if (definition.marksDay() && !values.containsKey("date")) {
            return Optional.of("a record with 'date: 2026-10-31', which is in the file's name");
        }
        boolean ofKinds = definition.content().hasKinds()
                && (definition.marksKind() || values.containsKey("kind"))
                && !definition.kinds().contains(values.getOrDefault("kind", ""));
        if (ofKinds) {
            return Optional.of("a document of a kind that is exported: 'kind: ' and one of "
                    + String.join(", ", definition.kinds()));
        }
        return amounts();
    }

    private Optional<String> amounts() {
        List<SortedMap<String, String>> all = new ArrayList<>(lines);
        all.add(values);
        for (Field field : definition.content().fields()) {
            for (SortedMap<String, String> each : all) {
                String amount = each.getOrDefault(field.name(), "");
                if (field.kind() == Field.Kind.AMOUNT && !amount.isEmpty()) {
                    String currency = values.getOrDefault("currency", "");
                    if (!hasDecimals(amount, currency)) {
                        return Optional.of("'" + field.name() + "' with the decimals of the record's 'currency'"
                                + (currency.isEmpty() ? ", and that field" : " " + currency));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean hasDecimals(String amount, String currency) {
        try {
            return Facts.amount(Facts.minor(amount, currency), currency).equals(amount);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return false;
        }
    }

    /**
     * As exports are given it.
     *
     * @param ordinal from 1; what it is called in messages where it has no key
     */
    Facts facts(int ordinal) {
        Content content = definition.content();
        String key = content == Content.POSTINGS
                ? values.getOrDefault("entry", "") + "/" + values.getOrDefault("line", "")
                : values.getOrDefault("key", "record " + ordinal);
        String date = content.hasDays() ? values.get("date") : null;
        return new Facts(key, date == null ? null : LocalDate.parse(date), values, lines);
    }
}
