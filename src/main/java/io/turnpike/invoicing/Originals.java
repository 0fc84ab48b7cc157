package io.turnpike.invoicing;

import io.turnpike.invoicing.OriginalLine.Named;
import io.turnpike.invoicing.OriginalLine.Wanted;
import io.turnpike.tax.TaxedAmount;
import io.turnpike.tax.VatRule.Prices;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was invoiced to the accounts of a bill before, and what is left of each line after everything taken back since: a second credit
 * begins where the first one ended, and none takes more than there was. Credits of the past are dealt out again in the order they were
 * given, by the rule they were given by. Pure; taking changes what is left.
 */
final class Originals {
    private final OperatorTerms terms;
    private final Days days;
    private final Deque<Left> latestFirst = new ArrayDeque<>();

    /** Which days a credit may take back from. */
    enum Days {
        /** Of a line that is for all days of the credit; then of those that are for some of them. */
        ALL,
        /** Of any line that is for some of them: of a fee over several months each month has its own document. */
        SOME
    }

    /**
     * @param history lines of released bills in the order of the bills; of one bill first its credit notes, then what it billed, then
     *     what it billed less than nothing for
     */
    Originals(List<OriginalLine> history, OperatorTerms terms, Days days) {
        this.terms = terms;
        this.days = days;
        for (OriginalLine line : history) {
            if (line.grossMinor() > 0) {
                latestFirst.addFirst(new Left(line));
            } else if (line.grossMinor() < 0) {
                take(line.wanted(), base(line.amount()));
            }
        }
    }

    /** A line and what is left of it. */
    private static final class Left {
        private final OriginalLine line;
        private TaxedAmount amount;

        Left(OriginalLine line) {
            this.line = line;
            this.amount = line.amount();
        }
    }

    /**
     * A part of a credit, taken back from one line.
     *
     * @param original null for what no invoice holds
     * @param before what was left of the line
     * @param amount less than zero; with {@code before} it gives what is left now
     */
    record Piece(@Nullable OriginalLine original, TaxedAmount before, TaxedAmount amount) {}

    Days days() {
        return days;
    }

    /** The latest line that a credit is for, whatever is left of it. */
    Optional<OriginalLine> meantBy(Wanted credit) {
        return meant(credit).stream().map(left -> left.line).findFirst();
    }

    /** The customer's latest document; empty when there is none. */
    Optional<Named> latestDocument() {
        return latestFirst.stream()
                .flatMap(left -> left.line.document().stream())
                .findFirst();
    }

    /** The documents whose lines a credit is for, whatever is left of them, the latest first. */
    List<Named> documentsOf(Wanted credit) {
        return meant(credit).stream()
                .flatMap(left -> left.line.document().stream())
                .distinct()
                .toList();
    }

    /** The lines that a credit is for, the nearest first. */
    private List<Left> meant(Wanted credit) {
        List<Left> meant = new ArrayList<>();
        for (Left left : latestFirst) {
            if (left.line.isMeantBy(credit, days)) {
                meant.add(left);
            }
        }
        if (days == Days.ALL) {
            latestFirst.stream()
                    .filter(left -> left.line.isMeantBy(credit, Days.SOME) && !left.line.isMeantBy(credit, Days.ALL))
                    .forEach(meant::add);
        }
        return meant;
    }

    /**
     * Takes a credit back from the latest lines it is for, as far as they go. VAT is that of what is left after less that of what was
     * left before.
     *
     * @param base what is taken back, less than zero: gross where prices hold the VAT, else net
     */
    List<Piece> take(Wanted credit, long base) {
        List<Piece> pieces = new ArrayList<>();
        long rest = base;
        for (Left left : meant(credit)) {
            long has = base(left.amount);
            if (rest < 0 && has > 0) {
                long taken = Math.max(rest, -has);
                TaxedAmount after = terms.vat().tax(has + taken, credit.rate());
                pieces.add(new Piece(left.line, left.amount, after.minus(left.amount)));
                left.amount = after;
                rest -= taken;
            }
        }
        if (rest < 0) {
            pieces.add(new Piece(null, TaxedAmount.ZERO, terms.vat().tax(rest, credit.rate())));
        }
        return pieces;
    }

    private long base(TaxedAmount amount) {
        return terms.vat().prices() == Prices.INCLUDED ? amount.gross() : amount.net();
    }
}
