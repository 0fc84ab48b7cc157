package io.turnpike.fees;

import io.turnpike.money.RatedAmount;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Compares what should be charged with what was: the differences are the charges and credits of a run. */
final class FeeDifferences {
    private final long service;
    private final FeeCourses courses;
    private final LocalDate through;
    private final Map<Key, Before> before = new HashMap<>();
    private final Set<Key> owed = new HashSet<>();
    private final List<FeeCharge> differences = new ArrayList<>();

    /** The natural key of a charge without its service and revision. */
    private record Key(String fee, LocalDate from) {}

    /** All revisions of a key together, due when the first was. */
    private record Before(DateRange days, int revision, LocalDate due, RatedAmount total) {}

    FeeDifferences(long service, FeeCourses courses, List<ChargedFee> charged, LocalDate since, LocalDate through) {
        this.service = service;
        this.courses = courses;
        this.through = through;
        for (ChargedFee revision : charged) {
            if (!revision.days().from().isBefore(since)) {
                before.merge(
                        new Key(revision.fee(), revision.days().from()),
                        new Before(revision.days(), revision.revision(), revision.due(), revision.amount()),
                        FeeDifferences::together);
            }
        }
    }

    /** A target that is not due yet is remembered, so that what was charged for it stays. */
    void compare(FeeTarget target) {
        Key key = new Key(target.fee(), target.days().from());
        if (!owed.add(key)) {
            throw new IllegalArgumentException("service " + service + ": two fees named " + target.fee() + " begin on "
                    + target.days().from());
        }
        Before charged = before.get(key);
        if (charged == null) {
            if (target.totalMicros() != 0 && !target.due().isAfter(through)) {
                differences.add(charge(target, 0, OptionalInt.empty(), target.totalMicros(), target.due()));
            }
            return;
        }
        if (!charged.total().currency().equals(target.currency())) {
            throw new IllegalArgumentException("service " + service + ": fee " + target.fee() + " of " + target.days()
                    + " was charged in " + charged.total().currency() + " and is now in " + target.currency());
        }
        long difference =
                Math.subtractExact(target.totalMicros(), charged.total().micros());
        if (difference != 0 && !waits(target)) {
            OptionalInt corrects = OptionalInt.of(charged.revision());
            differences.add(charge(target, charged.revision() + 1, corrects, difference, charged.due()));
        }
    }

    /** What was charged and is not owed at all is credited. Call last. */
    List<FeeCharge> withCreditsForTheRest() {
        List<Key> gone = new ArrayList<>();
        before.forEach((key, charged) -> {
            if (!owed.contains(key)
                    && charged.total().micros() != 0
                    && !key.from().isAfter(through)
                    && !courses.holdBack(charged.days(), through)) {
                gone.add(key);
            }
        });
        gone.sort(Comparator.comparing(Key::from).thenComparing(Key::fee));
        for (Key key : gone) {
            Before charged = before.get(key);
            if (charged != null) {
                differences.add(credit(key, charged));
            }
        }
        return differences;
    }

    /** Corrections wait for the period's end where the policy says so; a fee in arrears is corrected from its due day on. */
    private boolean waits(FeeTarget target) {
        return target.due().isAfter(through) || courses.holdBack(target.period(), through);
    }

    private FeeCharge charge(FeeTarget target, int revision, OptionalInt corrects, long amountMicros, LocalDate due) {
        return new FeeCharge(
                service,
                target.fee(),
                target.days(),
                revision,
                corrects,
                due,
                new RatedAmount(target.currency(), amountMicros),
                new RatedAmount(target.currency(), target.totalMicros()),
                target.exact(),
                target.carriedMicros(),
                target.countedMicros(),
                target.parts());
    }

    private FeeCharge credit(Key key, Before charged) {
        RatedAmount total = charged.total();
        return new FeeCharge(
                service,
                key.fee(),
                charged.days(),
                charged.revision() + 1,
                OptionalInt.of(charged.revision()),
                charged.due(),
                new RatedAmount(total.currency(), Math.negateExact(total.micros())),
                RatedAmount.zero(total.currency()),
                ExactAmount.ZERO,
                0,
                0,
                List.of());
    }

    private static Before together(Before left, Before right) {
        boolean leftFirst = left.revision() < right.revision();
        Before earlier = leftFirst ? left : right;
        Before later = leftFirst ? right : left;
        return new Before(
                later.days(), later.revision(), earlier.due(), left.total().plus(right.total()));
    }
}
