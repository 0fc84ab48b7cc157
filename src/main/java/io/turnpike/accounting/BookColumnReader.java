package io.turnpike.accounting;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the list {@code columns} of a definition. */
public final class BookColumnReader {
    private final Problems problems;
    private final Map<String, Field> known = new LinkedHashMap<>();

    /** @param fields what a column may hold */
    public BookColumnReader(List<Field> fields, Problems problems) {
        fields.forEach(field -> known.put(field.name(), field));
        this.problems = problems;
    }

    /** The columns in written order; mistakes are problems. */
    public List<BookColumn> read(Fields definition) {
        List<BookColumn> columns = new ArrayList<>();
        Set<String> titles = new HashSet<>();
        List<Node> items = definition.items("columns");
        if (items.isEmpty()) {
            problems.add(
                    definition.place(), "'columns' is missing", "add 'columns:' with a list of { title: …, field: … }");
        }
        for (Node item : items) {
            if (item instanceof Node.Block block) {
                Fields fields = new Fields(block, problems);
                BookColumn column = column(fields);
                if (!column.title().isEmpty() && !titles.add(column.title())) {
                    problems.add(
                            fields.place(),
                            "the title '" + column.title() + "' is there twice",
                            "give each column a title of its own");
                }
                columns.add(column);
            } else {
                problems.add(item.place(), "a column is a block", "write '{ title: Number, field: number }'");
            }
        }
        return columns;
    }

    private BookColumn column(Fields fields) {
        String title = fields.text("title").orElse("");
        Optional<Field> field = fields.scalar("field").flatMap(this::field);
        Optional<String> text = fields.text("text");
        if (!fields.has("field") && text.isEmpty()) {
            problems.add(
                    fields.place(), "the column says nothing", "add 'field:' with a field, or 'text:' with a text");
        }
        Map<String, String> words = new LinkedHashMap<>();
        for (Node.Entry entry : fields.entries("words")) {
            if (entry.value() instanceof Node.Scalar word) {
                if (words.containsValue(word.text())) {
                    problems.add(word.place(), "two words are written '" + word.text() + "'", "write another one");
                }
                words.put(entry.key().text(), word.text());
            } else {
                problems.add(entry.value().place(), "a word is one value", "write 'invoice: Счет'");
            }
        }
        fields.done();
        return new BookColumn(title, field, text, words);
    }

    private Optional<Field> field(Node.Scalar written) {
        Field field = known.get(written.text());
        if (field == null) {
            problems.add(
                    written.place(),
                    "unknown field '" + written.text() + "'",
                    Suggestion.remedy(written.text(), known.keySet()));
        }
        return Optional.ofNullable(field);
    }
}
