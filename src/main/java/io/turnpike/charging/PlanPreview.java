package io.turnpike.charging;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.CatalogInForce;
import io.turnpike.catalog.PlanVersion;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.customers.Subscription;
import io.turnpike.time.BillingSchedule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Says whom a version of a plan reaches, and when, before it does: those on the plan, by its rule for existing subscribers. */
@Component
public class PlanPreview {
    private final ServiceDirectoryLoader directories;
    private final CatalogInForce catalog;

    PlanPreview(ServiceDirectoryLoader directories, CatalogInForce catalog) {
        this.directories = directories;
        this.catalog = catalog;
    }

    /**
     * A subscriber that a version reaches.
     *
     * @param plan that is subscribed to: the version's own, or one that extends it or falls back to it
     * @param from the first day it is priced by the version
     */
    public record Touched(String operator, long accountId, long serviceId, String plan, LocalDate from) {}

    /**
     * The subscribers that a version of a plan reaches, in the order of their services: those on the plan, and those on plans
     * that are made of it, because a new price below is a new version of all plans above.
     */
    public List<Touched> touchedBy(PlanVersion version) {
        Catalog plans = catalog.get();
        ServiceDirectory directory = directories.load();
        PlansInForce inForce = new PlansInForce(directory, plans);
        List<Touched> touched = new ArrayList<>();
        for (int service = 0; service < directory.services(); service++) {
            int account = directory.accountOf(service);
            BillingSchedule schedule = Timelines.schedule(directory.billingDaysOfService(service));
            for (Subscription subscription : inForce.of(service)) {
                if (!reaches(plans, version, subscription.plan())) {
                    continue;
                }
                for (Catalog.Applied applied :
                        plans.applied(subscription.plan(), subscription.valid(), schedule::beginningOnOrAfter)) {
                    boolean fromTheStart =
                            applied.from().equals(subscription.valid().from());
                    if (applied.version().validFrom().equals(version.validFrom()) && !fromTheStart) {
                        touched.add(new Touched(
                                directory.operatorOf(account).code(),
                                directory.accountId(account),
                                directory.serviceId(service),
                                subscription.plan(),
                                applied.from()));
                    }
                }
            }
        }
        return touched;
    }

    private static boolean reaches(Catalog plans, PlanVersion version, String subscribed) {
        return plans.versions(subscribed).stream()
                .anyMatch(one -> one.validFrom().equals(version.validFrom()) && one.isMadeOf(version.plan()));
    }
}
