package io.turnpike.payments.fiscal;

import io.turnpike.money.Money;
import io.turnpike.tax.VatRate;
import io.turnpike.tax.VatRule;
import java.math.RoundingMode;
import java.util.Set;

/** How a receipt names a VAT rate (tag 1199 of the fiscal data format), and the VAT that an amount holds. */
final class VatKind {
    private static final String NONE = "none";

    /** Per cent. Those there are a computed rate of: {@code vat22} and {@code vat122}. */
    private static final Set<Integer> KNOWN = Set.of(5, 7, 10, 18, 20, 22);

    private static final int HUNDRED = 100;

    private VatKind() {}

    /**
     * {@code none}, {@code vat0}, {@code vat22}, or {@code vat122} where it is paid ahead.
     *
     * @throws IllegalArgumentException for a rate that receipts have no name for
     */
    static String of(VatRate rate, boolean ahead) {
        if (rate.equals(VatRate.WITHOUT_VAT)) {
            return NONE;
        }
        int percent = rate.hundredths() / HUNDRED;
        if (percent * HUNDRED == rate.hundredths()) {
            if (percent == 0) {
                return "vat0";
            }
            if (KNOWN.contains(percent)) {
                return "vat" + (ahead ? HUNDRED + percent : percent);
            }
        }
        throw new IllegalArgumentException("receipts have no name for a VAT of " + rate.text()
                + ": write 0, 5, 7, 10, 18, 20 or 22 %, or 'without VAT', in the operator's file");
    }

    /** What of a gross amount is VAT: the same at a rate and at the rate computed from it. */
    static Money held(Money gross, VatRate rate, RoundingMode mode) {
        VatRule included = new VatRule(VatRule.Prices.INCLUDED, VatRule.Per.LINE, mode);
        return new Money(gross.currency(), included.tax(gross.minor(), rate).vat());
    }
}
