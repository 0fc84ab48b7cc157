package io.turnpike.payments.fiscal;

import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.money.Money;
import io.turnpike.payments.fiscal.FiscalReceiptMapper.Uncomposed;
import io.turnpike.tax.VatRate;
import io.turnpike.tax.VatRates;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says what stands on a receipt: so much of the payment as was owed, and the rest, each at the VAT rate of the day it was paid. The return of
 * a payment says the same as its receipt.
 */
final class ReceiptComposer {
    /** In the name of an item. */
    static final String ACCOUNT = "{account}";

    private final RegisterTerms terms;
    private final OperatorTerms operator;

    ReceiptComposer(RegisterTerms terms, OperatorTerms operator) {
        this.terms = terms;
        this.operator = operator;
    }

    /** @throws IllegalArgumentException where the definitions lack something of it */
    ReceiptContent compose(Uncomposed receipt) {
        String inn = operator.requisites().inn();
        if (inn == null) {
            throw new IllegalArgumentException("operator " + operator.code() + " has no inn in its file");
        }
        Currency currency = Currency.getInstance(receipt.currency());
        RegisterTerms.Item ofDebt = terms.debtItem();
        long owed = ofDebt == null ? 0 : receipt.debtMinor();
        List<ReceiptContent.Item> items = new ArrayList<>();
        add(items, ofDebt, new Money(currency, owed), receipt);
        add(items, terms.item(), new Money(currency, receipt.amountMinor() - owed), receipt);
        return new ReceiptContent(
                externalId(receipt),
                LocalDateTime.ofInstant(receipt.queuedAt(), operator.zone()),
                Contact.of(receipt.email(), receipt.phone(), terms.withoutContact()),
                inn,
                items,
                Objects.requireNonNull(PaidBy.WORDS.get(receipt.paidBy())),
                new Money(currency, receipt.amountMinor()));
    }

    /** Follows from the payment and the refund alone: where a backup is put back and its receipt is queued anew, the register knows it. */
    private static String externalId(Uncomposed receipt) {
        String payment = String.join(
                "\n",
                receipt.operator(),
                receipt.source(),
                receipt.reference(),
                receipt.operation()
                        + (receipt.refundId() == null ? "" : " of refund " + receipt.refundId())
                        + (receipt.part() == 1 ? "" : ", part " + receipt.part()),
                String.valueOf(receipt.attempt()));
        return receipt.operation() + "-" + UUID.nameUUIDFromBytes(payment.getBytes(StandardCharsets.UTF_8));
    }

    private void add(
            List<ReceiptContent.Item> items, RegisterTerms.@Nullable Item item, Money sum, Uncomposed receipt) {
        if (item == null || sum.isZero()) {
            return;
        }
        VatRates rates = operator.vatClasses().get(item.vatClass());
        if (rates == null) {
            throw new IllegalArgumentException(
                    "operator " + operator.code() + " has no VAT class '" + item.vatClass() + "' in its file");
        }
        VatRate rate = rates.on(receipt.day());
        items.add(new ReceiptContent.Item(
                item.name().replace(ACCOUNT, receipt.account()),
                sum,
                item.method(),
                item.object(),
                VatKind.of(rate, item.method().isAhead()),
                VatKind.held(sum, rate, operator.vat().mode())));
    }
}
