package io.turnpike.payments.statements;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What can name a customer's account in a payment. */
public enum CustomerMark {
    ACCOUNT("account"),
    CONTRACT("contract"),
    PHONE("phone"),
    LOGIN("login"),
    INVOICE("invoice"),
    INN("inn");

    /** All of them by the word that definitions use. */
    public static final Map<String, CustomerMark> WORDS =
            Arrays.stream(values()).collect(Collectors.toMap(CustomerMark::word, mark -> mark));

    private final String word;

    CustomerMark(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
