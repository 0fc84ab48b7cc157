package io.turnpike.fees;

import io.turnpike.time.DateRange;
import java.util.ArrayList;
import java.util.List;

/**
 * A service on a plan, as it was asked for: policies of the plan may move the days for fees.
 *
 * @param days the first day of service to the day after the last
 * @param versions the plan's versions in order of their dates; the first is in force on the first day
 * @param quantities in order of their dates within the days; a quantity of 1 holds where none is written
 */
public record Subscription(DateRange days, List<PlanVersion> versions, List<QuantityFrom> quantities) {
    public Subscription {
        versions = List.copyOf(versions);
        quantities = List.copyOf(quantities);
        if (versions.isEmpty() || versions.get(0).validFrom().isAfter(days.from())) {
            throw new IllegalArgumentException("no plan version is in force on " + days.from());
        }
        for (int i = 1; i < versions.size(); i++) {
            if (!versions.get(i - 1).validFrom().isBefore(versions.get(i).validFrom())) {
                throw new IllegalArgumentException("plan versions are not in order of their dates");
            }
        }
    }

    /** A subscription of quantity one. */
    public static Subscription of(DateRange days, List<PlanVersion> versions) {
        return new Subscription(days, versions, List.of());
    }

    /** A subscription whose quantity never changes. */
    public static Subscription of(DateRange days, List<PlanVersion> versions, long quantity) {
        return new Subscription(days, versions, List.of(QuantityFrom.ofAll(days.from(), quantity)));
    }

    public String plan() {
        return versions.get(0).plan();
    }

    /** Whether the other is the same plan going on without a gap, such as a row with another quantity. */
    boolean goesOnAs(Subscription next) {
        return days.to().equals(next.days.from()) && plan().equals(next.plan());
    }

    /** Both as one, with the quantities of each; the quantity of all fees starts at 1 again in the second if it states none. */
    Subscription joined(Subscription next) {
        List<QuantityFrom> all = new ArrayList<>(quantities);
        if (next.quantities.stream()
                .noneMatch(q -> q.fee().isEmpty() && q.from().equals(next.days.from()))) {
            all.add(QuantityFrom.ofAll(next.days.from(), 1));
        }
        all.addAll(next.quantities);
        List<PlanVersion> more = new ArrayList<>(versions);
        for (PlanVersion version : next.versions) {
            if (version.validFrom().isAfter(more.get(more.size() - 1).validFrom())) {
                more.add(version);
            }
        }
        return new Subscription(new DateRange(days.from(), next.days.to()), more, all);
    }
}
