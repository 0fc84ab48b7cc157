package io.turnpike.tax;

/**
 * An amount with its VAT, in minor units of one currency. Net + VAT = gross, always.
 */
public record TaxedAmount(long net, long vat, long gross) {
    public static final TaxedAmount ZERO = new TaxedAmount(0, 0, 0);

    public TaxedAmount {
        if (Math.addExact(net, vat) != gross) {
            throw new IllegalArgumentException("net " + net + " + VAT " + vat + " is not gross " + gross);
        }
    }

    public TaxedAmount plus(TaxedAmount other) {
        return new TaxedAmount(
                Math.addExact(net, other.net), Math.addExact(vat, other.vat), Math.addExact(gross, other.gross));
    }

    public TaxedAmount minus(TaxedAmount other) {
        return plus(other.negated());
    }

    public TaxedAmount negated() {
        return new TaxedAmount(Math.negateExact(net), Math.negateExact(vat), Math.negateExact(gross));
    }
}
