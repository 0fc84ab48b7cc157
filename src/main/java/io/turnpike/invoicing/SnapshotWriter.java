package io.turnpike.invoicing;

import io.turnpike.invoicing.DraftDocument.Correction;
import io.turnpike.invoicing.DraftDocument.PrintedLine;
import io.turnpike.invoicing.OriginalLine.Named;
import io.turnpike.ledger.AccountStatement.Movement;
import io.turnpike.tax.TaxedAmount;
import io.turnpike.tax.VatRate;
import io.turnpike.tax.VatRule.Prices;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Freezes a document as JSON: all it says but its number, which it gets at release, and the number of what it corrects. The order of
 * keys is fixed, amounts are decimal strings, days ISO dates, last days inclusive; so the same document is the same text. Not for two
 * threads.
 */
final class SnapshotWriter {
    static final JsonFactory JSON = new JsonFactory();
    /** Of a price per unit: a byte costs millionths. */
    private static final int MOST_DECIMALS = 9;

    private static final int USUAL_BYTES = 4096;

    private final OperatorTerms terms;
    private final int decimals;
    private final PartiesWriter parties;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream(USUAL_BYTES);

    SnapshotWriter(OperatorTerms terms) {
        this.terms = terms;
        this.decimals = terms.currency().getDefaultFractionDigits();
        this.parties = new PartiesWriter(terms);
    }

