package io.turnpike.payments.fiscal;

import io.turnpike.money.Money;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What a receipt says.
 *
 * @param externalId the number it is known by at the register; one receipt is made of it, however often it is sent
 * @param bookedAt when the payment, or its return, was booked, in the operator's zone
 * @param to whom it is sent
 * @param inn taxpayer number of the seller
 * @param items at least one; their sums come to the total
 * @param total what was paid, or given back
 */
record ReceiptContent(
        String externalId,
        LocalDateTime bookedAt,
        Contact to,
        String inn,
        List<Item> items,
        PaidBy paidBy,
        Money total) {
    ReceiptContent {
        items = List.copyOf(items);
        Money sum = items.stream().map(Item::sum).reduce(Money.zero(total.currency()), Money::plus);
        if (!sum.equals(total)) {
            throw new IllegalArgumentException(
                    "the items of receipt " + externalId + " come to " + sum + ", not to " + total);
        }
    }

    /**
     * A line.
     *
     * @param vatKind such as {@code vat22}, {@code vat122} or {@code none}
     * @param vat what of the sum is VAT
     */
    record Item(String name, Money sum, SettlementMethod method, SettlementObject object, String vatKind, Money vat) {}
}
