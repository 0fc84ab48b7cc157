package io.turnpike.charging;

import io.turnpike.fees.ExactAmount;
import io.turnpike.fees.FeeCharge;
import io.turnpike.fees.FeePart;
import io.turnpike.money.Rounding;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a fee comes to its total where its days are not alike: stretches of one quantity, price and share each, the first one first, each
 * going on to the first day of the next one, the last to the end of the fee. A bill prints and renders the fee by them. Stored as text,
 * {@code 2026-03-01 3 300000000,2026-03-11 5 1050000000}.
 */
public record FeeStretches(List<Stretch> stretches) {
    private static final Rounding TO_MICROS = new Rounding(1, RoundingMode.HALF_UP);

    /**
     * Days on which a fee is the same.
     *
     * @param from first day
     * @param quantity of the fee on these days
     * @param micros what of the fee's total, all revisions together, these days come to: millionths of the currency's major unit
     */
    public record Stretch(LocalDate from, long quantity, long micros) {}

    public FeeStretches {
        if (stretches.isEmpty()) {
            throw new IllegalArgumentException("a fee of no days");
        }
        stretches = List.copyOf(stretches);
    }

    /** Reads the stored text. */
    public static FeeStretches parse(String text) {
        List<Stretch> stretches = new ArrayList<>();
        for (String stretch : text.split(",", -1)) {
            String[] words = stretch.split(" ", -1);
            stretches.add(new Stretch(LocalDate.parse(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])));
        }
        return new FeeStretches(stretches);
    }

    /**
     * The stretches of a charge's total; null where its days are all alike, and for a minimum charge, whose days have no price. Each sum
     * up to a stretch is rounded as the fee is, the last stretch takes the rest.
     */
    static @Nullable FeeStretches of(FeeCharge fee) {
        if (fee.countedMicros() != 0) {
            return null;
        }
        List<Stretch> stretches = new ArrayList<>();
        FeePart last = null;
        ExactAmount exact = ExactAmount.ZERO;
        long before = 0;
        for (FeePart part : fee.parts()) {
            exact = exact.plus(part.amount());
            long upTo = exact.round(TO_MICROS);
            if (last != null && alike(last, part)) {
                Stretch same = stretches.remove(stretches.size() - 1);
                stretches.add(new Stretch(same.from, same.quantity, same.micros + upTo - before));
            } else {
                stretches.add(new Stretch(part.days().from(), part.quantity(), upTo - before));
            }
            before = upTo;
            last = part;
        }
        if (stretches.size() < 2) {
            return null;
        }
        Stretch rest = stretches.remove(stretches.size() - 1);
        stretches.add(
                new Stretch(rest.from, rest.quantity, rest.micros + fee.total().micros() - before));
        return new FeeStretches(stretches);
    }

    /** Whether a day of one costs what a day of the other does. */
    private static boolean alike(FeePart left, FeePart right) {
        return left.quantity() == right.quantity()
                && left.priceMicros() == right.priceMicros()
                && left.percent().ofPhase().equals(right.percent().ofPhase())
                && left.percent().ofSuspension().equals(right.percent().ofSuspension());
    }

    /** As it is stored. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Stretch stretch : stretches) {
            text.append(text.isEmpty() ? "" : ",")
                    .append(stretch.from)
                    .append(' ')
                    .append(stretch.quantity)
                    .append(' ')
                    .append(stretch.micros);
        }
        return text.toString();
    }

    /** What all days come to. */
    public long totalMicros() {
        return stretches.stream().mapToLong(Stretch::micros).reduce(0, Math::addExact);
    }
}
