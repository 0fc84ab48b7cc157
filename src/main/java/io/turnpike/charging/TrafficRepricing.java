package io.turnpike.charging;

import io.turnpike.mediation.flows.TrafficZones;
import io.turnpike.mediation.traffic.HourBytes;
import io.turnpike.rating.RateRef;
import io.turnpike.rating.Rating;
import io.turnpike.rating.Settlement;
import io.turnpike.usage.UsageEvent;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An account's traffic priced again, hour by hour from the rated days, and compared day by day with what was charged for it. A day
 * that comes out different at a rate is taken back at that rate and charged anew.
 */
final class TrafficRepricing {
    private final PriceBook prices;
    private final TrafficHours hours;
    private final IdentityHashMap<UsageEvent, Hour> events = new IdentityHashMap<>();
    private final Map<TrafficHours.Key, OneDay> days = new LinkedHashMap<>();

    TrafficRepricing(PriceBook prices, TrafficZones zones, ZoneId zone) {
        this.prices = prices;
        this.hours = new TrafficHours(zones, zone);
    }

    private record Hour(OneDay day, int index) {}

    /** What an hour's traffic comes to at one rate. */
    private static final class Sum {
        private final long startEpochSecond;
        private long quantity;
        private long covered;
        private long amountMicros;

        Sum(long startEpochSecond) {
            this.startEpochSecond = startEpochSecond;
        }

        void add(long moreQuantity, long moreCovered, long moreMicros) {
            quantity = Math.addExact(quantity, moreQuantity);
            covered = Math.addExact(covered, moreCovered);
            amountMicros = Math.addExact(amountMicros, moreMicros);
        }

        boolean equalTo(Sum other) {
            return quantity == other.quantity && covered == other.covered && amountMicros == other.amountMicros;
        }
    }

    /** A day of a service and class: what it should come to, and what was charged. */
    private static final class OneDay {
        private final TrafficDays.Day day;
        private final Map<RateRef, Sum> due = new LinkedHashMap<>();
        private final Map<String, TrafficDays.Unrated> refused = new TreeMap<>();
        private final List<PricedUsage> charged = new ArrayList<>();

        OneDay(TrafficDays.Day day) {
            this.day = day;
        }
    }

    /** The hours of rated days as events to be priced. */
    List<Settlement.Usage> events(List<TrafficDays.Day> rated) {
        List<Settlement.Usage> usages = new ArrayList<>();
        for (TrafficDays.Day day : rated) {
            OneDay one = new OneDay(day);
            days.put(hours.key(day), one);
            int service = prices.directory().service(day.serviceId());
            for (TrafficHours.Hour hour : hours.of(day)) {
                events.put(hour.event(), new Hour(one, hour.index()));
                usages.add(new Settlement.Usage(hour.event(), prices.context(service)));
            }
        }
        return usages;
    }

    /** Takes the price of an event; false when it is none of traffic. */
    boolean take(UsageEvent event, Rating rating) {
        Hour hour = events.get(event);
        if (hour == null) {
            return false;
        }
        AccountRepricing.Outcome outcome = AccountRepricing.outcome(
                rating, prices.currencyOf(prices.directory().service(hour.day.day.serviceId())));
        if (outcome instanceof AccountRepricing.Refusal refusal) {
            TrafficDays.Day day = hour.day.day;
            hour.day.refused.computeIfAbsent(
                                    refusal.word(),
                                    word -> new TrafficDays.Unrated(
                                            day.serviceId(),
                                            day.trafficClass(),
                                            word,
                                            refusal.detail(),
                                            day.fileId(),
                                            new long[HourBytes.MOST_HOURS]))
                            .hours()[hour.index] =
                    event.quantity();
        } else if (outcome instanceof AccountRepricing.Price price) {
            hour.day
                    .due
                    .computeIfAbsent(price.rated().rate(), rate -> new Sum(event.startEpochSecond()))
                    .add(
                            event.quantity(),
                            price.rated().coveredUnits(),
                            price.rated().amount().micros());
        }
        return true;
    }

    /** Takes a charge of traffic as it stands. */
    void charged(PricedUsage usage) {
        OneDay one = days.get(hours.key(usage.serviceId(), usage.usageTime(), usage.event()));
        if (one != null) { // a day whose traffic has no price any more has charges, all taken back, and no hours
            one.charged.add(usage);
        }
    }

    /** Adds what came out different on days that begin at an instant or later. */
    void differences(AccountRepricing.Scope scope, Differences into) {
        for (OneDay one : days.values()) {
            if (!hours.begin(one.day.day()).isBefore(scope.from())) {
                compare(one, scope, into);
            }
        }
    }

    private void compare(OneDay one, AccountRepricing.Scope scope, Differences into) {
        Map<Integer, Sum> charged = new HashMap<>();
        for (PricedUsage usage : one.charged) {
            Integer rate = usage.rateId();
            if (rate != null) {
                charged.computeIfAbsent(rate, key -> new Sum(0))
                        .add(usage.event().quantity(), usage.covered(), usage.amountMicros());
            }
        }
        Map<RateRef, Sum> anew = new LinkedHashMap<>(one.due);
        one.due.forEach((rate, sum) -> scope.rates().known(rate).ifPresent(id -> {
            Sum stands = charged.get(id);
            if (stands != null && stands.equalTo(sum)) {
                charged.remove(id);
                anew.remove(rate);
            }
        }));
        if (charged.isEmpty() && anew.isEmpty() && one.refused.isEmpty()) {
            return;
        }
        write(one, charged, anew, scope.reason(), into);
    }

    /** Takes back the charges of these rates, and charges anew. */
    private void write(OneDay one, Map<Integer, Sum> wrong, Map<RateRef, Sum> anew, String reason, Differences into) {
        int service = prices.directory().service(one.day.serviceId());
        long account = prices.directory().accountId(prices.directory().accountOf(service));
        String why = anew.isEmpty() && !one.refused.isEmpty()
                ? one.refused.keySet().iterator().next()
                : Unpriced.CHARGED_ANEW;
        boolean provisional = false;
        for (PricedUsage usage : one.charged) {
            Integer rate = usage.rateId();
            if (rate != null && wrong.containsKey(rate)) {
                provisional |= (usage.flags() & ChargeBlock.PROVISIONAL) != 0;
                into.corrections().add(Correction.takenBack(usage, why, reason));
            }
        }
        TrafficDays.Day after = after(one);
        into.days().add(after);
        for (Map.Entry<RateRef, Sum> due : anew.entrySet()) {
            Sum sum = due.getValue();
            into.traffic()
                    .add(new Differences.TrafficCharge(
                            account,
                            after,
                            due.getKey(),
                            sum.startEpochSecond,
                            sum.quantity,
                            sum.covered,
                            sum.amountMicros,
                            provisional));
        }
        one.refused
                .values()
                .forEach(traffic -> into.refused().add(new Differences.Refused(account, one.day.day(), traffic)));
    }

    /** The rated day without what has no price. */
    private static TrafficDays.Day after(OneDay one) {
        TrafficDays.Day day = one.day;
        long[] left = Arrays.copyOf(day.hours(), day.hours().length);
        for (TrafficDays.Unrated refused : one.refused.values()) {
            for (int hour = 0; hour < left.length; hour++) {
                left[hour] -= refused.hours()[hour];
            }
        }
        return new TrafficDays.Day(
                day.serviceId(), day.trafficClass(), day.day(), day.revision() + 1, day.fileId(), left);
    }
}
