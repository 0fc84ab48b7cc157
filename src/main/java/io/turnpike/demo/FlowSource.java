package io.turnpike.demo;

import java.util.List;

/**
 * A router whose flows are part of the demo.
 *
 * @param routers its operator has
 * @param turn it carries each so many-th subscriber's traffic, from this one on
 */
record FlowSource(FlowLayout layout, DemoOperator operator, int routers, int turn) {
    private static final int PER_SUBSCRIBER = 200;
    private static final int MOST_THROWS = 400;

    /** Every flow format that is shipped. Those in local time are read in Moscow's. */
    static List<FlowSource> all() {
        return List.of(
                new FlowSource(new NfdumpOldCsvLayout(), DemoOperator.MERIDIAN, 4, 0),
                new FlowSource(new NfdumpCsvLayout(), DemoOperator.MERIDIAN, 4, 1),
                new FlowSource(new NfdumpLineLayout(), DemoOperator.MERIDIAN, 4, 2),
                new FlowSource(new CiscoCacheLayout(), DemoOperator.MERIDIAN, 4, 3),
                new FlowSource(new NfdumpColumnsLayout(), DemoOperator.NORDLICHT, 3, 0),
                new FlowSource(new NfdumpFmtLayout(), DemoOperator.NORDLICHT, 3, 1),
                new FlowSource(new FlowToolsLayout(), DemoOperator.NORDLICHT, 3, 2));
    }

    /** Flows of all days up to one, exclusive, so that days add up to the month. */
    long flowsUpTo(DemoMonth month, int day) {
        return (long) month.subscribersOf(operator) * PER_SUBSCRIBER / routers * day / month.days();
    }

    /** A subscriber who is online on a day; {@link Subscriber#NOBODY} where throwing found none. */
    Subscriber draw(DemoMonth month, int day, Dice dice) {
        int count = month.subscribersOf(operator);
        for (int i = 0; i < MOST_THROWS; i++) {
            int index = routers * dice.below((count + routers - 1) / routers) + turn;
            if (index < count) {
                Subscriber subscriber = month.subscriber(operator, index);
                if (subscriber.isOnline(day)) {
                    return subscriber;
                }
            }
        }
        return Subscriber.NOBODY;
    }
}
