package io.turnpike.invoicing;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the {@code print} block; what is left out is as {@link PrintTerms#STANDARD} has it. */
final class PrintReader {
    private final Fields print;

    PrintReader(Fields print) {
        this.print = print;
    }

    PrintTerms read() {
        List<String> sort = sort();
        String group = print.oneOf("group", words(PrintTerms.KEYS)).orElse("");
        String separator =
                print.oneOf("separator", words(PrintTerms.SEPARATORS)).orElse(PrintTerms.STANDARD.separator());
        int perFile = print.value(
                        "documents-per-file",
                        "write a number from 1 to " + PrintTerms.MOST_DOCUMENTS_PER_FILE,
                        PrintReader::perFile)
                .orElse(PrintTerms.STANDARD.documentsPerFile());
        print.done();
        return new PrintTerms(sort, group, separator, perFile);
    }

    private List<String> sort() {
        if (!print.has("sort")) {
            return PrintTerms.STANDARD.sort();
        }
        List<String> levels = new ArrayList<>();
        List<Node.Scalar> written = print.scalars("sort");
        written.forEach(word -> print.word(word, words(PrintTerms.KEYS)).ifPresent(levels::add));
        if (written.isEmpty() || written.size() > PrintTerms.MOST_LEVELS) {
            print.problems()
                    .add(
                            print.node("sort").map(Node::place).orElse(print.place()),
                            "'sort' has " + written.size() + " levels",
                            "write one or two keys, such as 'sort: [street-and-house, name]'");
        }
        return levels;
    }

    private static int perFile(String text) {
        int count = Integer.parseInt(text);
        if (count < 1 || count > PrintTerms.MOST_DOCUMENTS_PER_FILE) {
            throw new IllegalArgumentException(text);
        }
        return count;
    }

    private static Map<String, String> words(List<String> all) {
        Map<String, String> words = new LinkedHashMap<>();
        all.forEach(word -> words.put(word, word));
        return words;
    }
}
