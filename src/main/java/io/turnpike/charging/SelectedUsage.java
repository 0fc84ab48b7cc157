package io.turnpike.charging;

import io.turnpike.customers.ServiceDirectory;
import io.turnpike.time.DateRange;
import java.util.Map;
import java.util.TreeMap;

/** What somebody asked to have rated again. */
record SelectedUsage(RerateSelection selection, RerateAccounts accounts) implements RerateScope {
    @Override
    public String reason() {
        return selection.reason();
    }

    @Override
    public boolean toMoveAny(long from, long to) {
        return true;
    }

    @Override
    public boolean toPriceAny(long from, long to) {
        return true;
    }

    @Override
    public Map<Long, DateRange> toMove(ServiceDirectory directory, long from, long to) {
        return toPrice(directory, from, to);
    }

    @Override
    public Map<Long, DateRange> toPrice(ServiceDirectory directory, long from, long to) {
        Map<Long, DateRange> days = new TreeMap<>();
        accounts.selected(selection, directory, from, to).forEach(account -> days.put(account, selection.days()));
        return days;
    }

    @Override
    public void moved() {}

    @Override
    public void priced() {}
}