    /** The snapshot in UTF-8, as it is sent to the database: a text would be made of the same bytes and back. */
    byte[] write(DraftBill bill, DraftDocument document) {
        text.reset();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text, JsonEncoding.UTF8)) {
            json.writeStartObject();
            head(json, bill, document);
            vatDocuments(json, document);
            parties.write(json, bill.lead());
            balance(json, bill, document);
            json.writeArrayPropertyStart("lines");
            int position = 1;
            for (PrintedLine line : document.lines()) {
                line(json, bill, line, position++);
            }
            json.writeEndArray();
            totals(json, document);
            json.writeEndObject();
        }
        return text.toByteArray();
    }

    private void head(JsonGenerator json, DraftBill bill, DraftDocument document) {
        json.writeStringProperty("kind", document.kind().word());
        json.writeStringProperty("date", bill.documentDate().toString());
        json.writeStringProperty("language", bill.language());
        json.writeStringProperty("currency", terms.currency().getCurrencyCode());
        json.writeStringProperty("periodFrom", document.period().from().toString());
        json.writeStringProperty(
                "periodLast", document.period().to().minusDays(1).toString());
        if (document.dueDate() != null) {
            json.writeStringProperty("dueDate", document.dueDate().toString());
        }
        if (document.kind() == DocumentKind.INVOICE
                && terms.documents(bill.lead().kind()).contains(DocumentKind.PAYMENT_SLIP)) {
            json.writeBooleanProperty("separateSlip", true);
        }
        if (document.kind() == DocumentKind.DEBIT_NOTE
                && terms.hasRenderedDocuments(bill.lead().kind())) {
            json.writeBooleanProperty("servicesOnAct", true);
        }
    }

    private static void vatDocuments(JsonGenerator json, DraftDocument document) {
        if (document.vatDocuments().isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("vatDocuments");
        for (Named named : document.vatDocuments()) {
            json.writeStartObject();
            json.writeStringProperty("kind", named.kind());
            json.writeStringProperty("number", named.number());
            json.writeStringProperty("date", named.date().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void balance(JsonGenerator json, DraftBill bill, DraftDocument document) {
        if (document.kind().shows() == DocumentKind.Shows.DEBITED) {
            amount(json, "amountDue", document.amountDueMinor());
        }
        if (document.kind().shows() != DocumentKind.Shows.BILLED) {
            return;
        }
        amount(json, "openingBalance", bill.balance().openingMinor());
        json.writeArrayPropertyStart("payments");
        for (Movement movement : bill.balance().movements()) {
            json.writeStartObject();
            json.writeStringProperty("date", movement.day().toString());
            json.writeStringProperty("reference", movement.reference());
            amount(json, "amount", -movement.amount().minor());
            json.writeEndObject();
        }
        json.writeEndArray();
        amount(json, "paymentsTotal", bill.balance().paidMinor());
        amount(json, "charges", document.total().gross());
        amount(json, "credits", -LineComposer.total(bill.credited()).gross());
        amount(json, "amountDue", document.amountDueMinor());
        amount(
                json,
                "closingBalance",
                bill.balance().closingMinor(Math.subtractExact(bill.chargedMinor(), bill.debitedMinor())));
    }

    private void line(JsonGenerator json, DraftBill bill, PrintedLine printed, int position) {
        BillLine line = printed.line();
        json.writeStartObject();
        json.writeNumberProperty("position", position);
        if (printed.billPosition() != position) {
            json.writeNumberProperty("billPosition", printed.billPosition());
        }
        json.writeStringProperty("group", terms.text(line.item().group(), bill.language()));
        json.writeStringProperty("name", line.name());
        if (bill.accounts().size() > 1) {
            json.writeStringProperty("account", accountNumber(bill, line));
        }
        json.writeStringProperty("periodFrom", line.from().toString());
        json.writeStringProperty("periodLast", line.to().minusDays(1).toString());
        BigDecimal quantity = quantity(line.item(), line.quantity());
        json.writeStringProperty("quantity", quantity.toPlainString());
        json.writeStringProperty("unit", terms.text(line.item().unit().word(), bill.language()));
        json.writeStringProperty("unitWord", line.item().unit().word());
        String price = price(line, quantity);
        if (price != null) {
            json.writeStringProperty("price", price);
        }
        netPrice(json, line.amount(), quantity);
        json.writeStringProperty("vatRate", line.rate().text());
        amounts(json, line.amount());
        if (printed.correction() != null) {
            correction(json, line, printed.correction());
        }
        json.writeEndObject();
    }

    /** Before, after and difference; a credit for a part of the days leaves the quantity as it was, one for all of it leaves none. */
    private void correction(JsonGenerator json, BillLine line, Correction correction) {
        BigDecimal before = quantity(line.item(), correction.original().quantity());
        TaxedAmount left = correction.before().plus(line.amount());
        BigDecimal after = left.equals(TaxedAmount.ZERO) ? BigDecimal.ZERO : before;
        figures(json, "before", before, correction.before());
        figures(json, "after", after, left);
        json.writeObjectPropertyStart("difference");
        json.writeStringProperty("quantity", after.subtract(before).toPlainString());
        amounts(json, line.amount());
        json.writeEndObject();
    }

    private void figures(JsonGenerator json, String name, BigDecimal quantity, TaxedAmount amount) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("quantity", quantity.toPlainString());
        netPrice(json, amount, quantity);
        amounts(json, amount);
        json.writeEndObject();
    }

    private void totals(JsonGenerator json, DraftDocument document) {
        Map<VatRate, TaxedAmount> byRate = new LinkedHashMap<>();
        document.lines()
                .forEach(each -> byRate.merge(each.line().rate(), each.line().amount(), TaxedAmount::plus));
        json.writeArrayPropertyStart("vatSummary");
        byRate.forEach((rate, amount) -> {
            json.writeStartObject();
            json.writeStringProperty("vatRate", rate.text());
            amounts(json, amount);
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeObjectPropertyStart("totals");
        amounts(json, document.total());
        json.writeEndObject();
    }

    private void amounts(JsonGenerator json, TaxedAmount amount) {
        amount(json, "net", amount.net());
        amount(json, "vat", amount.vat());
        amount(json, "gross", amount.gross());
    }

    private void amount(JsonGenerator json, String name, long minor) {
        json.writeStringProperty(name, BigDecimal.valueOf(minor, decimals).toPlainString());
    }

    private static BigDecimal quantity(Item item, BigDecimal units) {
        BigDecimal quantity =
                units.divide(BigDecimal.valueOf(item.unit().size()), item.decimals(), RoundingMode.HALF_UP);
        return quantity.signum() == 0 ? BigDecimal.ZERO : quantity.stripTrailingZeros();
    }

    /**
     * The price without VAT per printed unit, as a VAT invoice wants it: with as few decimals as give the printed net amount; none where
     * no price of {@link #MOST_DECIMALS} does.
     */
    private void netPrice(JsonGenerator json, TaxedAmount amount, BigDecimal quantity) {
        if (quantity.signum() == 0) {
            return;
        }
        BigDecimal net = BigDecimal.valueOf(amount.net(), decimals);
        for (int scale = decimals; scale <= MOST_DECIMALS; scale++) {
            BigDecimal price = net.divide(quantity, scale, RoundingMode.HALF_UP);
            if (price.multiply(quantity)
                            .setScale(decimals, RoundingMode.HALF_UP)
                            .compareTo(net)
                    == 0) {
                json.writeStringProperty("netPrice", price.toPlainString());
                return;
            }
        }
    }

    /**
     * The price per printed unit, only where quantity times price is the printed amount to the last digit; none of a quantity that is
     * rounded on paper: 4.50 for 3 MiB are no 1500.00 for a GiB.
     */
    private @Nullable String price(BillLine line, BigDecimal quantity) {
        BigDecimal units =
                quantity.multiply(BigDecimal.valueOf(line.item().unit().size()));
        if (quantity.signum() == 0 || units.compareTo(line.quantity()) != 0) {
            return null;
        }
        boolean included = terms.vat().prices() == Prices.INCLUDED;
        BigDecimal amount = BigDecimal.valueOf(
                included ? line.amount().gross() : line.amount().net(), decimals);
        BigDecimal price = amount.divide(quantity, decimals, RoundingMode.HALF_UP);
        return price.multiply(quantity).compareTo(amount) == 0 ? price.toPlainString() : null;
    }

    private static String accountNumber(DraftBill bill, BillLine line) {
        return bill.accounts().stream()
                .filter(account -> account.accountId() == line.key().accountId())
                .map(BilledAccount::accountNumber)
                .findFirst()
                .orElse("");
    }
}
