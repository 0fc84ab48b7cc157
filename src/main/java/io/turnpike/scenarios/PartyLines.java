package io.turnpike.scenarios;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lines without a date at the top of a scenario: who the customers and accounts are. */
final class PartyLines {
    static final Set<String> WORDS = Set.of("customer", "account");

    private static final Set<String> AFTER_NAME = Set.of("inn", "kpp", "vat-id", "language");
    private static final List<String> AFTER_ACCOUNT =
            List.of("billing-day", "contract", "language", "minimum-invoice", "invoice-per");
    private static final int LAST_DAY = 31;

    private final Cast cast;

    PartyLines(Cast cast) {
        this.cast = cast;
    }

    void read(Words words) {
        if (words.oneOf("word", WORDS).equals("customer")) {
            customer(words);
        } else {
            account(words);
        }
    }

    private void customer(Words words) {
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("operator", cast.operator().code());
        cells.put("number", cast.newCustomer());
        cells.put("kind", words.oneOf("kind of customer", List.of("person", "company")));
        cells.put("name", words.until(AFTER_NAME, "write the customer's name"));
        cells.put("language", cast.operator().language());
        while (!words.isEmpty()) {
            String key = words.oneOf("word", AFTER_NAME);
            cells.put(key, words.next("write the value of " + key).text());
        }
        cast.party(new FeedRow("customers", cells));
    }

    private void account(Words words) {
        if (cast.lastCustomer().isEmpty()) {
            throw new Misread(
                    words.line(), "whose account it is was not said", "write 'customer person NAME' on a line above");
        }
        Word number = words.next("write the account's number");
        cast.account(number);
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("operator", cast.operator().code());
        cells.put("customer", cast.lastCustomer());
        cells.put("number", number.text());
        cells.put("contract", number.text());
        cells.put("billing-day", "1");
        while (!words.isEmpty()) {
            String key = words.oneOf("word", AFTER_ACCOUNT);
            switch (key) {
                case "billing-day" -> cells.put(key, Integer.toString(words.wholeNumber(1, LAST_DAY)));
                case "contract" -> cells.put("contract-date", words.date().toString());
                case "minimum-invoice" ->
                    cells.put(key, words.money(cast.operator().currency()).toString());
                case "invoice-per" -> cells.put(key, words.oneOf("word", List.of("account", "customer")));
                default -> cells.put(key, words.next("write a language: ru, en").text());
            }
        }
        if (!cells.containsKey("contract-date")) {
            throw new Misread(
                    number.place(),
                    "since when the account is a customer's is not said",
                    "add 'contract 2026-01-10': the first billing period begins on that day");
        }
        cast.party(new FeedRow("accounts", cells));
    }
}
