package io.turnpike.accounting.exports;

import io.turnpike.accounting.BookColumn;
import io.turnpike.accounting.BookColumnReader;
import io.turnpike.accounting.Content;
import io.turnpike.accounting.CsvForm;
import io.turnpike.accounting.CsvFormReader;
import io.turnpike.accounting.DocumentKinds;
import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one {@code export.yaml}. */
final class ExportReader {

    private final String name;
    private final SourceFile file;
    private final Fields fields;
    private final Problems problems;

    ExportReader(String name, SourceFile file, Fields fields) {
        this.name = name;
        this.file = file;
        this.fields = fields;
        this.problems = fields.problems();
    }

    Optional<ExportDefinition> read() {
        int before = problems.count();
        fields.required("export").ifPresent(written -> {
            if (!written.text().equals(name)) {
                problems.add(written.place(), "the folder is named " + name, "write 'export: " + name + "'");
            }
        });
        String about = fields.requiredText("about").orElse("");
        Optional<String> system = fields.value("system", "write a word such as accounts", ExportReader::word);
        ExportFormat format = fields.oneOf("format", ExportFormat.WORDS).orElse(ExportFormat.CSV);
        fields.required("content");
        Content content = fields.oneOf("content", Content.WORDS).orElse(Content.DOCUMENTS);
        List<String> kinds = kinds(content);
        fields.required("file");
        FilePattern pattern = fields.value(
                        "file",
                        "write a name with the marks {operator}, {period}, {day}, {kind}, {batch}:"
                                + " \"{operator}-{day}.csv\"",
                        FilePattern::new)
                .orElse(new FilePattern("x"));
        CsvForm csv = CsvFormReader.read(format == ExportFormat.CSV ? fields.block("csv") : Optional.empty());
        List<BookColumn> columns =
                format == ExportFormat.CSV ? new BookColumnReader(content.fields(), problems).read(fields) : List.of();
        together(system, format, content, pattern);
        fields.done();
        return problems.count() > before
                ? Optional.empty()
                : Optional.of(
                        new ExportDefinition(name, file, about, system, format, content, kinds, pattern, csv, columns));
    }

    private List<String> kinds(Content content) {
        List<String> kinds = new ArrayList<>();
        for (Node.Scalar kind : fields.scalars("kinds")) {
            if (!content.hasKinds()) {
                problems.add(kind.place(), content.word() + " have no kinds", "leave 'kinds' out");
                break;
            }
            fields.word(kind, DocumentKinds.WORDS).ifPresent(kinds::add);
        }
        // what is paid by is a form of the invoice, and no document of the books
        return content.hasKinds() && kinds.isEmpty()
                ? DocumentKinds.WORDS.keySet().stream().sorted().toList()
                : kinds;
    }

    private void together(Optional<String> system, ExportFormat format, Content content, FilePattern pattern) {
        if (!format.takes(content)) {
            complain("content", "no file of this format has " + content.word(), "write format: csv");
        }
        if (system.isPresent() && content.keptInStep().isEmpty()) {
            complain("system", content.word() + " are not kept in step with a system", "leave 'system' out");
        }
        if (system.isPresent() != pattern.has(FilePattern.BATCH)) {
            complain(
                    "file",
                    system.isPresent()
                            ? "two files for one day would have one name"
                            : "{batch} numbers the files that a system is sent, and there is no 'system'",
                    system.isPresent() ? "add {batch} to the name" : "take {batch} out of the name");
        }
        if (pattern.has(FilePattern.KIND) && !content.hasKinds()) {
            complain("file", content.word() + " have no kinds", "take {kind} out of the name");
        }
        if (pattern.has(FilePattern.DAY) && !content.hasDays()) {
            complain("file", content.word() + " belong to no day", "take {day} out of the name");
        }
        boolean tellsPeriod = pattern.has(FilePattern.PERIOD) || pattern.has(FilePattern.DAY);
        if (system.isEmpty() && content.hasDays() && !tellsPeriod) {
            complain("file", "the next period's file would replace this one's", "add {period} or {day} to the name");
        }
        if (!pattern.has(FilePattern.OPERATOR) && !pattern.has(FilePattern.BATCH)) {
            complain("file", "another operator's file would replace this one's", "add {operator} to the name");
        }
    }

    private void complain(String key, String message, String remedy) {
        problems.add(fields.node(key).map(Node::place).orElse(fields.place()), message, remedy);
    }

    private static String word(String text) {
        if (!text.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
