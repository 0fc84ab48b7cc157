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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the {@code text} and {@code payment} blocks of a registry's reader. */
final class RegistryRulesReader {
    private static final Currency ANY = Currency.getInstance("RUB");

    /** Amounts have four decimals at most, in any currency. */
    private static final long MOST_IMPLIED_DECIMALS = 4;

    private final TextLayout text;
    private final List<String> columns = new ArrayList<>();
    private final Fields payment;

    private RegistryRulesReader(TextLayout text, Fields payment) {
        this.text = text;
        this.payment = payment;
    }

    static RegistryRules read(Fields text, Fields payment) {
        return new RegistryRulesReader(TextLayoutReader.read(text), payment).rules();
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
        Set<String> known =
                text.columns().fromHeader() ? Set.of() : text.columns().names();
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
