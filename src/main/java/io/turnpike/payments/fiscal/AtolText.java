package io.turnpike.payments.fiscal;

import io.turnpike.payments.fiscal.RegisterTerms.Protocol;
import java.io.StringWriter;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a receipt as ATOL Online reads it: version 4 of its protocol for the fiscal data format 1.05, version 5 for 1.2. */
final class AtolText {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss");

    /** A piece (tag 2108): what is no quantity of anything. */
    private static final int PIECE = 0;

    private final RegisterTerms terms;
    private final boolean numbered;

    AtolText(RegisterTerms terms) {
        this.terms = terms;
        this.numbered = terms.access().protocol() == Protocol.ATOL_V5;
    }

    String write(ReceiptContent content) {
        StringWriter text = new StringWriter(1024);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("timestamp", MOMENT.format(content.bookedAt()));
            json.writeStringProperty("external_id", content.externalId());
            json.writeObjectPropertyStart("receipt");
            parties(json, content);
            json.writeArrayPropertyStart("items");
            content.items().forEach(item -> item(json, item));
            json.writeEndArray();
            json.writeArrayPropertyStart("payments");
            json.writeStartObject();
            json.writeNumberProperty("type", content.paidBy().code());
            json.writeNumberProperty("sum", content.total().major());
            json.writeEndObject();
            json.writeEndArray();
            json.writeNumberProperty("total", content.total().major());
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.toString();
    }

    private void parties(JsonGenerator json, ReceiptContent content) {
        json.writeObjectPropertyStart("client");
        if (content.to().email().isEmpty()) {
            json.writeStringProperty("phone", content.to().phone());
        } else {
            json.writeStringProperty("email", content.to().email());
        }
        json.writeEndObject();
        json.writeObjectPropertyStart("company");
        json.writeStringProperty("email", terms.company().email());
        json.writeStringProperty("sno", terms.company().taxSystem());
        json.writeStringProperty("inn", content.inn());
        json.writeStringProperty("payment_address", terms.company().paymentAddress());
        json.writeEndObject();
    }

    private void item(JsonGenerator json, ReceiptContent.Item item) {
        json.writeStartObject();
        json.writeStringProperty("name", item.name());
        json.writeNumberProperty("price", item.sum().major());
        json.writeNumberProperty("quantity", 1);
        if (numbered) {
            json.writeNumberProperty("measure", PIECE);
        }
        json.writeNumberProperty("sum", item.sum().major());
        json.writeStringProperty("payment_method", item.method().word().replace('-', '_'));
        if (numbered) {
            json.writeNumberProperty("payment_object", item.object().code());
        } else {
            json.writeStringProperty("payment_object", item.object().word());
        }
        json.writeObjectPropertyStart("vat");
        json.writeStringProperty("type", item.vatKind());
        json.writeNumberProperty("sum", item.vat().major());
        json.writeEndObject();
        json.writeEndObject();
    }
}
