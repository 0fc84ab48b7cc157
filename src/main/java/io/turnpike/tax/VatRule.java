package io.turnpike.tax;

import io.turnpike.money.Rounding;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an operator reckons VAT.
 *
 * @param prices whether line amounts hold the VAT or it comes on top
 * @param rounding whether VAT is rounded on each line, or once for all lines of a rate and then shared out among them
 * @param mode how VAT is rounded to the minor unit
 */
public record VatRule(Prices prices, Per rounding, RoundingMode mode) {
    /** Whether the amount of a line is gross or net. */
    public enum Prices {
        INCLUDED,
        ADDED
    }

    /** What VAT is rounded for. */
    public enum Per {
        LINE,
        DOCUMENT
    }

    /**
     * An amount to be taxed: gross where VAT is included, net where it is added, in minor units.
     *
     * @param before what was taxed of the same supply on earlier documents: where VAT is rounded on each line, the VAT of this one is
     *     that of both together less that of what was before, so that the parts of a supply bear the VAT of the whole
     */
    public record Taxable(long amount, VatRate rate, long before) {
        public Taxable(long amount, VatRate rate) {
            this(amount, rate, 0);
        }
    }

    /** The lines of one document, in the order given. */
    public List<TaxedAmount> tax(List<Taxable> lines) {
        long[] vat = rounding == Per.LINE ? perLine(lines) : perDocument(lines);
        List<TaxedAmount> taxed = new ArrayList<>(lines.size());
        for (int i = 0; i < vat.length; i++) {
            taxed.add(withVat(lines.get(i).amount(), vat[i]));
        }
        return taxed;
    }

    /** One line by itself. */
    public TaxedAmount tax(long amount, VatRate rate) {
        return withVat(amount, roundedVat(amount, rate));
    }

    private TaxedAmount withVat(long amount, long vat) {
        return prices == Prices.INCLUDED
                ? new TaxedAmount(Math.subtractExact(amount, vat), vat, amount)
                : new TaxedAmount(amount, vat, Math.addExact(amount, vat));
    }

    private long[] perLine(List<Taxable> lines) {
        return lines.stream()
                .mapToLong(line -> Math.subtractExact(
                        roundedVat(Math.addExact(line.before(), line.amount()), line.rate()),
                        roundedVat(line.before(), line.rate())))
                .toArray();
    }

    private long roundedVat(long amount, VatRate rate) {
        return Rounding.divide(Math.multiplyExact(amount, rate.hundredths()), divisor(rate), mode);
    }

    private long divisor(VatRate rate) {
        return prices == Prices.INCLUDED ? 10_000L + rate.hundredths() : 10_000L;
    }

    private long[] perDocument(List<Taxable> lines) {
        Map<VatRate, List<Integer>> byRate = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            byRate.computeIfAbsent(lines.get(i).rate(), rate -> new ArrayList<>())
                    .add(i);
        }
        long[] vat = new long[lines.size()];
        byRate.forEach((rate, indexes) -> share(lines, rate, indexes, vat));
        return vat;
    }

    /**
     * Rounds the VAT of a rate's total once and shares it out: each line gets its exact VAT rounded down, and what is left goes, one
     * minor unit each, to the lines with the largest remainder, earlier first. No line is off by a whole minor unit.
     */
    private void share(List<Taxable> lines, VatRate rate, List<Integer> indexes, long[] vat) {
        long divisor = divisor(rate);
        long total = 0;
        long floors = 0;
        for (int i : indexes) {
            long exact = Math.multiplyExact(lines.get(i).amount(), rate.hundredths());
            total = Math.addExact(total, exact);
            vat[i] = Math.floorDiv(exact, divisor);
            floors = Math.addExact(floors, vat[i]);
        }
        long left = Rounding.divide(total, divisor, mode) - floors;
        indexes.stream()
                .sorted(Comparator.comparingLong(
                        (Integer i) -> -Math.floorMod(lines.get(i).amount() * rate.hundredths(), divisor)))
                .limit(left)
                .forEach(i -> vat[i]++);
    }
}
