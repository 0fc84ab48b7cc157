package io.turnpike.charging;

import io.turnpike.catalog.CatalogInForce;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.customers.ServiceOrders;
import io.turnpike.fees.FeeCalculator;
import io.turnpike.fees.FeeOrder;
import java.time.LocalDate;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Orders one-time fees for accounts, of whichever service's plan has them; the step {@code charge-fees} charges them. */
@Component
public class OrderedFees {
    private final CatalogInForce catalog;
    private final ServiceDirectoryLoader directories;
    private final ServiceOrders orders;

    OrderedFees(CatalogInForce catalog, ServiceDirectoryLoader directories, ServiceOrders orders) {
        this.catalog = catalog;
        this.directories = directories;
        this.orders = orders;
    }

    /** The account's first service whose plan on a day has this one-time fee for orders; empty where none has. */
    public OptionalLong serviceWith(long accountId, String fee, LocalDate day) {
        ServiceDirectory directory = directories.load(accountId, accountId + 1);
        FeeFacts facts = new FeeFacts(catalog.get());
        FeeOrder order = new FeeOrder(fee, day, 1);
        for (int service = 0; service < directory.services(); service++) {
            if (FeeCalculator.hasFee(facts.timeline(directory, service), order)) {
                return OptionalLong.of(directory.serviceId(service));
            }
        }
        return OptionalLong.empty();
    }

    /**
     * Orders the fee once, however often it is asked for under the same number.
     *
     * @param number tells several orders of a day apart
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void order(long serviceId, String fee, LocalDate day, String number) {
        orders.add(serviceId, fee, day, number);
    }

    /** Cancels an order: what was charged for it comes back. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void cancel(long serviceId, String fee, LocalDate day, String number) {
        orders.cancel(serviceId, fee, day, number);
    }
}
