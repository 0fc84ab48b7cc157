package io.turnpike.customers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ServiceDirectory} holds, filled by its loader and not changed after. What every service has is in arrays; what
 * few have is in maps by index of the service or account.
 */
final class DirectoryArrays {
    final List<Operator> operators = new ArrayList<>();

    /** Null where a range of accounts is held: an identifier may be somebody's of another. */
    @Nullable IdentifierIndex identifiers;

    final long[] accountIds;
    final short[] operatorOfAccount;
    final byte[] accountBillingDays;
    final Map<Integer, List<BillingDays.Change>> accountDayChanges = new HashMap<>();
    final Map<Integer, List<OwnPrice>> ownPrices = new HashMap<>();
    final Map<Integer, List<OwnFee>> ownFees = new HashMap<>();

    /** Where an account's services begin in {@link #servicesByAccount}; one longer than the accounts. */
    final int[] firstOfAccount;

    final int[] servicesByAccount;

    final long[] serviceIds;
    final int[] accountOfService;
    final ServiceKind[] kinds;
    final int[] beginDays;

    /** 0: the account's. */
    final byte[] serviceBillingDays;

    final Map<Integer, List<BillingDays.Change>> serviceDayChanges = new HashMap<>();
    final Map<Integer, List<StatusInterval>> statuses = new HashMap<>();
    final Map<Integer, List<Quantity>> quantities = new HashMap<>();
    final Map<Integer, List<Order>> orders = new HashMap<>();

    final List<String> planNames = new ArrayList<>();

    /** Where a service's plans begin in the arrays below; one longer than the services. */
    final int[] firstPlan;

    int[] planFromDays;

    /** Index into the names; -1: on no plan. */
    int[] plans;

    final BitSet planAtOnce = new BitSet();

    DirectoryArrays(int accounts, int services) {
        accountIds = new long[accounts];
        operatorOfAccount = new short[accounts];
        accountBillingDays = new byte[accounts];
        firstOfAccount = new int[accounts + 1];
        servicesByAccount = new int[services];
        serviceIds = new long[services];
        accountOfService = new int[services];
        kinds = new ServiceKind[services];
        beginDays = new int[services];
        serviceBillingDays = new byte[services];
        firstPlan = new int[services + 1];
        // hardly more than a plan for each
        planFromDays = new int[services + services / 4];
        plans = new int[planFromDays.length];
    }

    /**
     * Adds a subscription, in the order of services and days.
     *
     * @param at how many there are before it
     * @param number of the plan among the names
     */
    void addPlan(int at, int fromDay, int number, boolean atOnce) {
        if (at == plans.length) {
            int length = 2 * at + 8;
            planFromDays = Arrays.copyOf(planFromDays, length);
            plans = Arrays.copyOf(plans, length);
        }
        planFromDays[at] = fromDay;
        plans[at] = number;
        planAtOnce.set(at, atOnce);
    }

    /** Groups the services by account, keeping their order. */
    void groupByAccount() {
        for (int account : accountOfService) {
            firstOfAccount[account + 1]++;
        }
        for (int account = 0; account < accountIds.length; account++) {
            firstOfAccount[account + 1] += firstOfAccount[account];
        }
        int[] next = firstOfAccount.clone();
        for (int service = 0; service < accountOfService.length; service++) {
            servicesByAccount[next[accountOfService[service]]++] = service;
        }
    }
}
