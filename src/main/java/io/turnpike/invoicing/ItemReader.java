package io.turnpike.invoicing;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.Suggestion;
import io.turnpike.invoicing.Item.Detail;
import io.turnpike.invoicing.LineUnit.Measure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the {@code items} block: the lines of a bill in print order. */
final class ItemReader {
    private static final int MOST_DECIMALS = 6;

    private final Problems problems;
    private final @Nullable Set<String> vatClasses;
    private final Map<String, String> itemByPath = new HashMap<>();

    /**
     * @param vatClasses the classes written in the file; null when these could not be read
     */
    ItemReader(Problems problems, @Nullable Set<String> vatClasses) {
        this.problems = problems;
        this.vatClasses = vatClasses;
    }

    List<Item> read(Fields operator) {
        operator.requiredBlock("items");
        List<Item> items = new ArrayList<>();
        for (Node.Entry entry : operator.entries("items")) {
            if (entry.value() instanceof Node.Block block) {
                items.add(item(entry.key().text(), new Fields(block, problems)));
            } else {
                problems.add(entry.value().place(), "an item without its keys", "write takes, name, unit, …");
            }
        }
        return items;
    }

    private Item item(String code, Fields fields) {
        List<String> takes = takes(code, fields);
        fields.requiredBlock("name");
        Map<String, String> name = fields.node("name")
                .map(node -> OperatorReader.texts(node, problems))
                .orElse(Map.of());
        Set<Detail> show = EnumSet.noneOf(Detail.class);
        fields.scalars("show").forEach(word -> fields.word(word, Detail.words()).ifPresent(show::add));
        fields.required("unit").ifPresent(written -> unit(written, takes));
        fields.required("revenue");
        Item item = new Item(
                code,
                takes,
                fields.text("group").orElse(code),
                name,
                show,
                fields.oneOf("unit", LineUnit.words()).orElse(LineUnit.PIECE),
                fields.value("decimals", "write 0 to 6", ItemReader::decimals).orElse(0),
                fields.value("revenue", "write lower case words joined by hyphens", ItemReader::revenue)
                        .orElse("other"),
                vatClass(fields));
        fields.done();
        return item;
    }

    private List<String> takes(String code, Fields fields) {
        List<String> takes = new ArrayList<>();
        if (!fields.has("takes")) {
            problems.add(fields.place(), "'takes' is missing", "add a line 'takes: [voice/outgoing]' to this block");
        }
        for (Node.Scalar path : fields.scalars("takes")) {
            String other = itemByPath.putIfAbsent(path.text(), code);
            if (other != null) {
                problems.add(
                        path.place(),
                        "'" + path.text() + "' is taken by item '" + other + "' too",
                        "leave it in one of the two");
            }
            String first = firstWord(path.text());
            Set<String> known = Measure.OF_CHARGES.keySet();
            if (!known.contains(first)) {
                problems.add(
                        path.place(),
                        "no charge has a path that begins with '" + first + "'",
                        Suggestion.remedy(first, known));
            }
            takes.add(path.text());
        }
        return takes;
    }

    /** An item that takes several kinds of charges may be printed in the unit of any of them; {@link ItemAdvice} says so. */
    private void unit(Node.Scalar written, List<String> takes) {
        LineUnit unit = LineUnit.words().get(written.text());
        List<Measure> measures = measures(takes);
        if (unit != null && !measures.isEmpty() && !measures.contains(unit.measure())) {
            problems.add(
                    written.place(),
                    "what '" + String.join("', '", takes) + "' charges is not counted in '" + written.text() + "'",
                    Suggestion.remedy(
                            written.text(),
                            measures.stream()
                                    .flatMap(measure -> measure.words().stream())
                                    .toList()));
        }
    }

    /** What the charges of these paths are counted in, each once. */
    static List<Measure> measures(List<String> takes) {
        return takes.stream()
                .flatMap(path -> Stream.ofNullable(Measure.OF_CHARGES.get(firstWord(path))))
                .distinct()
                .toList();
    }

    private static String firstWord(String path) {
        return path.split("/", -1)[0];
    }

    private String vatClass(Fields fields) {
        fields.required("vat");
        return fields.scalar("vat")
                .map(word -> {
                    if (vatClasses != null && !vatClasses.contains(word.text())) {
                        problems.add(
                                word.place(),
                                "unknown VAT class '" + word.text() + "'",
                                Suggestion.remedy(word.text(), vatClasses));
                    }
                    return word.text();
                })
                .orElse("");
    }

    private static int decimals(String text) {
        int decimals = Integer.parseInt(text);
        if (decimals < 0 || decimals > MOST_DECIMALS) {
            throw new IllegalArgumentException(text);
        }
        return decimals;
    }

    private static String revenue(String text) {
        if (!text.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
