package io.turnpike.demo;

import java.time.LocalDate;

/** MERA MVTS: readers/mvts/README.md. */
final class MvtsLayout implements CallLayout {
    private static final int RINGING_SECONDS = 5;
    private static final String[] DAYS = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"}; // 1970-01-01 was a Thursday
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final int SECONDS_A_DAY = 86_400;

    private final WallClock clock = new WallClock(DemoOperator.MERIDIAN.zone());
    private long dayOf = Long.MIN_VALUE;
    private String dayText = "";

    @Override
    public String format() {
        return "mvts";
    }

    @Override
    public String fileName(LocalDate day, int sequence) {
        return "mvts_" + CallLayout.compact(day) + "_" + sequence + ".log";
    }

    @Override
    public boolean writesParts() {
        return true;
    }

    @Override
    public void record(Lines out, DemoCall call) {
        out.text("HOST=mvts1, CONFID=").hex(call.serial, 8).text(", CALLID=").number(call.serial % 100_000);
        out.text(call.outgoing ? ", SRC-NAME=abon-gw1, DST-NAME=carrier" : ", SRC-NAME=carrier, DST-NAME=abon-gw1");
        out.text(", SRC-NUMBER-IN=").number(call.calling());
        out.text(", SRC-NUMBER-BILL=").number(call.calling());
        out.text(", DST-NUMBER-IN=");
        if (!call.outgoing) {
            out.number(call.own).text(", DST-NUMBER-BILL=").number(call.own);
        } else {
            if (!call.isWord()) {
                out.put('9');
            }
            RussianDialling.dialled(out, call, false);
            out.text(", DST-NUMBER-BILL=");
        }
        out.text(", SETUP-TIME=");
        time(out, call.startEpochSecond - RINGING_SECONDS);
        out.text(", CONNECT-TIME=");
        if (call.damaged) {
            out.text("25:00:00.000 MSK Mon Oct 32 2026");
        } else if (call.answered) {
            time(out, call.startEpochSecond);
        }
        out.text(", DISCONNECT-TIME=");
        time(out, call.startEpochSecond + call.seconds);
        out.text(", ELAPSED-TIME=").number(call.seconds).put('.').number(call.answered ? call.serial % 10 : 0);
        out.text(", DISCONNECT-CODE-Q931=").number(call.answered ? 16 : 19);
        if (call.part > 0) {
            out.text(", PART=").number(call.part).text(call.lastPart ? ", PART-LAST=1" : ", PART-LAST=0");
        }
    }

    /** {@code 10:00:05.000 MSK Mon Mar 2 2026}. */
    private void time(Lines out, long epochSecond) {
        long local = clock.local(epochSecond);
        long day = Math.floorDiv(local, SECONDS_A_DAY);
        if (day != dayOf) {
            LocalDate date = LocalDate.ofEpochDay(day);
            dayText = ".000 MSK " + DAYS[(int) Math.floorMod(day, 7L)] + " " + MONTHS[date.getMonthValue() - 1] + " "
                    + date.getDayOfMonth() + " " + date.getYear();
            dayOf = day;
        }
        out.time(local).text(dayText);
    }
}
