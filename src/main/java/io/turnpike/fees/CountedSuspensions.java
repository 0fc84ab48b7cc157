package io.turnpike.fees;

import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The suspensions of a service as they count for fees. Each end is moved once, by the plan that counts on the day asked for, and then
 * holds for the plans that follow: what was to begin with the next period does not begin earlier because the plan is changed. A
 * suspension of another kind that follows without a gap is a change of the kind, not a resumption.
 */
final class CountedSuspensions {
    private final List<Suspension> asked;
    private final @Nullable LocalDate[] from;
    private final @Nullable LocalDate[] to;

    /** @param asked in order, not overlapping */
    CountedSuspensions(List<Suspension> asked) {
        this.asked = asked;
        this.from = new LocalDate[asked.size()];
        this.to = new LocalDate[asked.size()];
    }

    int size() {
        return asked.size();
    }

    /** Whether the first day that counts is still to be found. */
    boolean begins(int index) {
        return from[index] == null;
    }

    /** Whether the day of resumption that counts is still to be found; it is that of the change where the kind changes. */
    boolean ends(int index) {
        return to[index] == null && !changesKind(index);
    }

    /** Sets the first day that counts; it is not before what came before. */
    void from(int index, LocalDate day) {
        LocalDate first = index == 0 ? day : later(day, end(index - 1, day));
        from[index] = first;
        if (index > 0 && changesKind(index - 1)) {
            to[index - 1] = first;
        }
    }

    void to(int index, LocalDate day) {
        to[index] = day;
    }

    /** The suspensions that count within a course, clipped to it. */
    List<Suspension> within(DateRange days) {
        List<Suspension> within = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            LocalDate begin = from[i];
            LocalDate end = to[i] == null ? days.to() : to[i];
            if (begin != null && begin.isBefore(end)) {
                SuspensionKind kind = asked.get(i).kind();
                new DateRange(begin, end)
                        .intersection(days)
                        .ifPresent(counted -> within.add(new Suspension(counted, kind)));
            }
        }
        return within;
    }

    /**
     * The days within a course on which the service goes on.
     *
     * @param goesOn whether it does so on the day after the course's last, under another plan
     */
    List<LocalDate> resumptions(DateRange days, boolean goesOn) {
        List<LocalDate> resumptions = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            LocalDate begin = from[i];
            LocalDate end = to[i];
            if (begin != null && end != null && begin.isBefore(end) && !isFollowed(i, end)) {
                boolean inside = days.from().isBefore(end) && end.isBefore(days.to());
                if (inside || (goesOn && end.equals(days.to()))) {
                    resumptions.add(end);
                }
            }
        }
        return resumptions;
    }

    /** Whether another suspension that counts begins on the day on which one ends. */
    private boolean isFollowed(int index, LocalDate end) {
        for (int i = index + 1; i < asked.size(); i++) {
            LocalDate next = from[i];
            LocalDate nextEnd = to[i];
            if (next != null && next.equals(end) && (nextEnd == null || next.isBefore(nextEnd))) {
                return true;
            }
        }
        return false;
    }

    private boolean changesKind(int index) {
        return index + 1 < asked.size()
                && asked.get(index)
                        .days()
                        .to()
                        .equals(asked.get(index + 1).days().from());
    }

    /** Where a suspension ends that another follows; its own beginning where its kind changes there. */
    private LocalDate end(int index, LocalDate otherwise) {
        LocalDate end = to[index] == null ? from[index] : to[index];
        return end == null ? otherwise : end;
    }

    private static LocalDate later(LocalDate left, LocalDate right) {
        return left.isAfter(right) ? left : right;
    }
}
