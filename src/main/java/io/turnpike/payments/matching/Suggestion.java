package io.turnpike.payments.matching;

import java.util.List;

/**
 * An account a payment may be for.
 *
 * @param score the sum of the weights of the rules that found it: more is better
 * @param by the rules, with the values they took
 */
public record Suggestion(Account account, int score, List<String> by) {
    /** An account as a person knows it. */
    public record Account(long accountId, String accountNumber, String contract, String customerName) {}
}
