package io.turnpike.invoicing;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Problems;
import io.turnpike.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the {@code promised-payments} block: terms by group of customers. */
final class PromiseReader {
    private static final String GROUP = "[a-z][a-z0-9-]*";
    private static final int MOST_DAYS = 366;

    private final Currency currency;
    private final Problems problems;

    PromiseReader(Currency currency, Problems problems) {
        this.currency = currency;
        this.problems = problems;
    }

    Map<String, PromiseTerms> read(List<Node.Entry> groups) {
        Map<String, PromiseTerms> terms = new LinkedHashMap<>();
        for (Node.Entry entry : groups) {
            String group = entry.key().text();
            if (!group.matches(GROUP)) {
                problems.add(
                        entry.key().place(),
                        "'" + group + "' is no group of customers",
                        "write person, company, or a customer-group of customers.csv, in lower case");
            } else if (entry.value() instanceof Node.Block block) {
                terms.put(group, terms(new Fields(block, problems)));
            } else {
                problems.add(entry.value().place(), "'" + group + "' has no terms", "write most, days and the others");
            }
        }
        return terms;
    }

    private PromiseTerms terms(Fields fields) {
        PromiseTerms terms = new PromiseTerms(
                money(fields, "most", true),
                days(fields, "days", 1),
                days(fields, "again-after-days", 0),
                money(fields, "lowest-balance", false),
                fields.text("fee").orElse(null));
        fields.done();
        return terms;
    }

    private Money money(Fields fields, String key, boolean positive) {
        fields.required(key);
        String remedy =
                "write an amount in " + currency + (positive ? " above zero" : "") + ", such as 500.00 " + currency;
        return fields.value(key, remedy, text -> {
                    String[] parts = text.split(" ", -1);
                    if (parts.length != 2 || !parts[1].equals(currency.getCurrencyCode())) {
                        throw new IllegalArgumentException(text);
                    }
                    Money money = Money.of(currency, new BigDecimal(parts[0]));
                    if (positive && !money.isPositive()) {
                        throw new IllegalArgumentException(text);
                    }
                    return money;
                })
                .orElse(Money.zero(currency));
    }

    private static int days(Fields fields, String key, int fewest) {
        fields.required(key);
        return fields.value(key, "write a whole number of days from " + fewest + " to " + MOST_DAYS, text -> {
                    int days = Integer.parseInt(text);
                    if (days < fewest || days > MOST_DAYS) {
                        throw new IllegalArgumentException(text);
                    }
                    return days;
                })
                .orElse(fewest);
    }
}
