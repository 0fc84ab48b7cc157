package io.turnpike.demo;

import java.util.List;

/**
 * A switch or server whose files are part of the demo.
 *
 * @param operators whose subscribers it serves
 * @param turn it serves each third subscriber, from this one on; -1 for all of them
 * @param perSubscriber records a subscriber and month
 */
record CallSource(CallLayout layout, Kind kind, List<DemoOperator> operators, int turn, int perSubscriber) {
    /** What its records are about. */
    enum Kind {
        VOICE,
        MESSAGE,
        FILM
    }

    private static final int ALL = -1;

    /** Each operator's subscribers are shared out among so many switches. */
    private static final int SWITCHES = 3;

    private static final int CALLS = 28;
    private static final int MESSAGES = 2;
    private static final int FILMS = 1;
    private static final int MOST_THROWS = 400;

    /** Every call format that is shipped. The numbers of records make about 30 a subscriber. */
    static List<CallSource> all() {
        List<DemoOperator> moscow = List.of(DemoOperator.MERIDIAN);
        List<DemoOperator> berlin = List.of(DemoOperator.NORDLICHT);
        return List.of(
                new CallSource(new AsteriskLayout(), Kind.VOICE, moscow, 0, CALLS),
                new CallSource(new EltexLayout(), Kind.VOICE, moscow, 1, CALLS),
                new CallSource(new MvtsLayout(), Kind.VOICE, moscow, 2, CALLS),
                new CallSource(new FreeswitchLayout(), Kind.VOICE, berlin, 0, CALLS),
                new CallSource(new CucmLayout(), Kind.VOICE, berlin, 1, CALLS),
                new CallSource(new FixedWidthLayout(), Kind.VOICE, berlin, 2, CALLS),
                new CallSource(
                        new MessageLayout(),
                        Kind.MESSAGE,
                        List.of(DemoOperator.MERIDIAN, DemoOperator.NORDLICHT),
                        ALL,
                        MESSAGES),
                new CallSource(new EventLayout(), Kind.FILM, moscow, ALL, FILMS));
    }

    /** Records of all days up to one, exclusive, so that days add up to the month. */
    long recordsUpTo(DemoMonth month, int day) {
        long subscribers = operators.stream().mapToLong(month::subscribersOf).sum() / (turn == ALL ? 1 : SWITCHES);
        return subscribers * perSubscriber * day / month.days();
    }

    /**
     * A subscriber who can use it at a moment; {@link Subscriber#NOBODY} where throwing found none.
     *
     * @param day the moment's day of the month for the first operator, from 0; for the other it may still be the day before
     */
    Subscriber draw(DemoMonth month, int day, long epochSecond, Dice dice) {
        for (int i = 0; i < MOST_THROWS; i++) {
            DemoOperator operator = operators.get(operators.size() == 1 || dice.below(5) < 3 ? 0 : 1);
            int count = month.subscribersOf(operator);
            int index = turn == ALL ? dice.below(count) : SWITCHES * dice.below((count + 2) / SWITCHES) + turn;
            if (index < count) {
                Subscriber subscriber = month.subscriber(operator, index);
                boolean has = kind == Kind.FILM ? subscriber.television() : subscriber.telephony();
                if (has
                        && subscriber.isActive(
                                operator == operators.get(0) ? day : month.dayIn(operator, epochSecond))) {
                    return subscriber;
                }
            }
        }
        return Subscriber.NOBODY;
    }
}
