package io.turnpike.accounting;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one record says, field by field, in one form of each value: so that two records say the same exactly when their texts are equal.
 *
 * @param key what the record is known by among those of its content and operator
 * @param day to which it belongs; null where it belongs to none
 * @param values by field; a field that says nothing is not there
 * @param lines of a document, in their order
 */
public record Facts(
        String key, @Nullable LocalDate day, SortedMap<String, String> values, List<SortedMap<String, String>> lines) {
    private static final String LINES = "lines";

    public Facts {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        lines = List.copyOf(lines);
    }

    /** The text of a field; empty where it says nothing. */
    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** With another value of a field; an empty one takes it away. */
    public Facts with(String field, String value) {
        SortedMap<String, String> changed = new TreeMap<>(values);
        if (value.isEmpty()) {
            changed.remove(field);
        } else {
            changed.put(field, value);
        }
        return new Facts(key, day, changed, lines);
    }

    /** The rows a file of this content has of the record: lines with what their document says, or the record itself. */
    public List<SortedMap<String, String>> rows(Content content) {
        if (content != Content.LINES) {
            return List.of(values);
        }
        List<SortedMap<String, String>> rows = new ArrayList<>();
        for (SortedMap<String, String> line : lines) {
            SortedMap<String, String> row = new TreeMap<>(values);
            row.putAll(line);
            rows.add(row);
        }
        return rows;
    }

    /** One JSON text with its keys in order: the same facts are the same text. */
    public String json() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        values.forEach(json::put);
        if (!lines.isEmpty()) {
            ArrayNode array = json.putArray(LINES);
            for (SortedMap<String, String> line : lines) {
                ObjectNode each = array.addObject();
                line.forEach(each::put);
            }
        }
        return json.toString();
    }

    /** Back from {@link #json}. */
    public static Facts of(String key, @Nullable LocalDate day, String json) {
        JsonNode read = JsonMapper.shared().readTree(json);
        List<SortedMap<String, String>> lines = new ArrayList<>();
        read.path(LINES).forEach(line -> lines.add(texts(line)));
        return new Facts(key, day, texts(read), lines);
    }

    private static SortedMap<String, String> texts(JsonNode node) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (property.getValue().isString()) {
                texts.put(property.getKey(), property.getValue().asString());
            }
        }
        return texts;
    }

    /** Minor units as an amount field has them. */
    public static String amount(long minor, String currency) {
        return BigDecimal.valueOf(minor, Currency.getInstance(currency).getDefaultFractionDigits())
                .toPlainString();
    }

    /** Minor units of an amount field. */
    public static long minor(String amount, String currency) {
        return new BigDecimal(amount)
                .movePointRight(Currency.getInstance(currency).getDefaultFractionDigits())
                .longValueExact();
    }

    /** A number without zeros at its end. */
    public static String number(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
