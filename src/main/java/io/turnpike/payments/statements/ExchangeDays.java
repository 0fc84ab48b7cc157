package io.turnpike.payments.statements;

import io.turnpike.time.DateRange;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the account sections of a 1CClientBankExchange file say of their days, where one account has several: each is held against the
 * documents of its days, so that two mistakes that make up for each other are seen. What came in the evening a bank may book with its next
 * day: some documents of a section's last day, and all of days that no section has, may be counted by the section that follows. Documents
 * that do not say on which day the money moved, and sections without days or with overlapping ones, are left to the totals of the
 * whole file.
 */
final class ExchangeDays {
    private final List<Said> said = new ArrayList<>();
    private final Map<Side, NavigableMap<LocalDate, List<Long>>> moved = new HashMap<>();
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
            moved.computeIfAbsent(side, any -> new TreeMap<>())
                    .computeIfAbsent(Days.of(day), any -> new ArrayList<>())
                    .add(minor);
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
        said.stream()
                .sorted(Comparator.comparing(one -> one.days.from()))
                .collect(Collectors.groupingBy(Said::side, LinkedHashMap::new, Collectors.toList()))
                .forEach((side, inOrder) -> {
                    if (inOrder.size() > 1 && !undated.contains(side) && areApart(inOrder)) {
                        faults.addAll(faults(inOrder, moved.getOrDefault(side, Collections.emptyNavigableMap())));
                    }
                });
        return faults;
    }

    private static boolean areApart(List<Said> inOrder) {
        for (int i = 1; i < inOrder.size(); i++) {
            if (inOrder.get(i).days.from().isBefore(inOrder.get(i - 1).days.to())) {
                return false;
            }
        }
        return true;
    }

    private static List<String> faults(List<Said> inOrder, NavigableMap<LocalDate, List<Long>> moved) {
        List<String> faults = new ArrayList<>();
        LocalDate behind = LocalDate.MIN;
        long left = 0;
        for (int i = 0; i < inOrder.size(); i++) {
            Said one = inOrder.get(i);
            boolean last = i == inOrder.size() - 1;
            long sum = left;
            for (List<Long> ofDay :
                    moved.subMap(behind, true, one.days.to(), false).values()) {
                sum = Math.addExact(sum, sum(ofDay));
            }
            left = Math.subtractExact(sum, one.minor);
            List<Long> evening = moved.getOrDefault(one.days.to().minusDays(1), List.of());
            if (left < 0 || (left > 0 && (last || !isOfSome(left, evening)))) {
                Currency currency = OwnCurrency.of(one.side.account);
                faults.add(one.where + " is " + Amounts.text(one.minor, currency)
                        + ", the documents of its days come to " + Amounts.text(sum, currency));
                left = 0;
            }
            behind = one.days.to();
        }
        return faults;
    }

    private static long sum(List<Long> amounts) {
        return amounts.stream().reduce(0L, Math::addExact);
    }

    /** Among more sums than these almost any amount is: nothing would be shown by its absence. */
    private static final int MOST_SUMS = 100_000;

    /** Whether some of these amounts come to a sum. */
    private static boolean isOfSome(long sum, List<Long> amounts) {
        Set<Long> reached = new HashSet<>(Set.of(0L));
        for (long amount : amounts) {
            List<Long> further = reached.stream()
                    .map(each -> Math.addExact(each, amount))
                    .filter(each -> each <= sum)
                    .toList();
            reached.addAll(further);
            if (reached.contains(sum) || reached.size() > MOST_SUMS) {
                return true;
            }
        }
        return false;
    }
}
