package io.turnpike.invoicing;

import io.turnpike.invoicing.CreditSplit.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Late usage of services that want documents of their own for it, taken out of a side of a bill: a debit note for each earlier bill.
 * A line that comes to less than nothing takes back and stays with the rest, as do all lines of a bill that comes to nothing. Pure.
 */
final class DebitSplit {
    private final OperatorTerms terms;
    private final List<Debit> debits = new ArrayList<>();
    private final Map<EarlierBill, Set<LineKey>> debited = new HashMap<>();
    private final List<ChargePart> rest;

    DebitSplit(List<ChargePart> parts, Side side) {
        this.terms = side.terms();
        Map<EarlierBill, List<ChargePart>> byBill = new TreeMap<>(EarlierBill.IN_TIME);
        for (ChargePart part : parts) {
            Lateness late = part.late();
            if (late != null && late.noted()) {
                byBill.computeIfAbsent(late.bill(), bill -> new ArrayList<>()).add(part);
            }
        }
        byBill.forEach((bill, late) -> debit(bill, late, side));
        this.rest = debits.isEmpty()
                ? parts
                : parts.stream().filter(part -> !holds(part)).toList();
    }

    /** The debit notes, the earliest bill first. */
    List<Debit> debits() {
        return List.copyOf(debits);
    }

    /** The charges that stand on none of them. */
    List<ChargePart> rest() {
        return rest;
    }

    /** Whether a charge stands on one of them. */
    boolean holds(ChargePart part) {
        Lateness late = part.late();
        return late != null
                && late.noted()
                && debited.getOrDefault(late.bill(), Set.of()).contains(LineKey.of(part, terms));
    }

    private void debit(EarlierBill bill, List<ChargePart> late, Side side) {
        List<BillLine> all = side.composer().compose(late, part -> LineKey.of(part, terms), side.wording());
        List<BillLine> lines = side.composer()
                .tax(all.stream().filter(line -> !line.isCredit()).toList());
        if (LineComposer.total(lines).gross() > 0) {
            debits.add(new Debit(bill, lines));
            Set<LineKey> keys = new HashSet<>();
            lines.forEach(line -> keys.add(line.key()));
            debited.put(bill, keys);
        }
    }
}
