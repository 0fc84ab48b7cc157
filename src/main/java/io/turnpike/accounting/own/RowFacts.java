package io.turnpike.accounting.own;

import io.turnpike.accounting.Facts;
import io.turnpike.accounting.own.OwnRecordsMapper.CounterpartyRow;
import io.turnpike.accounting.own.OwnRecordsMapper.DocumentRow;
import io.turnpike.accounting.own.OwnRecordsMapper.PaymentRow;
import io.turnpike.accounting.own.OwnRecordsMapper.PostingRow;
import io.turnpike.accounting.own.OwnRecordsMapper.RefundRow;
import io.turnpike.ledger.EntryKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes facts of rows of the books. */
final class RowFacts {
    private final BooksOwner owner;
    private final SortedMap<String, String> values = new TreeMap<>();

    private RowFacts(BooksOwner owner) {
        this.owner = owner;
    }

    /** @param content of the document, as JSON */
    static Facts of(BooksOwner owner, DocumentRow row, String content) {
        return new RowFacts(owner).document(row, content);
    }

    private Facts document(DocumentRow row, String content) {
        String key = row.kind() + "/" + row.numberYear() + "/" + row.number();
        JsonNode body = JsonMapper.shared().readTree(content);
        JsonNode customer = body.path("customer");
        JsonNode account = body.path("account");
        put("key", key);
        put("kind", row.kind());
        put("number", row.number());
        put("date", row.documentDate());
        put("period-from", row.periodFrom());
        // the period of a first day has no days
        put(
                "period-last",
                row.periodTo().isAfter(row.periodFrom()) ? row.periodTo().minusDays(1) : row.periodFrom());
        put("due-date", row.dueDate());
        put("operator", owner.code());
        put("customer", text(customer, "number"));
        put("customer-kind", text(customer, "kind"));
        put("customer-name", text(customer, "name"));
        put("inn", text(customer, "inn"));
        put("kpp", text(customer, "kpp"));
        put("vat-id", text(customer, "vatId"));
        put("address", text(customer.path("address"), "text"));
        put("account", row.accountNumber());
        put("contract", text(account, "contract"));
        put("contract-date", text(account, "contractDate"));
        put("currency", row.currency());
        put("net", Facts.amount(row.netMinor(), row.currency()));
        put("vat", Facts.amount(row.vatMinor(), row.currency()));
        put("gross", Facts.amount(row.grossMinor(), row.currency()));
        put("corrects-kind", row.correctsKind());
        put("corrects-number", row.correctsNumber());
        put("corrects-date", row.correctsDate());
        return new Facts(key, row.documentDate(), values, lines(row, body.path("lines")));
    }

    /** What is taken back is less than zero on the lines and more than zero on the document: here it is as on the document. */
    private static List<SortedMap<String, String>> lines(DocumentRow row, JsonNode lines) {
        long gross = 0;
        for (JsonNode line : lines) {
            gross += Facts.minor(text(line, "gross"), row.currency());
        }
        boolean turned = gross < 0;
        List<SortedMap<String, String>> made = new ArrayList<>();
        for (JsonNode line : lines) {
            RowFacts facts = new RowFacts(new BooksOwner(0, "", "", "", ""));
            facts.put("position", line.path("position").asInt());
            facts.put("group", text(line, "group"));
            facts.put("name", text(line, "name"));
            facts.put("service", text(line, "service"));
            facts.put("line-from", text(line, "periodFrom"));
            facts.put("line-last", text(line, "periodLast"));
            facts.put("quantity", number(text(line, "quantity")));
            facts.put("unit", text(line, "unit"));
            facts.put("price", number(text(line, "price")));
            facts.put("vat-rate", text(line, "vatRate"));
            for (String amount : List.of("net", "vat", "gross")) {
                long minor = Facts.minor(text(line, amount), row.currency());
                facts.put("line-" + amount, Facts.amount(turned ? -minor : minor, row.currency()));
            }
            made.add(facts.values);
        }
        return made;
    }

