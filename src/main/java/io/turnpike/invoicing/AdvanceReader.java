package io.turnpike.invoicing;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Suggestion;
import io.turnpike.tax.VatRates;
import java.time.LocalDate;
import java.util.Map;

/** Reads the {@code advance-invoices} block. */
final class AdvanceReader {
    /** Tax code of Russia, article 168, paragraph 3. */
    private static final int MOST_DAYS = 5;

    private final Fields fields;

    AdvanceReader(Fields fields) {
        this.fields = fields;
    }

    AdvanceTerms read(Map<String, VatRates> classes, Map<DocumentKind, NumberPattern> numbering) {
        fields.required("from");
        fields.required("within-days");
        if (!fields.has("name")) {
            fields.required("name");
        }
        String vatClass = fields.requiredText("vat").orElse("");
        if (!vatClass.isEmpty() && !classes.containsKey(vatClass)) {
            fields.problems()
                    .add(
                            fields.place(),
                            "unknown VAT class '" + vatClass + "'",
                            Suggestion.remedy(vatClass, classes.keySet()));
        }
        if (!numbering.containsKey(DocumentKind.ADVANCE_INVOICE)) {
            fields.problems()
                    .add(
                            fields.place(),
                            "no numbers are written for advance-invoice",
                            "add a line such as 'advance-invoice: \"A{number}\"' to numbering");
        }
        AdvanceTerms terms = new AdvanceTerms(
                fields.date("from").orElse(LocalDate.MAX),
                fields.value("within-days", "write a whole number of days from 0 to " + MOST_DAYS, text -> {
                            int days = Integer.parseInt(text);
                            if (days < 0 || days > MOST_DAYS) {
                                throw new IllegalArgumentException(text);
                            }
                            return days;
                        })
                        .orElse(0),
                vatClass,
                fields.node("name")
                        .map(node -> OperatorReader.texts(node, fields.problems()))
                        .orElse(Map.of()));
        fields.done();
        return terms;
    }
}
