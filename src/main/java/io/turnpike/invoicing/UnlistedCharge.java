package io.turnpike.invoicing;

/** A charge that no item of the operator's set-up takes: the run stops, because the charge would be on no document. */
public final class UnlistedCharge extends RuntimeException {
    UnlistedCharge(String operator, String path) {
        super("no item of operator '" + operator + "' takes '" + path
                + "'; add it, or a path above it, to 'takes' of an item in " + Operators.FOLDER + "/" + operator
                + ".yaml");
    }
}
