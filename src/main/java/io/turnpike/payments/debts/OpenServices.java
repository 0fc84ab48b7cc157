package io.turnpike.payments.debts;

import io.turnpike.money.Money;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What of a debt is open for each kind of service. */
final class OpenServices {
    /** A debt that is for no service: a balance taken over, an entry by hand. */
    static final String NONE = "";

    private static final Currency WEIGHED = Currency.getInstance("RUB");

    private OpenServices() {}

    /**
     * Divides a debt by service and takes off what closed it.
     *
     * @param minor of the whole debt
     * @param gross what the invoice asks for each service; what it gives back for one lessens the others
     * @param closed of each service; under {@link #NONE} what closed the invoice without telling them apart: it lessens all that is open
     * @return what is left, none of it nothing; it adds up to the debt less what is closed
     */
    static Map<String, Long> of(long minor, Map<String, Long> gross, Map<String, Long> closed) {
        Map<String, Long> asked = new TreeMap<>(gross);
        asked.values().removeIf(each -> each <= 0);
        if (asked.isEmpty()) {
            asked.put(NONE, minor);
        }
        Map<String, Long> open = shares(minor, asked);
        long together = 0;
        for (Map.Entry<String, Long> each : closed.entrySet()) {
            long here =
                    each.getKey().equals(NONE) ? 0 : Math.min(each.getValue(), open.getOrDefault(each.getKey(), 0L));
            open.computeIfPresent(each.getKey(), (service, left) -> left - here);
            together += each.getValue() - here;
        }
        shares(together, open).forEach((service, share) -> open.merge(service, -share, Long::sum));
        open.values().removeIf(each -> each == 0);
        return open;
    }

    /** Divides an amount by weights, by largest remainder; an amount up to the sum of the weights gives none more than its weight. */
    static Map<String, Long> shares(long minor, Map<String, Long> weights) {
        Map<String, Long> shares = new TreeMap<>();
        if (minor == 0) {
            return shares;
        }
        if (weights.size() == 1) {
            weights.keySet().forEach(service -> shares.put(service, minor));
            return shares;
        }
        List<String> services = new ArrayList<>(weights.keySet());
        List<Money> parts = new Money(WEIGHED, minor).split(List.copyOf(weights.values()));
        for (int i = 0; i < services.size(); i++) {
            shares.put(services.get(i), parts.get(i).minor());
        }
        return shares;
    }
}
