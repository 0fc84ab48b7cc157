package io.turnpike.scenarios;

import io.turnpike.invoicing.BillingDocuments.Listed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A document that the last run made, and which of its parts the scenario has named. */
final class MadeDocument {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> CONTENT = new TypeReference<>() {};

    private final Listed listed;
    private final Map<String, Object> content;
    private final List<Line> lines = new ArrayList<>();
    private boolean expected;
    private boolean linesExpected;

    MadeDocument(Listed listed, String snapshot) {
        this.listed = listed;
        this.content = JSON.readValue(snapshot, CONTENT);
        if (content.get("lines") instanceof List<?> all) {
            for (Object one : all) {
                lines.add(new Line(cells(one), this));
            }
        }
    }

    private static Map<String, String> cells(Object line) {
        Map<String, String> cells = new LinkedHashMap<>();
        if (line instanceof Map<?, ?> map) {
            map.forEach((key, value) -> cells.put(String.valueOf(key), String.valueOf(value)));
        }
        return cells;
    }

    /** A printed line. */
    static final class Line {
        private final Map<String, String> cells;
        private final MadeDocument document;
        private boolean expected;

        private Line(Map<String, String> cells, MadeDocument document) {
            this.cells = cells;
            this.document = document;
        }

        String cell(String key) {
            return cells.getOrDefault(key, "");
        }

        boolean isExpected() {
            return expected;
        }

        void nowExpected() {
            expected = true;
            document.linesExpected = true;
        }

        @Override
        public String toString() {
            return cell("name") + " " + cell("gross") + " " + document.currency() + " net " + cell("net") + " vat "
                    + cell("vat") + " quantity " + cell("quantity") + " " + cell("unit") + " from "
                    + cell("periodFrom") + " to " + cell("periodLast");
        }
    }

    /** What can be asked of it: by the words of a scenario. */
    String value(String word) {
        return switch (word) {
            case "net" -> amount(listed.netMinor());
            case "vat" -> amount(listed.vatMinor());
            case "gross" -> amount(listed.grossMinor());
            case "to-pay" -> amount(listed.amountDueMinor());
            case "dated" -> listed.documentDate().toString();
            case "due" -> String.valueOf(content.getOrDefault("dueDate", "nothing"));
            case "from" -> listed.periodFrom().toString();
            case "to" -> listed.periodTo().minusDays(1).toString();
            case "number" -> number();
            case "corrects" -> corrects();
            default -> throw new IllegalArgumentException("nobody asks for " + word);
        };
    }

    private String corrects() {
        return content.get("corrects") instanceof Map<?, ?> other
                ? String.valueOf(other.get("number") == null ? "draft" : other.get("number"))
                : "nothing";
    }

    private String number() {
        @Nullable String number = listed.number();
        return number == null ? "draft" : number;
    }

    String kind() {
        return listed.kind();
    }

    String account() {
        return listed.accountNumber();
    }

    LocalDate date() {
        return listed.documentDate();
    }

    List<Line> lines() {
        return lines;
    }

    boolean isExpected() {
        return expected;
    }

    void nowExpected() {
        expected = true;
    }

    /** Whether some of its lines were named, so that the others are missing. */
    boolean areLinesExpected() {
        return linesExpected;
    }

    private String currency() {
        return listed.currency();
    }

    private String amount(long minor) {
        return BigDecimal.valueOf(minor, Currency.getInstance(listed.currency()).getDefaultFractionDigits())
                .toPlainString();
    }

    /** As a scenario would write it. */
    @Override
    public String toString() {
        String corrected = corrects().equals("nothing") ? "" : " corrects " + corrects();
        return kind() + " " + value("gross") + " " + currency() + " net " + value("net") + " vat " + value("vat")
                + " to-pay " + value("to-pay") + " dated " + date() + " due " + value("due") + " from " + value("from")
                + " to " + value("to") + " number " + number() + corrected + " for " + account();
    }

    /** With its lines below it. */
    List<String> text() {
        List<String> text = new ArrayList<>();
        text.add(toString());
        lines.forEach(line -> text.add("  line " + line));
        return text;
    }
}
