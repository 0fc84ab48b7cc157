package io.turnpike.invoicing;

import java.util.List;

/**
 * How an operator's documents are printed: the {@code print:} block of its file.
 *
 * @param sort one or two keys, the most significant first: of {@link #KEYS}
 * @param group key with a file of its own for each of its values; empty for one group
 * @param separator where separator sheets go: none, group or first-level
 * @param documentsPerFile a group with more goes on in another file: bounds the memory one file takes
 */
public record PrintTerms(List<String> sort, String group, String separator, int documentsPerFile) {
    /** What documents can be grouped and sorted by. */
    public static final List<String> KEYS =
            List.of("contract", "number", "street-and-house", "postal-index", "city", "name", "print-zone");

    static final List<String> SEPARATORS = List.of("none", "group", "first-level");
    static final int MOST_LEVELS = 2;
    static final int MOST_DOCUMENTS_PER_FILE = 20_000;

    /** Printing houses take files of so many documents without trouble, and one needs less than 1 GiB of heap. */
    private static final int DEFAULT_DOCUMENTS_PER_FILE = 10_000;

    /** One group sorted by postal index and name: what holds for an operator without a print block. */
    public static final PrintTerms STANDARD =
            new PrintTerms(List.of("postal-index", "name"), "", "group", DEFAULT_DOCUMENTS_PER_FILE);

    public PrintTerms {
        sort = List.copyOf(sort);
    }
}
