package io.turnpike.demo;

import java.time.LocalDate;

/** FreeSWITCH {@code mod_cdr_csv}, the default template and the one named {@code example}: readers/freeswitch-csv/README.md. */
final class FreeswitchLayout implements CallLayout {
    private static final int RINGING_SECONDS = 7;
    private static final int LONG_TEMPLATE_EACH = 5;

    private final WallClock clock = new WallClock(DemoOperator.NORDLICHT.zone());

    @Override
    public String format() {
        return "freeswitch-csv";
    }

    @Override
    public String fileName(LocalDate day, int sequence) {
        return "Master.csv." + day + "-23-59-59";
    }

    @Override
    public void record(Lines out, DemoCall call) {
        out.text("\"\",\"");
        number(out, call.calling());
        out.text("\",\"");
        if (call.outgoing) {
            GermanDialling.dialled(out, call, "00", "0");
        } else {
            number(out, call.own);
        }
        out.text(call.outgoing ? "\",\"default\",\"" : "\",\"public\",\"");
        out.dateTime(clock.local(call.startEpochSecond - RINGING_SECONDS)).text("\",\"");
        if (call.damaged) {
            out.text("2026-13-45 25:61:00");
        } else if (call.answered) {
            out.dateTime(clock.local(call.startEpochSecond));
        }
        out.text("\",\"").dateTime(clock.local(call.startEpochSecond + call.seconds));
        out.text("\",\"").number(call.seconds + RINGING_SECONDS).text("\",\"").number(call.seconds);
        out.text(call.answered ? "\",\"NORMAL_CLEARING\",\"" : "\",\"NO_ANSWER\",\"");
        out.hex(call.serial, 8).text("-0001-4a11-9d3e-").hex(call.own, 12);
        if (call.serial % LONG_TEMPLATE_EACH == 0) {
            out.text("\",\"\",\"office\",\"PCMA\",\"PCMA\"");
        } else {
            out.text("\",\"\", \"\"");
        }
    }

    private static void number(Lines out, long e164) {
        out.put('+').number(e164);
    }
}
