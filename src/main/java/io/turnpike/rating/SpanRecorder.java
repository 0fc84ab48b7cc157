package io.turnpike.rating;

import java.util.ArrayList;
import java.util.List;

/** Keeps what the rater does while it explains an event; absent while it only rates. */
final class SpanRecorder {
    final List<Explanation.Span> spans = new ArrayList<>();
    final List<String> notes = new ArrayList<>();

    /** Units of a stretch: where it begins, as measured, as billed. */
    record Stretch(long from, long used, long billed) {}

    void span(Stretch stretch, RateFinder found, Fraction price, Explanation.PaidBy paidBy) {
        RateRef ref = found.ref;
        if (ref == null) {
            throw new IllegalStateException("a span without a rate");
        }
        spans.add(new Explanation.Span(stretch.from, stretch.used, stretch.billed, ref, found.origin, price, paidBy));
    }
}
