package io.turnpike.demo;

import java.time.LocalDate;

/** Asterisk {@code Master.csv}: readers/asterisk-csv/README.md. */
final class AsteriskLayout implements CallLayout {
    private static final int RINGING_SECONDS = 6;

    private final WallClock clock = new WallClock(DemoOperator.MERIDIAN.zone());

    @Override
    public String format() {
        return "asterisk-csv";
    }

    @Override
    public String fileName(LocalDate day, int sequence) {
        return "Master-" + CallLayout.compact(day) + ".csv";
    }

    @Override
    public void record(Lines out, DemoCall call) {
        out.text("\"\",\"");
        calling(out, call);
        out.text("\",\"");
        called(out, call);
        out.text(call.outgoing ? "\",\"from-internal\",\"" : "\",\"from-trunk-sip\",\"");
        calling(out, call);
        out.text("\",\"SIP/").number(call.own % 1_000_000).put('-').hex(call.serial, 8);
        out.text("\",\"SIP/trunk-").hex(call.serial + 1, 8);
        out.text("\",\"Dial\",\"SIP/trunk/");
        called(out, call);
        out.text(",60,tT\",\"").dateTime(clock.local(call.startEpochSecond - RINGING_SECONDS));
        times(out, call);
        out.text(call.answered ? ",\"ANSWERED\"" : ",\"NO ANSWER\"").text(",\"DOCUMENTATION\",\"");
        out.number(call.startEpochSecond).put('.').number(call.serial).text("\",\"\"");
    }

    private void times(Lines out, DemoCall call) {
        if (!call.answered) {
            out.text("\",,\"");
        } else if (call.damaged) {
            out.text("\",\"2026-13-45 25:61:00\",\"");
        } else {
            out.text("\",\"").dateTime(clock.local(call.startEpochSecond)).text("\",\"");
        }
        out.dateTime(clock.local(call.startEpochSecond + call.seconds));
        out.text("\",").number(call.seconds + RINGING_SECONDS).put(',').number(call.answered ? call.seconds : 0);
    }

    private static void calling(Lines out, DemoCall call) {
        out.number(call.calling());
    }

    private static void called(Lines out, DemoCall call) {
        if (!call.outgoing) {
            out.number(call.own);
        } else {
            RussianDialling.dialled(out, call, true);
        }
    }
}
