package io.turnpike.payments.statements;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Suggestion;
import io.turnpike.mediation.layout.TextLayout;
import io.turnpike.mediation.layout.TextLayoutReader;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code text} or {@code xml} block and the {@code payment} block of a registry's reader. */
final class RegistryRulesReader {
    private static final Currency ANY = Currency.getInstance("RUB");

    /** Amounts have four decimals at most, in any currency. */
    private static final long MOST_IMPLIED_DECIMALS = 4;

    private final Optional<TextLayout> text;
    private final Optional<XmlLayout> xml;
    private final List<String> columns = new ArrayList<>();
    private final Fields payment;

    private RegistryRulesReader(Optional<TextLayout> text, Optional<XmlLayout> xml, Fields payment) {
        this.text = text;
        this.xml = xml;
        this.payment = payment;
    }

    static RegistryRules ofText(Fields text, Fields payment) {
        return new RegistryRulesReader(Optional.of(TextLayoutReader.read(text)), Optional.empty(), payment).rules();
    }

    static RegistryRules ofXml(Fields xml, Fields payment) {
        return new RegistryRulesReader(Optional.empty(), Optional.of(layout(xml)), payment).rules();
    }

    private static XmlLayout layout(Fields xml) {
        String row = xml.requiredText("row").orElse("");
        Map<String, String> columns = new LinkedHashMap<>();
        if (!xml.has("columns")) {
            xml.required("columns");
        }
        for (Node.Entry entry : xml.entries("columns")) {
            if (entry.value() instanceof Node.Scalar path) {
                columns.put(entry.key().text(), path(path.text()));
            } else {
                xml.problems()
                        .add(
                                entry.value().place(),
                                "a column is a path below the row",
                                "write it as details/account, or @id for an attribute");
            }
        }
        Optional<XmlLayout.Trailer> trailer = xml.block("trailer").map(block -> {
            XmlLayout.Trailer read = new XmlLayout.Trailer(
                    block.requiredText("element").orElse(""),
                    path(block.text("count").orElse("")),
                    path(block.text("sum").orElse("")));
            if (read.count().isEmpty() && read.sum().isEmpty()) {
                block.problems().add(block.place(), "this trailer says nothing", "say count or sum");
            }
            boolean holdsRows = row.startsWith(read.element() + "/");
            if (holdsRows && !(isAttribute(read.count()) && isAttribute(read.sum()))) {
                block.problems()
                        .add(
                                block.place(),
                                "the rows are in this element, so that count and sum are its attributes",
                                "write @name");
            }
            block.done();
            return read;
        });
        xml.done();
        return new XmlLayout(row, columns, trailer);
    }

    private static boolean isAttribute(String path) {
        return path.isEmpty() || path.startsWith("@");
    }

    /** {@code sum/@value} as well as {@code sum@value}. */
    private static String path(String written) {
        return written.replace("/@", "@");
    }

    private RegistryRules rules() {
        for (String key : List.of("date", "amount", "currency")) {
            if (!payment.has(key)) {
                payment.required(key);
            }
        }
        Fields day = payment.block("date").orElse(null);
        int daySlot = day == null ? -1 : slot(day, "column");
        DateTimeFormatter pattern = day == null
                ? DateTimeFormatter.ISO_LOCAL_DATE
                : day.required("format")
                        .flatMap(scalar -> day.parse(
                                scalar, "write a pattern such as dd.MM.yyyy HH:mm:ss", RegistryRulesReader::pattern))
                        .orElse(DateTimeFormatter.ISO_LOCAL_DATE);
        if (day != null) {
            day.done();
        }
        RegistryRules rules = new RegistryRules(
                text,
                xml,
                columns,
                payment.value("currency", "write an ISO 4217 code such as RUB", Currency::getInstance)
                        .orElse(ANY),
                (int) Math.min(payment.wholeNumber("implied-decimals").orElse(0L), MOST_IMPLIED_DECIMALS),
                pattern,
                payment.scalars("reference").stream().map(this::slot).toList(),
                new RegistryRules.Slots(
                        daySlot,
                        slot(payment, "number"),
                        slot(payment, "amount"),
                        slot(payment, "commission"),
                        slot(payment, "transferred"),
                        slot(payment, "payer"),
                        slot(payment, "payer-inn"),
                        slot(payment, "purpose")),
                said());
        payment.done();
        return rules;
    }

    private static DateTimeFormatter pattern(String text) {
        return DateTimeFormatter.ofPattern(text.replace("yyyy", "uuuu").replace("yy", "uu"), Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    private Map<CustomerMark, Integer> said() {
        Map<CustomerMark, Integer> said = new EnumMap<>(CustomerMark.class);
        payment.block("customer").ifPresent(customer -> {
            CustomerMark.WORDS.forEach((word, mark) -> {
                int slot = slot(customer, word);
                if (slot >= 0) {
                    said.put(mark, slot);
                }
            });
            customer.done();
        });
        return said;
    }

    private int slot(Fields block, String key) {
        return block.scalar(key).map(this::slot).orElse(-1);
    }

    private int slot(Node.Scalar name) {
        Set<String> known = text.filter(layout -> !layout.columns().fromHeader())
                .map(layout -> layout.columns().names())
                .or(() -> xml.map(layout -> layout.columns().keySet()))
                .orElse(Set.of());
        if (!known.isEmpty() && !known.contains(name.text())) {
            payment.problems()
                    .add(name.place(), "unknown column '" + name.text() + "'", Suggestion.remedy(name.text(), known));
        }
        int slot = columns.indexOf(name.text());
        if (slot >= 0) {
            return slot;
        }
        columns.add(name.text());
        return columns.size() - 1;
    }
}
