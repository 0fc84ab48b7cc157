package io.turnpike.documents.print;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an operator's documents are printed: the {@code print:} section of {@code document-templates/operators/<operator>.yaml}.
 *
 * @param group a file for each value of it; empty for one group
 * @param levels one or two keys: documents are sorted by the first, and within it by the second
 * @param separator where separator sheets go
 * @param documentsPerFile a group with more goes on in another file: bounds the memory one file takes
 */
public record PrintOrder(Optional<PrintKey> group, List<PrintKey> levels, Separator separator, int documentsPerFile) {
    /** Printing houses take such files without trouble, and one needs less than 1 GiB of heap. */
    private static final int DEFAULT_DOCUMENTS_PER_FILE = 10_000;

    private static final int MOST_DOCUMENTS_PER_FILE = 20_000;
    private static final int MOST_LEVELS = 2;

    /** Where separator sheets go. */
    public enum Separator {
        NONE,
        /** One at the start of each file. */
        GROUP,
        /** One before each new value of the first level as well. */
        FIRST_LEVEL
    }

    private static final Map<String, Separator> SEPARATORS =
            Map.of("none", Separator.NONE, "group", Separator.GROUP, "first-level", Separator.FIRST_LEVEL);

    /** One group sorted by postal index and name: what holds for an operator without a print section. */
    public static PrintOrder standard() {
        return new PrintOrder(
                Optional.empty(),
                List.of(PrintKey.POSTAL_INDEX, PrintKey.NAME),
                Separator.GROUP,
                DEFAULT_DOCUMENTS_PER_FILE);
    }

    /** Reads the section; mistakes become problems, and the standard stands in for what is wrong. */
    public static PrintOrder read(Fields print) {
        Optional<PrintKey> group = print.oneOf("group", PrintKey.words());
        List<PrintKey> levels = new ArrayList<>();
        for (Node.Scalar word : print.scalars("sort")) {
            print.word(word, PrintKey.words()).ifPresent(levels::add);
        }
        if (levels.isEmpty() || levels.size() > MOST_LEVELS) {
            print.problems()
                    .add(
                            print.node("sort").map(Node::place).orElse(print.place()),
                            "'sort' has " + levels.size() + " levels",
                            "write one or two keys, such as 'sort: [street-and-house, name]'");
            levels = standard().levels();
        }
        Separator separator = print.oneOf("separator", SEPARATORS).orElse(Separator.GROUP);
        int perFile = print.value("documents-per-file", "write a number from 1 to " + MOST_DOCUMENTS_PER_FILE, text -> {
                    int count = Integer.parseInt(text);
                    if (count < 1 || count > MOST_DOCUMENTS_PER_FILE) {
                        throw new IllegalArgumentException("out of range");
                    }
                    return count;
                })
                .orElse(DEFAULT_DOCUMENTS_PER_FILE);
        print.done();
        return new PrintOrder(group, List.copyOf(levels), separator, perFile);
    }

    /** Group, first level, second level; what is equal in all goes by flat, account and document number. */
    Comparator<PrintKeys> comparator() {
        Comparator<PrintKeys> order = PrintKeys.by(levels.get(0));
        for (PrintKey level : levels.subList(1, levels.size())) {
            order = order.thenComparing(PrintKeys.by(level));
        }
        order = order.thenComparing(keys -> keys.address().flat(), HouseNumbers.INSTANCE)
                .thenComparing(PrintKeys::account, Collation.INSTANCE)
                .thenComparing(PrintKeys::number, Collation.INSTANCE);
        return group.isPresent() ? PrintKeys.by(group.get()).thenComparing(order) : order;
    }

    String group(PrintKeys keys) {
        return group.map(keys::label).orElse("");
    }

    String level(PrintKeys keys, int level) {
        return level < levels.size() ? keys.label(levels.get(level)) : "";
    }
}
