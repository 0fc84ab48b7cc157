package io.turnpike.demo;

/** How numbers are dialled in Berlin: 00 and an international number, 0 and a national one. */
final class GermanDialling {
    static final long COUNTRY = 49;

    private GermanDialling() {}

    static void dialled(Lines out, DemoCall call, String international, String national) {
        if (call.isWord()) {
            out.text(call.word);
        } else if (isGerman(call.other)) {
            out.text(national).number(national(call.other));
        } else {
            out.text(international).number(call.other);
        }
    }

    static boolean isGerman(long e164) {
        long first = e164;
        while (first >= 100) {
            first /= 10;
        }
        return first == COUNTRY;
    }

    /** The digits behind the country code. */
    static long national(long e164) {
        long power = 1;
        while (e164 / power >= 100) {
            power *= 10;
        }
        return e164 % power;
    }
}
