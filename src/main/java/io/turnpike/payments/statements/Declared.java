package io.turnpike.payments.statements;

import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of its own lines.
 *
 * @param totals counts and sums
 * @param balances of own accounts, which the movements must lead from one to the other
 * @param faults what is wrong with the file's frame: a trailer that is missing, an end that is not there
 */
public record Declared(List<Total> totals, List<Balance> balances, List<String> faults) {
    public Declared {
        totals = List.copyOf(totals);
        balances = List.copyOf(balances);
        faults = List.copyOf(faults);
    }

    /**
     * A count or sum of the lines of one direction.
     *
     * @param where how a person finds it in the file
     * @param ownAccount whose lines; empty for all
     * @param lines null where the file does not say
     * @param minor null where the file does not say
     */
    public record Total(
            String where,
            String ownAccount,
            Direction direction,
            Currency currency,
            @Nullable Long lines,
            @Nullable Long minor) {}

    /** What stood on an account before and after the lines of the file, in minor units. */
    public record Balance(String where, String ownAccount, Currency currency, long openingMinor, long closingMinor) {}

    /**
     * What does not hold, each with the two figures; empty where all does. An amount that could not be read may be what is missing
     * to a sum, so a sum is then refused only where the readable lines go beyond it, and a balance only where what is missing went
     * the other way. An amount that could be read, but not which way it went, explains no more than itself.
     */
    public List<String> complaints(Tally tally) {
        List<String> complaints = new ArrayList<>(faults);
        for (Total total : totals) {
            Tally.Sum sum = tally.sum(total.ownAccount, total.currency, total.direction);
            Tally.Sum unplaced = tally.unplaced(total.currency);
            // a line that could not be read is counted all the same, but where its direction is not known
            long missing = total.lines == null ? 0 : total.lines - sum.lines();
            if (missing < 0 || missing > unplaced.lines()) {
                complaints.add(total.where + " says " + total.lines + " lines, the file has " + sum.lines());
            }
            long gap = total.minor == null ? 0 : Math.subtractExact(total.minor, sum.minor());
            boolean explained = sum.unreadLines() > 0 || explains(unplaced, gap);
            if (total.minor != null && gap != 0 && (gap < 0 || !explained)) {
                complaints.add(total.where + " says " + Amounts.text(total.minor, total.currency)
                        + ", the lines come to " + Amounts.text(sum.minor(), total.currency));
            }
        }
        for (Balance balance : balances) {
            Tally.Sum in = tally.sum(balance.ownAccount, balance.currency, Direction.IN);
            Tally.Sum out = tally.sum(balance.ownAccount, balance.currency, Direction.OUT);
            long reached = Math.subtractExact(Math.addExact(balance.openingMinor, in.minor()), out.minor());
            long missing = Math.subtractExact(balance.closingMinor, reached);
            boolean holds = missing == 0
                    || explains(tally.unplaced(balance.currency), missing)
                    || (missing > 0 ? in.unreadLines() > 0 : out.unreadLines() > 0);
            if (!holds) {
                complaints.add(balance.where + " opens with "
                        + Amounts.text(balance.openingMinor, balance.currency)
                        + " and closes with " + Amounts.text(balance.closingMinor, balance.currency)
                        + ", but the lines lead to " + Amounts.text(reached, balance.currency));
            }
        }
        return complaints;
    }

    /** An amount that could be read explains no more than itself, whichever way it went. */
    private static boolean explains(Tally.Sum unplaced, long gap) {
        return unplaced.unreadLines() > 0 || Math.abs(gap) <= unplaced.minor();
    }
}
