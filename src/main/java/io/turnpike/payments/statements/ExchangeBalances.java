package io.turnpike.payments.statements;

import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The balances in the account sections of a 1CClientBankExchange file. Several sections of one account follow each other: the first opens,
 * the last closes. A balance that is not written follows from the other one and the totals where those are there.
 */
final class ExchangeBalances {
    private final Map<String, Span> spans = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    /** What a section says, in minor units; null for what it does not say. */
    record Said(
            @Nullable Long opening,
            @Nullable Long in,
            @Nullable Long out,
            @Nullable Long closing) {
        /** What came less what went; null where the section does not say both. */
        private @Nullable Long moved() {
            return in == null || out == null ? null : Long.valueOf(Math.subtractExact(in, out));
        }

        private @Nullable Long start() {
            Long moved = moved();
            if (opening == null && closing != null && moved != null) {
                return Math.subtractExact(closing, moved);
            }
            return opening;
        }

        private @Nullable Long end() {
            Long moved = moved();
            if (closing == null && opening != null && moved != null) {
                return Math.addExact(opening, moved);
            }
            return closing;
        }
    }

    /** From the beginning of the first section to the end of the last; null for an end that nothing tells. */
    private record Span(@Nullable Long opening, @Nullable Long closing) {}

    void section(String account, String where, Said said) {
        Currency currency = OwnCurrency.of(account);
        Long start = said.start();
        Long end = said.end();
        Long moved = said.moved();
        if (start != null && end != null && moved != null && Math.addExact(start, moved) != end) {
            faults.add(where + " opens with " + Amounts.text(start, currency) + " and closes with "
                    + Amounts.text(end, currency) + ", but its totals lead to "
                    + Amounts.text(Math.addExact(start, moved), currency));
        }
        Span before = spans.get(account);
        Long closed = before == null ? null : before.closing;
        if (start != null && closed != null && !start.equals(closed)) {
            faults.add(where + " opens with " + Amounts.text(start, currency) + ", the section before closed with "
                    + Amounts.text(closed, currency));
        }
        spans.put(account, new Span(before == null ? start : before.opening, end));
    }

    /** Of the accounts whose both ends are known: all documents must lead from one to the other. */
    List<Declared.Balance> balances() {
        List<Declared.Balance> balances = new ArrayList<>();
        spans.forEach((account, span) -> {
            if (span.opening != null && span.closing != null) {
                balances.add(new Declared.Balance(
                        "account " + account, account, OwnCurrency.of(account), span.opening, span.closing));
            }
        });
        return balances;
    }

    List<String> faults() {
        return faults;
    }
}
