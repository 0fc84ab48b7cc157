package io.turnpike.demo;

import java.io.IOException;
import java.time.LocalDate;

/** The switch that writes fixed-width records with opening and trailer: readers/fixed-width-switch/README.md. */
final class FixedWidthLayout implements CallLayout {
    private final WallClock clock = new WallClock(DemoOperator.NORDLICHT.zone());
    private long records;
    private long tenths;

    @Override
    public String format() {
        return "fixed-width-switch";
    }

    @Override
    public String fileName(LocalDate day, int sequence) {
        return "SWITCH01." + CallLayout.compact(day).substring(2) + ".cdr";
    }

    @Override
    public boolean writesParts() {
        return true;
    }

    @Override
    public void opening(Lines out, LocalDate day, int sequence) throws IOException {
        out.begin()
                .text("10SWITCH01")
                .number(sequence, 8)
                .text(CallLayout.compact(day))
                .text("000000")
                .end();
        records = 0;
        tenths = 0;
    }

    @Override
    public void record(Lines out, DemoCall call) {
        long duration = call.seconds * 10L;
        records++;
        tenths += duration;
        out.text("20")
                .number(call.serial, 8)
                .number(call.part, 2)
                .put(call.part == 0 ? ' ' : call.lastPart ? 'Y' : 'N');
        out.text(call.outgoing ? "S001" : "T009");
        number(out, call.calling()).to(36);
        if (call.outgoing && call.isWord()) {
            out.put('9').text(call.word);
        } else {
            number(out, call.outgoing ? call.other : call.own);
        }
        out.to(55);
        long local = clock.local(call.startEpochSecond);
        if (call.damaged) {
            out.text("20261345");
        } else {
            int from = out.here();
            out.date(local);
            out.cut(from + 4).cut(from + 6); // yyyyMMdd
        }
        out.compactTime(local).put(clock.isSummer(call.startEpochSecond) ? '1' : '0');
        out.number(duration, 8).text(call.answered ? "016" : "017");
    }

    @Override
    public void closing(Lines out) throws IOException {
        out.begin().text("90").number(records, 8).number(tenths, 12).end();
    }

    /** Nature of address and number: 3 national, 4 international (ITU-T Q.763). */
    private static Lines number(Lines out, long e164) {
        return GermanDialling.isGerman(e164)
                ? out.put('3').number(GermanDialling.national(e164))
                : out.put('4').number(e164);
    }
}
