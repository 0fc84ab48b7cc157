package io.turnpike.payments.debts;

import io.turnpike.invoicing.OperatorTerms.DebtOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Applies the open credits of one account to its open debts, oldest credit first. What a credit names is always closed first: a credit
 * note the invoice it corrects, and where the operator wants it a payment the invoices in its purpose. Of all that is left, the order
 * of the operator decides; a credit for which no debt is left stays as an advance.
 */
final class Application {
    private final DebtOrder order;
    private final Map<Long, Map<String, Long>> open = new LinkedHashMap<>();
    private final Map<Key, Long> applied = new LinkedHashMap<>();

    /**
     * So much of a credit closes so much of a debt.
     *
     * @param service kind of service that is paid by it; {@link OpenServices#NONE} where they are not told apart
     */
    record Part(long debitEntry, long creditEntry, String service, long minor) {
        /** Of a debt whose services are not told apart. */
        Part(long debitEntry, long creditEntry, long minor) {
            this(debitEntry, creditEntry, OpenServices.NONE, minor);
        }
    }

    private record Key(long debt, long credit, String service) {}

    private Application(DebtOrder order, List<Item> debts) {
        this.order = order;
        debts.forEach(debt -> open.put(debt.entryId(), new TreeMap<>(debt.services())));
    }

    /**
     * @param debts oldest first
     * @param credits oldest first
     */
    static List<Part> of(DebtOrder order, List<Item> debts, List<Item> credits) {
        Application application = new Application(order, debts);
        credits.forEach(application::apply);
        return application.parts();
    }

    /** As {@link #of}, but each credit closes only what it names. */
    static List<Part> ofNamed(DebtOrder order, List<Item> debts, List<Item> credits) {
        Application application = new Application(order, debts);
        credits.forEach(application::closeNamed);
        return application.parts();
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        applied.forEach((key, minor) -> parts.add(new Part(key.debt, key.credit, key.service, minor)));
        return parts;
    }

    private void apply(Item credit) {
        long left = closeNamed(credit);
        if (order == DebtOrder.PROPORTIONAL) {
            closeByService(credit, left);
        } else {
            for (long debt : open.keySet()) {
                left -= close(debt, credit, left);
            }
        }
    }

    /** Returns what is left of the credit. */
    private long closeNamed(Item credit) {
        long left = credit.openMinor();
        for (long debt : open.keySet()) {
            if (credit.meant().contains(debt)) {
                left -= close(debt, credit, left);
            }
        }
        return left;
    }

    /** Each service gets its share of what all services are owed, and with it closes what is the oldest of it. */
    private void closeByService(Item credit, long left) {
        Map<String, Long> owed = new TreeMap<>();
        open.values().forEach(debt -> debt.forEach((service, minor) -> owed.merge(service, minor, Math::addExact)));
        owed.values().removeIf(minor -> minor == 0);
        long total = owed.values().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
        OpenServices.shares(Math.min(left, total), owed).forEach((service, share) -> {
            long rest = share;
            for (long debt : open.keySet()) {
                rest -= close(new Key(debt, credit.entryId(), service), rest);
            }
        });
    }

    /** Closes up to an amount of a debt, of each of its services alike. */
    private long close(long debt, Item credit, long most) {
        Map<String, Long> services = new TreeMap<>(open.getOrDefault(debt, Map.of()));
        long minor = Math.min(
                most, services.values().stream().mapToLong(Long::longValue).sum());
        OpenServices.shares(minor, services)
                .forEach((service, share) -> close(new Key(debt, credit.entryId(), service), share));
        return minor;
    }

    private long close(Key key, long most) {
        Map<String, Long> debt = open.getOrDefault(key.debt, new TreeMap<>());
        long minor = Math.min(most, debt.getOrDefault(key.service, 0L));
        if (minor > 0) {
            debt.merge(key.service, -minor, Long::sum);
            applied.merge(key, minor, Long::sum);
        }
        return minor;
    }
}
