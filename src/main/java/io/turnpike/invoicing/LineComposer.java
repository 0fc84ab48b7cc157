package io.turnpike.invoicing;

import io.turnpike.invoicing.CreditSplit.Wording;
import io.turnpike.invoicing.Item.Detail;
import io.turnpike.money.Money;
import io.turnpike.tax.TaxedAmount;
import io.turnpike.tax.VatRule.Taxable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Sums charges into lines by an operator's item set-up, rounds each line once, and adds VAT. Pure. */
final class LineComposer {
    private final OperatorTerms terms;
    private final long microsPerMinor;

    LineComposer(OperatorTerms terms) {
        this.terms = terms;
        this.microsPerMinor = Money.microsPerMinor(terms.currency());
    }

    /**
     * The lines of one document in print order.
     *
     * @param keyOf the key of the line a charge stands on
     */
    List<BillLine> compose(List<ChargePart> charges, Function<ChargePart, LineKey> keyOf, Wording wording) {
        Map<LineKey, Sum> sums = new TreeMap<>(LineKey.PRINT_ORDER);
        for (ChargePart charge : charges) {
            sums.computeIfAbsent(keyOf.apply(charge), key -> new Sum()).add(charge);
        }
        List<BillLine> lines = new ArrayList<>(sums.size());
        sums.forEach((key, sum) -> {
            BillLine line = line(key, sum, wording);
            if (!line.isNothing()) {
                lines.add(line);
            }
        });
        return tax(lines);
    }

    /** The same lines with the VAT of a document that holds just these. */
    List<BillLine> tax(List<BillLine> lines) {
        List<Taxable> taxables = lines.stream()
                .map(line -> new Taxable(minor(line.micros()), line.rate(), minor(line.shownMicros())))
                .toList();
        List<TaxedAmount> amounts = terms.vat().tax(taxables);
        List<BillLine> taxed = new ArrayList<>(lines.size());
        for (int i = 0; i < amounts.size(); i++) {
            taxed.add(lines.get(i).taxed(amounts.get(i)));
        }
        return taxed;
    }

    static TaxedAmount total(List<BillLine> lines) {
        TaxedAmount total = TaxedAmount.ZERO;
        for (BillLine line : lines) {
            total = total.plus(line.amount());
        }
        return total;
    }

    /** The one rounding of a line. */
    long minor(long micros) {
        return terms.lineRounding().round(micros) / microsPerMinor;
    }

    private BillLine line(LineKey key, Sum sum, Wording wording) {
        String language = wording.language();
        Item item = terms.items().at(key.itemOrder());
        StringBuilder name = new StringBuilder(terms.name(item, language));
        if (item.shows(Detail.ZONE)) {
            name.append(", ").append(terms.text(key.zone(), language));
        }
        if (item.shows(Detail.PLAN)) {
            name.append(", ").append(terms.text(key.plan(), language));
        }
        if (item.shows(Detail.SERVICE)) {
            name.append(", ")
                    .append(wording.serviceNames().getOrDefault(key.serviceId(), String.valueOf(key.serviceId())));
        }
        return new BillLine(
                key,
                item,
                name.toString(),
                sum.from,
                sum.to,
                sum.quantity(),
                sum.micros,
                sum.shownMicros,
                TaxedAmount.ZERO);
    }

    /** What the charges of a line add up to so far. */
    private static final class Sum {
        private LocalDate from = LocalDate.MAX;
        private LocalDate to = LocalDate.MIN;
        private BigDecimal usage = BigDecimal.ZERO;
        private final Map<Fee, BigDecimal> fees = new LinkedHashMap<>();
        private long micros;
        private long shownMicros;

        private record Fee(long serviceId, String path, LocalDate from) {}

        void add(ChargePart charge) {
            from = charge.from().isBefore(from) ? charge.from() : from;
            to = charge.to().isAfter(to) ? charge.to() : to;
            if (charge.isFee()) {
                fees.merge(
                        new Fee(charge.serviceId(), charge.path(), charge.from()),
                        charge.quantity(),
                        (before, next) -> charge.more() ? before.add(next) : next);
            } else {
                usage = usage.add(charge.quantity());
            }
            micros = Math.addExact(micros, charge.micros());
            shownMicros = Math.addExact(shownMicros, charge.shownMicros());
        }

        BigDecimal quantity() {
            return fees.values().stream().reduce(usage, BigDecimal::add);
        }
    }
}
