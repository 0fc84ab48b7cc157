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
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The schemas that editors complete by. */
final class Schemas {
    private static final String HOME = "https://turnpike.io/schemas/";

    private Schemas() {}

    static Schema of(String kind) {
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        builder -> builder.schemas(Map.of(
                                HOME + kind + ".schema.json", text(kind), HOME + "fees.schema.json", text("fees"))))
                .getSchema(SchemaLocation.of(HOME + kind + ".schema.json"));
    }

    static boolean fits(Schema schema, Node.Block block) {
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
        String text = ((Node.Scalar) node).text();
        return text.isEmpty() ? "null" : text.matches("[0-9]{1,9}") ? text : quoted(text);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
