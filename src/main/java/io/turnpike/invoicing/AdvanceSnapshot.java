package io.turnpike.invoicing;

import io.turnpike.tax.TaxedAmount;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Freezes a VAT invoice on an advance as JSON: all it says but its number, with the keys that {@link SnapshotWriter} writes. */
final class AdvanceSnapshot {
    private static final JsonFactory JSON = new JsonFactory();

    private final OperatorTerms terms;
    private final AdvanceTerms advances;

    AdvanceSnapshot(OperatorTerms terms, AdvanceTerms advances) {
        this.terms = terms;
        this.advances = advances;
    }

    String write(BilledAccount account, AdvanceInvoices.Advance advance, String rate, TaxedAmount amount) {
        StringWriter text = new StringWriter(1024);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("kind", DocumentKind.ADVANCE_INVOICE.word());
            json.writeStringProperty("date", advance.documentDate().toString());
            json.writeStringProperty("language", account.language());
            json.writeStringProperty("currency", terms.currency().getCurrencyCode());
            json.writeStringProperty("periodFrom", advance.documentDate().toString());
            json.writeStringProperty("periodLast", advance.documentDate().toString());
            new PartiesWriter(terms).write(json, account);
            json.writeArrayPropertyStart("payments");
            payment(json, advance.receivedOn(), advance.reference(), amount.gross());
            json.writeEndArray();
            json.writeArrayPropertyStart("lines");
            json.writeStartObject();
            json.writeNumberProperty("position", 1);
            json.writeStringProperty(
                    "name",
                    advances.name()
                            .getOrDefault(
                                    account.language(), advances.name().getOrDefault(terms.language(), "advance")));
            json.writeStringProperty("vatRate", rate);
            amounts(json, amount);
            json.writeEndObject();
            json.writeEndArray();
            json.writeArrayPropertyStart("vatSummary");
            json.writeStartObject();
            json.writeStringProperty("vatRate", rate);
            amounts(json, amount);
            json.writeEndObject();
            json.writeEndArray();
            json.writeObjectPropertyStart("totals");
            amounts(json, amount);
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.toString();
    }

    private void payment(JsonGenerator json, LocalDate day, String reference, long minor) {
        json.writeStartObject();
        json.writeStringProperty("date", day.toString());
        json.writeStringProperty("reference", reference);
        amount(json, "amount", minor);
        json.writeEndObject();
    }

    private void amounts(JsonGenerator json, TaxedAmount amount) {
        amount(json, "net", amount.net());
        amount(json, "vat", amount.vat());
        amount(json, "gross", amount.gross());
    }

    private void amount(JsonGenerator json, String name, long minor) {
        int decimals = terms.currency().getDefaultFractionDigits();
        json.writeStringProperty(name, BigDecimal.valueOf(minor, decimals).toPlainString());
    }
}
