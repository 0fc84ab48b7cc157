package io.turnpike.demo;

/** How numbers are dialled in Moscow: 8 and ten digits, 810 and an international number, seven digits within 495. */
final class RussianDialling {
    private static final long COUNTRY = 70_000_000_000L;
    private static final long AFTER_COUNTRY = 80_000_000_000L;
    private static final long NATIONAL = 10_000_000_000L;
    private static final long LOCAL = 10_000_000L;
    private static final long MOSCOW = 7495;

    private RussianDialling() {}

    static void dialled(Lines out, DemoCall call, boolean sevenDigits) {
        if (call.isWord()) {
            out.text(call.word);
        } else if (sevenDigits && call.other / LOCAL == MOSCOW && call.serial % 3 == 0) {
            out.number(call.other % LOCAL, 7);
        } else if (isRussian(call.other)) {
            out.put('8').number(call.other % NATIONAL, 10);
        } else {
            out.text("810").number(call.other);
        }
    }

    /** Kazakhstan shares the country code. */
    static boolean isRussian(long e164) {
        return e164 >= COUNTRY && e164 < AFTER_COUNTRY;
    }
}
