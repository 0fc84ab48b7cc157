package io.turnpike.proof;

import java.time.LocalDate;

/**
 * A service as its records know it.
 *
 * @param account number of its account
 * @param service its code on the account
 * @param identifier a number with its country, or an address
 * @param since the first day of the service
 * @param isLate the identifier is entered only after its first usage was taken in
 */
record Line(
        String operator,
        String account,
        String service,
        String plan,
        String identifier,
        LocalDate since,
        boolean isLate) {
    boolean isMoscow() {
        return operator.equals("meridian");
    }

    boolean isInternet() {
        return service.equals("net");
    }

    /** Operator, account and service, as feeds name it. */
    String key() {
        return operator + "," + account + "," + service;
    }
}
