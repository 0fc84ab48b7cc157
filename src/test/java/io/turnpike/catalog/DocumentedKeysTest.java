package io.turnpike.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reference pages of {@code docs/definitions} against the schemas: no key without a row, no row without a key, all words named. */
class DocumentedKeysTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));
    private static final Path SCHEMAS = HOME.resolve("src/main/resources/schemas");
    private static final Path PAGES = HOME.resolve("docs/definitions");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    /** The same keys stand under several names there: the page writes them once. */
    private static final Pattern SAID_ELSEWHERE = Pattern.compile(
            "end\\..*|quantity-of\\.[a-z]+\\..*|numbers\\.(calling|called)-plan\\..*|capacities\\.\\*\\.tiers\\.\\*");

    private final Map<String, Set<String>> wordsByKey = new TreeMap<>();
    private JsonNode root = JsonMapper.shared().createObjectNode();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan",
                "zones",
                "holidays",
                "traffic-zones",
                "reader",
                "flow-reader",
                "job",
                "operator",
                "payment-system",
                "cash-register",
                "export",
                "import"
            })
    void every_key_of_a_schema_has_its_row(String kind) throws IOException {
        root = JsonMapper.shared().readTree(Files.readString(SCHEMAS.resolve(kind + ".schema.json")));
        walk(root, "");
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(PAGES.resolve(kind + ".md"))) {
            if (line.startsWith("| `")) {
                String keys = line.substring(1, line.indexOf('|', 1));
                Matcher key = QUOTED.matcher(keys);
                while (key.find()) {
                    rows.put(key.group(1), line);
                }
            }
        }
        Set<String> keys = new TreeSet<>(wordsByKey.keySet());
        keys.removeIf(key -> SAID_ELSEWHERE.matcher(key).matches());
        if (kind.equals("job")) {
            rows.keySet().removeIf(row -> row.matches("[a-z-]+") && !keys.contains(row)); // the steps and their options
        }
        assertThat(rows.keySet()).isEqualTo(keys);
        wordsByKey.forEach((key, words) -> {
            if (keys.contains(key)) {
                words.forEach(word -> assertThat(rows.get(key)).as(key).contains("`" + word + "`"));
            }
        });
    }

    @Test
    void the_page_of_fees_names_every_key_and_word_of_its_schema() throws IOException {
        root = JsonMapper.shared().readTree(Files.readString(SCHEMAS.resolve("fees.schema.json")));
        walk(root, "");
        String page = Files.readString(PAGES.resolve("fees.md"));
        wordsByKey.forEach((key, words) -> {
            String name = key.substring(key.lastIndexOf('.') + 1);
            assertThat(page).as(key).contains(name.equals("*") ? "" : name);
            words.forEach(word -> assertThat(page).as(key).contains(word));
        });
        assertThat(wordsByKey).hasSizeGreaterThan(25);
    }

    @Test
    void the_page_of_templates_names_every_element_and_attribute() throws IOException {
        String page = Files.readString(PAGES.resolve("page.md"));
        Matcher name = Pattern.compile("<xs:(element|attribute) name=\"([^\"]+)\"")
                .matcher(Files.readString(SCHEMAS.resolve("page.xsd")));
        int found = 0;
        while (name.find()) {
            assertThat(page).contains("`" + name.group(2) + "`");
            found++;
        }
        assertThat(found).isGreaterThan(60);
    }

    /** Keys as paths, with a star for names that authors choose; and the words a value can be. */
    private void walk(JsonNode node, String path) {
        JsonNode schema = resolved(node);
        if (schema.has("$ref")) {
            return; // another page
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            enter(property.getValue(), path + property.getKey());
        }
        for (Map.Entry<String, JsonNode> property :
                schema.path("patternProperties").properties()) {
            enter(property.getValue(), path + "*");
        }
        if (schema.path("additionalProperties").isObject()) {
            enterStar(schema.path("additionalProperties"), path);
        }
        if (schema.path("items").isObject()) {
            walk(schema.path("items"), path.isEmpty() || holdsNoBlock(schema.path("items")) ? path : path + "*.");
        }
        for (String either : Set.of("oneOf", "anyOf", "allOf")) {
            Iterator<JsonNode> each = schema.path(either).iterator();
            while (each.hasNext()) {
                walk(each.next(), path);
            }
        }
        for (String branch : Set.of("then", "else")) {
            if (schema.has(branch)) {
                walk(schema.path(branch), path);
            }
        }
        words(schema, path);
    }

    private void enter(JsonNode value, String path) {
        wordsByKey.computeIfAbsent(path, key -> new TreeSet<>());
        walk(value, path + ".");
    }

    private void enterStar(JsonNode value, String path) {
        boolean named = !path.isEmpty() && holdsNoBlock(value);
        if (named) {
            enter(value, path + "*");
        } else {
            walk(value, path + "*.");
        }
    }

    /** A block under a name that authors choose has rows for its keys, and needs none of its own. */
    private boolean holdsNoBlock(JsonNode value) {
        JsonNode schema = resolved(value);
        if (schema.has("properties") || schema.has("patternProperties")) {
            return false;
        }
        for (String either : Set.of("oneOf", "anyOf", "allOf")) {
            for (JsonNode each : schema.path(either)) {
                if (!holdsNoBlock(each)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void words(JsonNode schema, String path) {
        if (path.isEmpty()) {
            return;
        }
        Set<String> words = wordsByKey.get(path.substring(0, path.length() - 1));
        if (words != null) {
            for (JsonNode word : schema.path("enum")) {
                if (word.isString()) {
                    words.add(word.asString());
                }
            }
        }
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.startsWith("#/$defs/")
                ? root.path("$defs").path(reference.substring("#/$defs/".length()))
                : node;
    }
}
