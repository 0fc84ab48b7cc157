package io.turnpike.payments.statements;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An element of an XML file with all that is in it. Names are local: banks bind any prefix, or none, to one namespace.
 *
 * @param line on which it begins, from 1
 * @param from the place of its first character in the file, and to that behind its last
 * @param text of its own, without that of its children
 */
public record XmlElement(
        String name,
        int line,
        long from,
        long to,
        Map<String, String> attributes,
        List<XmlElement> children,
        String text) {
    public XmlElement {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }

    /** The first element at a path such as {@code Refs/EndToEndId}, or its attribute as in {@code Amt@Ccy}; empty where there is none. */
    public String value(String path) {
        int at = path.indexOf('@');
        String elements = at < 0 ? path : path.substring(0, at);
        List<XmlElement> found = elements.isEmpty() ? List.of(this) : all(elements);
        if (found.isEmpty()) {
            return "";
        }
        XmlElement first = found.get(0);
        return at < 0 ? first.text : first.attributes.getOrDefault(path.substring(at + 1), "");
    }

    /** The first of the paths that says something. */
    public String first(String... paths) {
        for (String path : paths) {
            String value = value(path);
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    /** Every element at a path, in the order of the file. */
    public List<XmlElement> all(String path) {
        List<XmlElement> found = List.of(this);
        for (String step : path.split("/", -1)) {
            List<XmlElement> next = new ArrayList<>();
            for (XmlElement element : found) {
                element.children.stream()
                        .filter(child -> child.name.equals(step))
                        .forEach(next::add);
            }
            found = next;
        }
        return found;
    }
}
