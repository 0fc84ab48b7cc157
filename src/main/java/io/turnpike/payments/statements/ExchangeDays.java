package io.turnpike.payments.statements;

import io.turnpike.time.DateRange;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the account sections of a 1CClientBankExchange file say of their days, where one account has several: each is held against the
 * documents of its days, so that two mistakes that make up for each other are seen. Documents that do not say on which day the money
 * moved, and sections without days or with overlapping ones, are left to the totals of the whole file.
 */
final class ExchangeDays {
    private final List<Said> said = new ArrayList<>();
    private final Map<Side, Map<LocalDate, Long>> moved = new HashMap<>();
    private final Set<Side> undated = new HashSet<>();

    private record Side(String account, Direction direction) {}

    private record Said(Side side, String where, DateRange days, long minor) {}

    /** A section's total of one direction; its days as written. */
    void section(String account, Direction direction, String where, String from, String to, long minor) {
        Side side = new Side(account, direction);
        try {
            said.add(new Said(
                    side, where, new DateRange(Days.of(from), Days.of(to).plusDays(1)), minor));
        } catch (DateTimeException | IllegalArgumentException e) {
            undated.add(side);
        }
    }

    /** A document's money; the day it moved as written, empty where only the document's own day is known. */
    void document(String account, Direction direction, String day, long minor) {
        Side side = new Side(account, direction);
        try {
            moved.computeIfAbsent(side, any -> new TreeMap<>()).merge(Days.of(day), minor, Math::addExact);
        } catch (DateTimeException e) {
            undated.add(side);
        }
    }

    /** A document of which not even that is known. */
    void unreadable(String account, Direction direction) {
        undated.add(new Side(account, direction));
    }

    List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (Said one : said) {
            boolean alone = said.stream()
                    .noneMatch(other -> !other.equals(one)
                            && other.side.equals(one.side)
                            && other.days.intersection(one.days).isPresent());
            boolean several = said.stream().anyMatch(other -> !other.equals(one) && other.side.equals(one.side));
            if (several && alone && !undated.contains(one.side)) {
                long sum = moved.getOrDefault(one.side, Map.of()).entrySet().stream()
                        .filter(each -> one.days.contains(each.getKey()))
                        .mapToLong(Map.Entry::getValue)
                        .reduce(0, Math::addExact);
                Currency currency = OwnCurrency.of(one.side.account);
                if (sum != one.minor) {
                    faults.add(one.where + " is " + Amounts.text(one.minor, currency)
                            + ", the documents of its days come to " + Amounts.text(sum, currency));
                }
            }
        }
        return faults;
    }
}
