package io.turnpike.documents.kept;

import io.turnpike.invoicing.OperatorTerms.CustomerKind;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads frozen documents for templates. */
final class Snapshots {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> DOCUMENT = new TypeReference<>() {};

    private Snapshots() {}

    static Map<String, Object> parse(String json) {
        return JSON.readValue(json, DOCUMENT);
    }

    static String text(Map<String, Object> snapshot, String key) {
        Object value = snapshot.get(key);
        return value == null ? "" : value.toString();
    }

    static String operator(Map<String, Object> snapshot) {
        return snapshot.get("operator") instanceof Map<?, ?> operator ? String.valueOf(operator.get("code")) : "";
    }

    static String account(Map<String, Object> snapshot) {
        return snapshot.get("account") instanceof Map<?, ?> account ? String.valueOf(account.get("number")) : "";
    }

    static CustomerKind customerKind(Map<String, Object> snapshot) {
        return CustomerKind.ofWord(
                snapshot.get("customer") instanceof Map<?, ?> customer ? String.valueOf(customer.get("kind")) : "");
    }
}
