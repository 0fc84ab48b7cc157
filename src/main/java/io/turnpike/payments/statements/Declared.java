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
     * @param net whether lines that take money back may count in it, and their money against it, or not: registries do either
     */
    public record Total(
            String where,
            String ownAccount,
            Direction direction,
            Currency currency,
            @Nullable Long lines,
            @Nullable Long minor,
            boolean net) {
        /** Of the lines of its direction alone. */
        public Total(
                String where,
                String ownAccount,
                Direction direction,
                Currency currency,
                @Nullable Long lines,
                @Nullable Long minor) {
            this(where, ownAccount, direction, currency, lines, minor, false);
        }
    }

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
            Tally.Sum back = total.net ? tally.sum(total.ownAccount, total.currency, Direction.OUT) : Tally.Sum.NONE;
            Tally.Sum all = new Tally.Sum(
                    Math.addExact(sum.lines(), back.lines()),
                    Math.addExact(sum.unreadLines(), back.unreadLines()),
                    Math.subtractExact(sum.minor(), back.minor()));
            Tally.Sum unplaced = tally.unplaced(total.currency);
            if (!counts(total, sum, unplaced) && !counts(total, all, unplaced)) {
                complaints.add(total.where + " says " + total.lines + " lines, the file has " + all.lines());
            }
            Long minor = total.minor;
            if (minor != null && !comesTo(minor, sum, unplaced) && !comesTo(minor, all, unplaced)) {
                complaints.add(total.where + " says " + Amounts.text(minor, total.currency)
                        + ", the lines come to " + Amounts.text(sum.minor(), total.currency)
                        + (back.lines() == 0
                                ? ""
                                : ", less what others take back " + Amounts.text(all.minor(), total.currency)));
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

    /** A line that could not be read is counted all the same, but where its direction is not known. */
    private static boolean counts(Total total, Tally.Sum sum, Tally.Sum unplaced) {
        long missing = total.lines == null ? 0 : total.lines - sum.lines();
        return missing >= 0 && missing <= unplaced.lines();
    }

    private static boolean comesTo(long minor, Tally.Sum sum, Tally.Sum unplaced) {
        long gap = Math.subtractExact(minor, sum.minor());
        return gap == 0 || (gap > 0 && (sum.unreadLines() > 0 || explains(unplaced, gap)));
    }

    /** An amount that could be read explains no more than itself, whichever way it went. */
    private static boolean explains(Tally.Sum unplaced, long gap) {
        return unplaced.unreadLines() > 0 || Math.abs(gap) <= unplaced.minor();
    }
}
