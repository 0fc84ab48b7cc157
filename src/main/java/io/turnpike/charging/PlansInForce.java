package io.turnpike.charging;

import io.turnpike.catalog.Catalog;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.customers.Subscription;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The plans that services are on: as subscribed, without the days behind the end of a fixed term. */
final class PlansInForce {
    private final ServiceDirectory directory;
    private final FeeFacts facts;

    PlansInForce(ServiceDirectory directory, Catalog catalog) {
        this.directory = directory;
        this.facts = new FeeFacts(catalog);
    }

    /** In the order of time; there may be days without a plan between. */
    List<Subscription> of(int service) {
        List<Subscription> subscribed = directory.subscriptions(service);
        boolean mayEnd = false;
        for (Subscription subscription : subscribed) {
            mayEnd |= facts.hasFixedTerm(subscription.plan());
        }
        List<DateRange> over = mayEnd ? facts.afterTerms(directory, service) : List.of();
        if (over.isEmpty()) {
            return subscribed;
        }
        List<Subscription> inForce = new ArrayList<>(subscribed.size());
        for (Subscription subscription : subscribed) {
            LocalDate from = subscription.valid().from();
            LocalDate to = subscription.valid().to();
            for (DateRange days : over) {
                boolean cut = days.from().isBefore(to) && from.isBefore(days.to());
                to = cut ? days.from() : to;
            }
            if (from.isBefore(to)) {
                inForce.add(
                        new Subscription(subscription.plan(), new DateRange(from, to), subscription.billedAtOnce()));
            }
        }
        return inForce;
    }
}
