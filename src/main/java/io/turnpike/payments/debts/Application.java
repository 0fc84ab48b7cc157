package io.turnpike.payments.debts;

import io.turnpike.invoicing.OperatorTerms.DebtOrder;
import io.turnpike.money.Money;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Applies the open credits of one account to its open debts, oldest credit first. What a credit names is always closed first: a credit
 * note the invoice it corrects, and where the operator wants it a payment the invoices in its purpose. Of all that is left, the order
 * of the operator decides; a credit for which no debt is left stays as an advance.
 */
final class Application {
    private static final Currency WEIGHED = Currency.getInstance("RUB");

    private final DebtOrder order;
    private final Map<Long, Long> open = new LinkedHashMap<>();
    private final Map<List<Long>, Long> applied = new LinkedHashMap<>();

    /** So much of a credit closes so much of a debt. */
    record Part(long debitEntry, long creditEntry, long minor) {}

    private Application(DebtOrder order, List<Item> debts) {
        this.order = order;
        debts.forEach(debt -> open.put(debt.entryId(), debt.openMinor()));
    }

    /**
     * @param debts oldest first
     * @param credits oldest first
     */
    static List<Part> of(DebtOrder order, List<Item> debts, List<Item> credits) {
        Application application = new Application(order, debts);
        credits.forEach(application::apply);
        List<Part> parts = new ArrayList<>();
        application.applied.forEach((pair, minor) -> parts.add(new Part(pair.get(0), pair.get(1), minor)));
        return parts;
    }

    private void apply(Item credit) {
        long left = credit.openMinor();
        for (long debt : List.copyOf(open.keySet())) {
            if (credit.meant().contains(debt)) {
                left -= close(debt, credit, left);
            }
        }
        if (order == DebtOrder.PROPORTIONAL) {
            left = applyInProportion(credit, left);
        }
        for (long debt : List.copyOf(open.keySet())) {
            left -= close(debt, credit, left);
        }
    }

    private long applyInProportion(Item credit, long left) {
        List<Long> debts = List.copyOf(open.keySet());
        List<Long> weights =
                debts.stream().map(debt -> open.getOrDefault(debt, 0L)).toList();
        long total = weights.stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
        if (total == 0 || left == 0) {
            return left;
        }
        List<Money> shares = new Money(WEIGHED, Math.min(left, total)).split(weights);
        long rest = left;
        for (int i = 0; i < debts.size(); i++) {
            rest -= close(debts.get(i), credit, shares.get(i).minor());
        }
        return rest;
    }

    private long close(long debt, Item credit, long most) {
        long minor = Math.min(most, open.getOrDefault(debt, 0L));
        if (minor > 0) {
            open.merge(debt, -minor, Long::sum);
            applied.merge(List.of(debt, credit.entryId()), minor, Long::sum);
        }
        return minor;
    }
}
