package io.turnpike.payments.statements;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What field 86 of an MT940 says of a movement, in the three forms banks write: numbered parts behind {@code ?} ({@code ?20} to
 * {@code ?29} purpose, {@code ?31} account, {@code ?32} name), words between slashes ({@code /NAME/…/REMI/…}), or plain text, which is
 * all purpose.
 *
 * @param reference of the payer, where the narrative has one
 */
record Narrative(String name, String inn, String account, String purpose, String reference) {
    private static final Pattern NUMBERED = Pattern.compile("^(?:[0-9]{3})?([?>~^|])(?=[0-9]{2})");
    private static final Pattern WORD = Pattern.compile("/([A-Z]{3,8})/");

    /** A line of the narrative is cut at this length, in the middle of a word as it may be. */
    private static final int FULL_LINE = 65;

    /** Parts of a SEPA purpose. */
    private static final Pattern SEPA = Pattern.compile("(EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|IBAN|BIC)\\+");

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("NAME", "name"),
            Map.entry("ORDP", "name"),
            Map.entry("BENM", "name"),
            Map.entry("CNTP", "name"),
            Map.entry("ACCT", "account"),
            Map.entry("IBAN", "account"),
            Map.entry("INN", "inn"),
            Map.entry("TAXID", "inn"),
            Map.entry("EREF", "reference"),
            Map.entry("REMI", "purpose"),
            Map.entry("RFB", "reference"),
            Map.entry("NZP", "purpose"));

    static Narrative of(String text) {
        String read = text.strip();
        Matcher numbered = NUMBERED.matcher(read);
        if (numbered.find()) {
            return numbered(read.substring(numbered.start(1)), numbered.group(1).charAt(0));
        }
        if (WORD.matcher(read).lookingAt()) {
            return worded(joined(read));
        }
        return new Narrative("", "", "", joined(read), "");
    }

    private static Narrative numbered(String text, char mark) {
        Map<Integer, String> parts = new LinkedHashMap<>();
        for (String part : text.replace("\n", "").split(Pattern.quote(String.valueOf(mark)), -1)) {
            if (part.length() >= 2 && Character.isDigit(part.charAt(0)) && Character.isDigit(part.charAt(1))) {
                parts.merge(Integer.parseInt(part.substring(0, 2)), part.substring(2), String::concat);
            } else if (!part.isEmpty()) {
                // a mark inside a part
                parts.merge(29, mark + part, String::concat);
            }
        }
        StringBuilder purpose = new StringBuilder();
        parts.forEach((number, part) -> {
            if ((number >= 20 && number <= 29) || (number >= 60 && number <= 63)) {
                purpose.append(part);
            }
        });
        String name = parts.getOrDefault(32, "") + parts.getOrDefault(33, "");
        Map<String, String> sepa = sepa(purpose.toString());
        return new Narrative(
                name.strip(),
                "",
                parts.getOrDefault(31, "").replace(" ", ""),
                sepa.getOrDefault("SVWZ", sepa.isEmpty() ? purpose.toString() : "")
                        .strip(),
                sepa.getOrDefault("EREF", "").strip());
    }

    private static Map<String, String> sepa(String purpose) {
        Map<String, String> parts = new HashMap<>();
        Matcher words = SEPA.matcher(purpose);
        String word = "";
        int from = 0;
        while (words.find()) {
            if (!word.isEmpty()) {
                parts.put(word, purpose.substring(from, words.start()));
            }
            word = words.group(1);
            from = words.end();
        }
        if (!word.isEmpty()) {
            parts.put(word, purpose.substring(from));
        }
        return parts;
    }

    /** What no word is known for stays in the purpose. */
    private static Narrative worded(String text) {
        Map<String, List<String>> said = new HashMap<>();
        Matcher words = WORD.matcher(text);
        String meaning = "purpose";
        int from = 0;
        int searched = 0;
        while (words.find(searched)) {
            String next = MEANINGS.get(words.group(1));
            if (next != null) {
                String value = text.substring(from, Math.max(from, words.start()));
                said.computeIfAbsent(meaning, word -> new ArrayList<>()).add(value.strip());
                meaning = next;
                from = words.end();
            }
            // a slash may end one word and begin the next
            searched = words.end() - 1;
        }
        said.computeIfAbsent(meaning, word -> new ArrayList<>())
                .add(text.substring(Math.min(from, text.length())).strip());
        return new Narrative(
                first(said, "name"),
                first(said, "inn"),
                first(said, "account").replace(" ", ""),
                String.join(" ", filled(said, "purpose")),
                first(said, "reference"));
    }

    private static String first(Map<String, List<String>> said, String meaning) {
        List<String> values = filled(said, meaning);
        return values.isEmpty() ? "" : values.get(0);
    }

    private static List<String> filled(Map<String, List<String>> said, String meaning) {
        return said.getOrDefault(meaning, List.of()).stream()
                .map(value -> value.endsWith("/")
                        ? value.substring(0, value.length() - 1).strip()
                        : value)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** One line; where a full line was cut, its word goes on. */
    private static String joined(String text) {
        StringBuilder all = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            all.append(line);
            if (line.length() < FULL_LINE) {
                all.append(' ');
            }
        }
        return all.toString().strip();
    }
}