    static Facts of(BooksOwner owner, PaymentRow row) {
        RowFacts facts = new RowFacts(owner);
        String key = String.valueOf(row.paymentId());
        facts.put("key", key);
        facts.put("date", row.paidOn());
        facts.put("operator", owner.code());
        facts.put("amount", Facts.amount(row.amountMinor(), row.currency()));
        facts.put("commission", Facts.amount(row.commissionMinor(), row.currency()));
        facts.put("currency", row.currency());
        facts.put("source", row.source());
        facts.put("reference", row.reference());
        facts.put("number", row.documentNumber());
        facts.put("state", row.state());
        facts.put("into", row.intoAccount());
        facts.put("account", row.accountNumber());
        facts.put("customer", row.customerNumber());
        facts.put("customer-name", row.customerName());
        facts.put("customer-kind", row.customerKind());
        facts.put("inn", row.inn());
        facts.put("kpp", row.kpp());
        facts.put("payer", row.payerName());
        facts.put("payer-inn", row.payerInn());
        facts.put("payer-account", row.payerAccount());
        facts.put("own-account", row.ownAccount());
        facts.put("purpose", row.purpose());
        return new Facts(key, row.paidOn(), facts.values, List.of());
    }

    static Facts of(BooksOwner owner, RefundRow row) {
        RowFacts facts = new RowFacts(owner);
        String key = "refund-" + row.refundId(); // accounting systems know payments and refunds by one kind of id
        facts.put("key", key);
        facts.put("kind", row.kind());
        facts.put("date", row.paidOn());
        facts.put("operator", owner.code());
        facts.put("amount", Facts.amount(row.amountMinor(), row.currency()));
        facts.put("currency", row.currency());
        facts.put("state", row.state());
        facts.put("payment", row.paymentId());
        facts.put("source", row.source());
        facts.put("reference", row.reference());
        facts.put("number", row.receiptNumber());
        facts.put("from", row.fromAccount());
        facts.put("account", row.accountNumber());
        facts.put("customer", row.customerNumber());
        facts.put("customer-name", row.customerName());
        facts.put("customer-kind", row.customerKind());
        facts.put("inn", row.inn());
        facts.put("kpp", row.kpp());
        facts.put("reason", row.reason());
        return new Facts(key, row.paidOn(), facts.values, List.of());
    }

    static Facts of(BooksOwner owner, CounterpartyRow row) {
        RowFacts facts = new RowFacts(owner);
        facts.put("key", row.number());
        facts.put("operator", owner.code());
        facts.put("number", row.number());
        facts.put("kind", row.kind());
        facts.put("name", row.name());
        facts.put("full-name", row.fullName());
        facts.put("inn", row.inn());
        facts.put("kpp", row.kpp());
        facts.put("vat-id", row.vatId());
        facts.put("language", row.language());
        facts.put("email", row.email());
        facts.put("phone", row.phone());
        facts.put("postal-index", row.postalIndex());
        facts.put("city", row.city());
        facts.put("street", row.street());
        facts.put("house", row.house());
        facts.put("flat", row.flat());
        return new Facts(row.number(), null, facts.values, List.of());
    }

    static Facts of(BooksOwner owner, PostingRow row) {
        RowFacts facts = new RowFacts(owner);
        String amount = Facts.amount(row.amountMinor(), row.currency());
        facts.put("entry", row.entryId());
        facts.put("line", row.line());
        facts.put("date", row.accountingDate());
        facts.put("recorded-at", row.recordedAt());
        facts.put("operator", owner.code());
        facts.put("kind", EntryKind.ofCode(row.kind()).word());
        facts.put("reference", row.reference());
        facts.put("ledger-account", row.ledgerAccount());
        facts.put("account", row.accountNumber());
        facts.put("customer", row.customerNumber());
        facts.put(row.amountMinor() < 0 ? "credit" : "debit", amount.replace("-", ""));
        facts.put("amount", amount);
        facts.put("currency", row.currency());
        facts.put("document-kind", row.documentKind());
        facts.put("document-number", row.documentNumber());
        facts.put("reverses", row.reverses());
        return new Facts(row.entryId() + "/" + row.line(), row.accountingDate(), facts.values, List.of());
    }

    private void put(String field, @Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (!text.isEmpty()) {
            values.put(field, text);
        }
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    private static String number(String text) {
        return text.isEmpty() ? "" : Facts.number(new BigDecimal(text));
    }
}
