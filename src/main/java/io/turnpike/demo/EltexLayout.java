package io.turnpike.demo;

import java.io.IOException;
import java.time.LocalDate;

/** Eltex SMG gateways: readers/eltex-smg/README.md. */
final class EltexLayout implements CallLayout {
    private static final long NATIONAL = 10_000_000_000L;
    private static final int RINGING_SECONDS = 5;
    private static final int DEVICE = 27;

    private final WallClock clock = new WallClock(DemoOperator.MERIDIAN.zone());

    @Override
    public String format() {
        return "eltex-smg";
    }

    @Override
    public String fileName(LocalDate day, int sequence) {
        return "cdr" + DEVICE + "_" + CallLayout.compact(day) + "_" + sequence + ".log";
    }

    @Override
    public void opening(Lines out, LocalDate day, int sequence) throws IOException {
        out.line("SMG4. CDR. File started at '" + CallLayout.compact(day) + "000000'");
        out.line("Signature;Start;Duration;Cause;Info;SrcIP;SrcType;SrcName;SrcIn;SrcOut;DstIP;DstType;DstName;DstIn;"
                + "DstOut;Received;Released;");
    }

    @Override
    public void record(Lines out, DemoCall call) {
        out.number(DEVICE).put(';');
        if (call.damaged) {
            out.text("2026-10-32 10:00");
        } else {
            out.dateTime(clock.local(call.startEpochSecond));
        }
        out.put(';').number(call.seconds);
        if (call.seconds > 0) {
            out.put('.').number(call.serial % 1000, 3);
        }
        out.text(call.answered ? ";16;user answer;" : ";19;user called, but unanswer;");
        if (call.outgoing) {
            out.text("10.200.0.16;sip-user;undef;");
            own(out, call);
            out.text("10.200.0.1;trunk-SS7;TrunkGroup00;");
            other(out, call);
        } else {
            out.text("10.200.0.1;trunk-SS7;TrunkGroup00;");
            other(out, call);
            out.text("10.200.0.16;sip-user;undef;");
            own(out, call);
        }
        out.dateTime(clock.local(call.startEpochSecond - RINGING_SECONDS)).put(';');
        out.dateTime(clock.local(call.startEpochSecond + call.seconds)).put(';');
    }

    private static void own(Lines out, DemoCall call) {
        out.number(call.own % NATIONAL, 10)
                .put(';')
                .number(call.own % NATIONAL, 10)
                .put(';');
    }

    private static void other(Lines out, DemoCall call) {
        for (int i = 0; i < 2; i++) {
            if (call.outgoing) {
                RussianDialling.dialled(out, call, false);
            } else {
                out.number(call.other);
            }
            out.put(';');
        }
    }
}
