package io.turnpike.payments.statements;

import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts and sums of the lines of a file, by own account, currency and direction. */
public final class Tally {
    private final Map<Key, Sum> sums = new HashMap<>();

    private record Key(String ownAccount, String currency, Direction direction) {}

    /**
     * How many lines there are and what they come to.
     *
     * @param lines with those that could not be read
     * @param unreadLines of them, those whose amount is in no sum
     * @param minor in minor units
     */
    public record Sum(long lines, long unreadLines, long minor) {
        static final Sum NONE = new Sum(0, 0, 0);

        Sum plus(Sum other) {
            return new Sum(lines + other.lines, unreadLines + other.unreadLines, Math.addExact(minor, other.minor));
        }
    }

    /** A currency and a direction. */
    public record Side(String currency, Direction direction) implements Comparable<Side> {
        @Override
        public int compareTo(Side other) {
            int byCurrency = currency.compareTo(other.currency);
            return byCurrency != 0 ? byCurrency : direction.compareTo(other.direction);
        }
    }

    public void add(StatementEntry entry) {
        if (entry instanceof StatementLine line) {
            add(
                    line.ownAccount(),
                    line.amount().currency(),
                    line.direction(),
                    new Sum(1, 0, line.amount().minor()));
        } else if (entry instanceof BadLine bad) {
            Long minor = bad.minor();
            add(
                    bad.ownAccount(),
                    bad.currency(),
                    bad.direction(),
                    minor == null ? new Sum(1, 1, 0) : new Sum(1, 0, minor));
        }
    }

    private void add(String ownAccount, Currency currency, Direction direction, Sum sum) {
        sums.merge(new Key(ownAccount, currency.getCurrencyCode(), direction), sum, Sum::plus);
    }

    /** Of one own account, or of all where its name is empty; with the lines whose amount, and whose account, could not be read. */
    public Sum sum(String ownAccount, Currency currency, Direction direction) {
        Sum sum = Sum.NONE;
        for (Map.Entry<Key, Sum> each : sums.entrySet()) {
            Key key = each.getKey();
            if (key.currency.equals(currency.getCurrencyCode())
                    && key.direction == direction
                    && (ownAccount.isEmpty()
                            || key.ownAccount.equals(ownAccount)
                            || (key.ownAccount.isEmpty() && each.getValue().unreadLines > 0))) {
                sum = sum.plus(each.getValue());
            }
        }
        return sum;
    }

    /** Lines of which it is not known which way their money went; of another currency only those without an amount. */
    public Sum unplaced(Currency currency) {
        Sum sum = Sum.NONE;
        for (Map.Entry<Key, Sum> each : sums.entrySet()) {
            if (each.getKey().direction == Direction.UNKNOWN) {
                boolean ours = each.getKey().currency.equals(currency.getCurrencyCode());
                sum = sum.plus(
                        ours ? each.getValue() : new Sum(each.getValue().unreadLines, each.getValue().unreadLines, 0));
            }
        }
        return sum;
    }

    /** Over all own accounts. */
    public Map<Side, Sum> bySide() {
        Map<Side, Sum> bySide = new TreeMap<>();
        sums.forEach((key, sum) -> bySide.merge(new Side(key.currency, key.direction), sum, Sum::plus));
        return bySide;
    }
}
