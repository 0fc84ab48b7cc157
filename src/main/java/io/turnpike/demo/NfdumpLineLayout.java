package io.turnpike.demo;

import java.io.IOException;
import java.time.LocalDate;

/** nfdump with columns parted by blanks and scaled numbers, written with {@code -q}: readers/nfdump-line/README.md. */
final class NfdumpLineLayout implements FlowLayout {
    private static final int ADDRESS_CHARS = 39;
    private static final long MEGA = 1_000_000;
    private static final long GIGA = 1_000_000_000;

    private final WallClock clock = new WallClock(DemoOperator.MERIDIAN.zone());

    @Override
    public String format() {
        return "nfdump-line";
    }

    @Override
    public String fileName(LocalDate day) {
        return "flows-" + day + ".txt";
    }

    @Override
    public void opening(Lines out) throws IOException {
        out.line("Date first seen         Date last seen                                      Src IP Addr"
                + "                             Dst IP Addr  Packets    Bytes Flows");
    }

    @Override
    public void record(Lines out, DemoFlow flow) {
        out.dateTime(clock.local(flow.startMillis / 1000))
                .put('.')
                .number(flow.startMillis % 1000, 3)
                .put(' ');
        out.dateTime(clock.local(flow.endMillis() / 1000))
                .put('.')
                .number(flow.endMillis() % 1000, 3)
                .put(' ');
        int from = out.here();
        flow.source(out).right(from, ADDRESS_CHARS).put(' ');
        from = out.here();
        flow.destination(out).right(from, ADDRESS_CHARS).put(' ');
        scaled(out, flow.packets).put(' ');
        scaled(out, flow.bytes).text("     1").end();
    }

    /** From a million on as {@code 3.9 M}, from a billion on as {@code 3.9 G}. */
    private static Lines scaled(Lines out, long value) {
        int from = out.here();
        if (value >= MEGA) {
            long unit = value >= GIGA ? GIGA : MEGA;
            out.number(value / unit).put('.').number(value % unit * 10 / unit).text(unit == GIGA ? " G" : " M");
        } else {
            out.number(value);
        }
        return out.right(from, 8);
    }
}
