package io.turnpike.demo;

import java.io.IOException;
import java.time.LocalDate;

/** nfdump 1.7.5 and later, {@code -o csv}: readers/nfdump-1.7.5/README.md. */
final class NfdumpCsvLayout implements FlowLayout {
    private final WallClock clock = new WallClock(DemoOperator.MERIDIAN.zone());

    @Override
    public String format() {
        return "nfdump-1.7.5";
    }

    @Override
    public String fileName(LocalDate day) {
        return "flows-" + day + ".csv";
    }

    @Override
    public void opening(Lines out) throws IOException {
        out.line("firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,flows");
    }

    @Override
    public void record(Lines out, DemoFlow flow) {
        out.dateTime(clock.local(flow.startMillis / 1000))
                .text(".000,")
                .seconds(flow.durationMillis)
                .text(",6,");
        flow.source(out).text(",443,");
        flow.destination(out).put(',').number(flow.port).put(',');
        out.number(flow.packets).put(',').number(flow.bytes).text(",1").end();
    }
}
