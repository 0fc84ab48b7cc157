package io.turnpike.accounting.imports;

import io.turnpike.accounting.BookColumn;
import io.turnpike.accounting.BookColumnReader;
import io.turnpike.accounting.Content;
import io.turnpike.accounting.CsvForm;
import io.turnpike.accounting.CsvFormReader;
import io.turnpike.accounting.DocumentKinds;
import io.turnpike.accounting.Field;
import io.turnpike.accounting.SystemName;
import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one {@code import.yaml}. */
final class ImportReader {
    /** Fields of a row that are none of the record. */
    static final Field STATUS = new Field("status", Field.Kind.TEXT);

    static final Field STATUS_TEXT = new Field("status-text", Field.Kind.TEXT);

    private static final Map<String, Content> CONTENTS = Map.of(
            "documents", Content.DOCUMENTS,
            "payments", Content.PAYMENTS,
            "refunds", Content.REFUNDS,
            "counterparties", Content.COUNTERPARTIES);

    private final String name;
    private final SourceFile file;
    private final Fields fields;
    private final Problems problems;
    private final Path home;

    ImportReader(Path home, String name, SourceFile file, Fields fields) {
        this.home = home;
        this.name = name;
        this.file = file;
        this.fields = fields;
        this.problems = fields.problems();
    }

    Optional<ImportDefinition> read() {
        int before = problems.count();
        fields.required("import").ifPresent(written -> {
            if (!written.text().equals(name)) {
                problems.add(written.place(), "the folder is named " + name, "write 'import: " + name + "'");
            }
        });
        String about = fields.requiredText("about").orElse("");
        fields.required("system");
        String system = SystemName.read(fields, home).orElse("");
        Optional<String> operator = fields.text("operator");
        Optional<String> currency = fields.value(
                "currency",
                "write a code of ISO 4217 such as RUB",
                text -> Currency.getInstance(text).getCurrencyCode());
        ImportFormat format = fields.oneOf("format", ImportFormat.WORDS).orElse(ImportFormat.CSV);
        fields.required("content");
        Content content = fields.oneOf("content", CONTENTS).orElse(Content.DOCUMENTS);
        List<String> kinds = fields.scalars("kinds").stream()
                .flatMap(kind -> fields.word(kind, DocumentKinds.WORDS).stream())
                .toList();
        fields.required("lists");
        boolean all =
                fields.oneOf("lists", Map.of("all", true, "changes", false)).orElse(false);
        MoneyPlacesReader places = new MoneyPlacesReader(home, problems);
        MoneyPlaces into = places.read(fields);
        CsvForm csv = CsvFormReader.read(format == ImportFormat.CSV ? fields.block("csv") : Optional.empty());
        List<BookColumn> columns = format == ImportFormat.CSV ? columns(content) : List.of();
        if (format == ImportFormat.CSV) {
            complete(content, columns, operator);
            places.check(columns, into, fields.node("columns").map(Node::place).orElse(fields.place()));
        }
        fields.done();
        return problems.count() > before
                ? Optional.empty()
                : Optional.of(new ImportDefinition(
                        name, file, about, system, operator, currency, format, content, kinds, all, into, csv,
                        columns));
    }

    private List<BookColumn> columns(Content content) {
        List<Field> known = new ArrayList<>(content.fields());
        known.add(STATUS);
        known.add(STATUS_TEXT);
        return new BookColumnReader(known, problems).read(fields);
    }

    /** A row must say of which record it is. */
    private void complete(Content content, List<BookColumn> columns, Optional<String> operator) {
        Set<String> there = new HashSet<>();
        for (BookColumn column : columns) {
            column.field().ifPresent(field -> {
                if (!there.add(field.name())) {
                    problems.add(
                            fields.place(), "the field '" + field.name() + "' is there twice", "keep one of the two");
                }
            });
            statusWords(column);
        }
        Set<String> wanted = switch (content) {
            case DOCUMENTS, LINES -> Set.of("kind", "number", "date");
            case PAYMENTS -> Set.of("reference");
            case REFUNDS -> Set.of("key");
            case COUNTERPARTIES, POSTINGS -> Set.of("number");
        };
        if (!there.contains("key") && !there.containsAll(wanted)) {
            problems.add(
                    fields.node("columns").map(Node::place).orElse(fields.place()),
                    "a row does not say of which record it is",
                    "add a column with the field key, or with "
                            + String.join(", ", wanted.stream().sorted().toList()));
        }
        if (!there.contains("operator") && operator.isEmpty()) {
            problems.add(
                    fields.place(),
                    "nobody says whose books the file is of",
                    "add 'operator: CODE', or a column with the field operator");
        }
    }

    private void statusWords(BookColumn column) {
        if (column.field().equals(Optional.of(STATUS))) {
            for (String word : column.words().keySet()) {
                if (TheirRow.Status.ofWord(word).isEmpty()) {
                    problems.add(
                            fields.node("columns").map(Node::place).orElse(fields.place()),
                            "unknown status '" + word + "'",
                            "write sent, accepted, rejected or deleted, each with the word of the file");
                }
            }
        }
    }
}
