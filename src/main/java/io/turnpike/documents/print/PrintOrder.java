package io.turnpike.documents.print;

import io.turnpike.invoicing.PrintTerms;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How an operator's documents are printed: the {@code print:} block of {@code document-templates/operators/<operator>.yaml}.
 *
 * @param group a file for each value of it; empty for one group
 * @param levels one or two keys: documents are sorted by the first, and within it by the second
 * @param separator where separator sheets go
 * @param documentsPerFile a group with more goes on in another file: bounds the memory one file takes
 */
public record PrintOrder(Optional<PrintKey> group, List<PrintKey> levels, Separator separator, int documentsPerFile) {
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

    /** As an operator's terms have it. */
    public static PrintOrder of(PrintTerms terms) {
        Map<String, PrintKey> keys = PrintKey.words();
        return new PrintOrder(
                Optional.ofNullable(keys.get(terms.group())),
                terms.sort().stream()
                        .map(keys::get)
                        .map(Objects::requireNonNull)
                        .toList(),
                Objects.requireNonNull(SEPARATORS.get(terms.separator()), terms.separator()),
                terms.documentsPerFile());
    }

    /** Group, first level, second level; what is equal in all goes by flat and account, so that an account's documents stay together. */
    Comparator<PrintKeys> comparator() {
        Comparator<PrintKeys> order = PrintKeys.by(levels.get(0));
        for (PrintKey level : levels.subList(1, levels.size())) {
            order = order.thenComparing(PrintKeys.by(level));
        }
        order = order.thenComparing(keys -> keys.address().flat(), HouseNumbers.INSTANCE)
                .thenComparing(PrintKeys::account, Collation.INSTANCE);
        return group.isPresent() ? PrintKeys.by(group.get()).thenComparing(order) : order;
    }

    /** The group a document is printed with; empty where there is but one. */
    public String group(PrintKeys keys) {
        return group.map(keys::label).orElse("");
    }

    String level(PrintKeys keys, int level) {
        return level < levels.size() ? keys.label(levels.get(level)) : "";
    }
}
