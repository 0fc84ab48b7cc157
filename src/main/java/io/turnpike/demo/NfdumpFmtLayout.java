package io.turnpike.demo;

import java.io.IOException;
import java.time.LocalDate;

/** nfdump {@code -N -6 -o fmt:} with a list of columns: readers/nfdump-fmt/README.md. */
final class NfdumpFmtLayout implements FlowLayout {
    private static final int ADDRESS_CHARS = 39;
    private static final int NUMBER_CHARS = 8;
    private static final int DURATION_CHARS = 16;

    @Override
    public String format() {
        return "nfdump-fmt";
    }

    @Override
    public String fileName(LocalDate day) {
        return "flows-" + day + ".txt";
    }

    @Override
    public void opening(Lines out) throws IOException {
        out.line("Date first seen (raw)         Duration                                 Src IP Addr"
                + "                             Dst IP Addr  Packets    Bytes  Input Output Exp ID"
                + "                               Router IP Flows");
    }

    @Override
    public void record(Lines out, DemoFlow flow) {
        out.seconds(flow.startMillis).put(',');
        int from = out.here();
        out.seconds(flow.endMillis() - flow.startMillis)
                .right(from, DURATION_CHARS)
                .put(',');
        from = out.here();
        flow.source(out).right(from, ADDRESS_CHARS).put(',');
        from = out.here();
        flow.destination(out).right(from, ADDRESS_CHARS).put(',');
        from = out.here();
        out.number(flow.packets).right(from, NUMBER_CHARS).put(',');
        from = out.here();
        out.number(flow.bytes).right(from, NUMBER_CHARS);
        out.text(",     3,     4,     1,                             100.127.0.1,    1")
                .end();
    }

    @Override
    public void closing(Lines out, FlowSums sums) throws IOException {
        out.line("Summary: total flows: " + sums.flows() + ", total bytes: " + sums.bytes() + ", total packets: "
                + sums.packets() + ", avg bps: 0, avg pps: 0, avg bpp: 0");
    }

    @Override
    public boolean saysTotals() {
        return true;
    }
}
