package io.turnpike.invoicing;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.SerializedString;

/** Writes operator, customer and account into a snapshot, as they are on the day it is made. */
final class PartiesWriter {
    private static final SerializedString OPERATOR = new SerializedString("operator");

    /** The same on each document, so it is written once. */
    private final SerializedString operator;

    PartiesWriter(OperatorTerms terms) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = SnapshotWriter.JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            operator(json, terms.code(), terms.requisites());
        }
        this.operator = new SerializedString(text.toString());
    }

    void write(JsonGenerator json, BilledAccount account) {
        json.writeName(OPERATOR);
        json.writeRawValue(operator);
        customer(json, account);
        json.writeObjectPropertyStart("account");
        text(json, "number", account.accountNumber());
        text(json, "contract", account.contract());
        text(json, "contractDate", account.contractDate().toString());
        text(json, "printZone", account.printZone());
        json.writeEndObject();
    }

    private static void operator(JsonGenerator json, String code, Requisites requisites) {
        json.writeStartObject();
        text(json, "code", code);
        text(json, "name", requisites.name());
        text(json, "fullName", requisites.fullName());
        text(json, "inn", requisites.inn());
        text(json, "kpp", requisites.kpp());
        text(json, "vatId", requisites.vatId());
        text(json, "address", requisites.address());
        text(json, "phone", requisites.phone());
        text(json, "email", requisites.email());
        text(json, "director", requisites.director());
        text(json, "accountant", requisites.accountant());
        json.writeObjectPropertyStart("bank");
        text(json, "name", requisites.bank().name());
        text(json, "bic", requisites.bank().bic());
        text(json, "account", requisites.bank().account());
        text(json, "correspondentAccount", requisites.bank().correspondentAccount());
        text(json, "iban", requisites.bank().iban());
        text(json, "swift", requisites.bank().swift());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void customer(JsonGenerator json, BilledAccount customer) {
        json.writeObjectPropertyStart("customer");
        text(json, "number", customer.customerNumber());
        text(json, "name", customer.customerName());
        text(json, "kind", customer.kind().word());
        text(json, "inn", customer.inn());
        text(json, "kpp", customer.kpp());
        text(json, "vatId", customer.vatId());
        json.writeObjectPropertyStart("address");
        text(json, "postalIndex", customer.postalIndex());
        text(json, "city", customer.city());
        text(json, "street", customer.street());
        text(json, "house", customer.house());
        text(json, "flat", customer.flat());
        text(json, "text", addressLine(customer));
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String addressLine(BilledAccount customer) {
        List<String> parts = new ArrayList<>();
        for (@Nullable String part : new @Nullable String[] {
            customer.postalIndex(), customer.city(), customer.street(), customer.house(), customer.flat()
        }) {
            if (part != null) {
                parts.add(part);
            }
        }
        return String.join(", ", parts);
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }
}
