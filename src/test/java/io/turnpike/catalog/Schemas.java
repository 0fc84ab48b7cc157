package io.turnpike.catalog;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.turnpike.definitions.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The schemas that editors complete by. */
public final class Schemas {
    private static final String HOME = "https://turnpike.io/schemas/";

    private Schemas() {}

    /** The schema of a kind of definition; those of fees and of readers are referred to by others. */
    public static Schema of(String kind) {
        Map<String, String> texts = Stream.of(kind, "fees", "reader")
                .distinct()
                .collect(Collectors.toMap(name -> HOME + name + ".schema.json", Schemas::text));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(texts))
                .getSchema(SchemaLocation.of(HOME + kind + ".schema.json"));
    }

    public static boolean fits(Schema schema, Node.Block block) {
        return schema.validate(json(block), InputFormat.JSON).isEmpty();
    }

    private static String text(String kind) {
        try (InputStream in = Schemas.class.getResourceAsStream("/schemas/" + kind + ".schema.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A definition as JSON: what is written as a whole number is one. */
    static String json(Node node) {
        if (node instanceof Node.Block block) {
            return block.entries().stream()
                    .map(entry -> quoted(entry.key().text()) + ":" + json(entry.value()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node instanceof Node.Items items) {
            return items.items().stream().map(Schemas::json).collect(Collectors.joining(",", "[", "]"));
        }
        Node.Scalar scalar = (Node.Scalar) node;
        String text = scalar.text();
        if (isInQuotes(scalar)) {
            return quoted(text);
        }
        return text.isEmpty() ? "null" : text.matches("0|[1-9][0-9]{0,8}") ? text : quoted(text);
    }

    /** What stands in quotes is a text, as YAML has it: the place of a word is behind its quote. */
    private static boolean isInQuotes(Node.Scalar scalar) {
        List<String> lines = scalar.place().file().lines();
        int quote = scalar.place().column() - 2;
        return scalar.place().line() > 0
                && quote >= 0
                && "\"'".indexOf(lines.get(scalar.place().line() - 1).charAt(quote)) >= 0;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t") + '"';
    }
}
