package io.turnpike.demo;

/** Whom subscribers call, and who calls them: numbers in the zones of {@code rating-rules/common/zones}. */
final class OtherSide {
    private static final long[] CITIES = {7812, 7343, 7383, 7843, 7862, 7473};
    private static final long[] CIS = {37529, 37444, 99455, 99890};
    private static final long[] EUROPE = {336, 4930, 44207, 3961, 4822, 34911, 42027};
    private static final long[] BERLIN_AND_OTHERS = {4930, 4989, 4940, 49221, 49351};
    private static final long[] GERMAN_MOBILE = {49151, 49160, 49171, 49176};
    private static final long[] UNION = {336, 3902, 3491, 4366, 4860, 3147};
    private static final long[] WORLD = {1212, 7495, 4420, 8135};

    private OtherSide() {}

    static void ofOutgoing(DemoCall call, DemoOperator operator, Dice dice) {
        int kind = dice.below(100);
        call.word = "";
        call.other = 0;
        if (operator == DemoOperator.MERIDIAN) {
            fromMoscow(call, kind, dice);
        } else if (kind < 55) {
            call.other = number(BERLIN_AND_OTHERS, dice, 7);
        } else if (kind < 82) {
            call.other = number(GERMAN_MOBILE, dice, 7);
        } else if (kind < 94) {
            call.other = number(UNION, dice, 8);
        } else if (kind < 98) {
            call.other = number(WORLD, dice, 7);
        } else {
            call.word = kind == 98 ? "112" : "110";
        }
    }

    private static void fromMoscow(DemoCall call, int kind, Dice dice) {
        if (kind < 48) {
            call.other = (dice.oneIn(3) ? 74_990_000_000L : 74_957_000_000L) + dice.below(1_000_000);
        } else if (kind < 78) {
            call.other = mobile(dice);
        } else if (kind < 90) {
            call.other = number(CITIES, dice, 7);
        } else if (kind < 94) {
            call.other = number(CIS, dice, 7);
        } else if (kind < 97) {
            call.other = number(EUROPE, dice, 8);
        } else if (kind == 97) {
            call.word = "voicemail";
        } else {
            call.word = kind == 98 ? "112" : "103";
        }
    }

    /** A Moscow subscriber calls where the plans have no price: North America. */
    static void withoutPrice(DemoCall call, Dice dice) {
        call.word = "";
        call.other = 12_120_000_000L + dice.below(10_000_000);
    }

    static long ofIncoming(DemoOperator operator, Dice dice) {
        return operator == DemoOperator.MERIDIAN ? mobile(dice) : number(GERMAN_MOBILE, dice, 7);
    }

    static long mobile(Dice dice) {
        return 79_000_000_000L + dice.below(1_000_000_000);
    }

    private static long number(long[] prefixes, Dice dice, int digits) {
        long prefix = prefixes[dice.below(prefixes.length)];
        long number = prefix;
        for (int i = 0; i < digits; i++) {
            number = number * 10 + dice.below(10);
        }
        return number;
    }
}
