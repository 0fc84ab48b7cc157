package io.turnpike.demo;

/**
 * One account of the demo with what it has, worked out anew whenever it is asked for, so that 800,000 need no memory.
 *
 * @param index from 0, by operator
 * @param joined day of the month its services begin, from 0
 * @param left day of the month its services end; {@link #NEVER} for those who stay
 * @param suspendedFrom first day of its suspension; {@link #NEVER} for none
 * @param suspendedTo the day it is resumed
 * @param volumeUser pays Internet by volume at the month's beginning
 * @param changesPlan changes to another plan on {@link #CHANGE_DAY}
 */
record Subscriber(
        DemoOperator operator,
        int index,
        boolean company,
        boolean internet,
        boolean telephony,
        boolean television,
        boolean visit,
        int joined,
        int left,
        int suspendedFrom,
        int suspendedTo,
        boolean volumeUser,
        boolean changesPlan) {
    static final int NEVER = 99;

    /** In place of a subscriber where there is none. */
    static final Subscriber NOBODY = new Subscriber(
            DemoOperator.MERIDIAN, 0, false, false, false, false, false, 0, NEVER, NEVER, NEVER, false, false);

    /** Plans are changed, and addresses exchanged, on the 15th. */
    static final int CHANGE_DAY = 14;

    /** Each so many-th subscriber has an IPv6 prefix. */
    static final int IPV6_EACH = 16;

    private static final int DICE = 1;
    private static final int SUSPENDED_DAYS = 7;

    /** Works one out. */
    static Subscriber of(DemoMonth month, DemoOperator operator, int index) {
        Dice dice = Dice.of(month.seed(), DICE * 1000 + operator.letter(), index);
        boolean company = hasTwoAccounts(index) || dice.oneIn(9);
        int bundle = dice.below(100); // 63 % both, 22 % Internet only, 15 % telephone only
        boolean internet = bundle < 85;
        boolean telephony = bundle < 63 || bundle >= 85;
        boolean television =
                dice.below(100) < 40 && internet && !company && operator == DemoOperator.MERIDIAN; // Berlin sells none
        boolean visit = dice.oneIn(25);
        int joined = dice.oneIn(7) ? 1 + dice.below(20) : 0;
        int fate = dice.below(100);
        int left = fate < 2 ? joined + 6 + dice.below(2) : NEVER;
        int suspendedFrom = fate >= 2 && fate < 5 && joined == 0 ? 5 + dice.below(14) : NEVER;
        int suspendedTo = suspendedFrom == NEVER ? NEVER : suspendedFrom + SUSPENDED_DAYS;
        boolean calm = left == NEVER && suspendedFrom == NEVER && joined < CHANGE_DAY;
        boolean volumeUser = operator == DemoOperator.MERIDIAN && internet && dice.oneIn(3);
        boolean changesPlan = calm && dice.oneIn(12);
        return new Subscriber(
                operator,
                index,
                company,
                internet,
                telephony,
                television,
                visit,
                joined,
                left,
                suspendedFrom,
                suspendedTo,
                volumeUser,
                changesPlan);
    }

    /** Every fiftieth account and the one after it are of one customer, a company that gets one invoice for both. */
    static boolean hasTwoAccounts(int index) {
        return index % 50 == 7 || index % 50 == 8;
    }

    /** Whether its services are provided all through a day of the month. */
    boolean isActive(int day) {
        return day >= joined && day < left && (day < suspendedFrom || day >= suspendedTo);
    }

    /** Whether traffic of a day can be told apart to the second: not on the day its address is exchanged. */
    boolean isOnline(int day) {
        return internet && isActive(day) && !(moves() && day == CHANGE_DAY);
    }

    /** A person with internet at a flat rate all month, billed on the first, with nothing else happening. */
    boolean isEventless() {
        return internet
                && !company
                && !volumeUser
                && !changesPlan
                && joined == 0
                && left == NEVER
                && suspendedFrom == NEVER
                && index % 20 != 19
                && index % 60 != 23;
    }

    /** Gets another address at noon of {@link #CHANGE_DAY}. */
    boolean moves() {
        return index % 64 == 9 && !company && joined < CHANGE_DAY;
    }

    boolean hasIpv6() {
        return index % IPV6_EACH == 0;
    }

    /** Uses the network ten times as much as others. */
    boolean heavy() {
        return index % 10 == 4;
    }

    long number() {
        return operator.number(index);
    }

    int accountNumber() {
        return 1_000_001 + index;
    }

    /** The customer it belongs to: the second account of a pair belongs to the first one's. */
    String customer() {
        int owner = index % 50 == 8 ? index - 1 : index;
        return operator.letter() + Integer.toString(100_001 + owner);
    }

    /** The name its television set-top box logs in with. */
    String televisionLogin() {
        return "tv" + accountNumber();
    }

    /** An IPv4 address that is its own on a day. */
    int address(int day, Dice dice) {
        if (company) {
            return operator.block(index) + dice.below(8);
        }
        return moves() && day > CHANGE_DAY ? operator.movedAddress(index) : operator.address(index);
    }
}
