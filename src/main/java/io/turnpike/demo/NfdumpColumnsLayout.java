package io.turnpike.demo;

import java.io.IOException;
import java.time.LocalDate;

/** nfdump 1.7.5 and later with a list of columns: readers/nfdump-csv-columns/README.md. */
final class NfdumpColumnsLayout implements FlowLayout {
    @Override
    public String format() {
        return "nfdump-csv-columns";
    }

    @Override
    public String fileName(LocalDate day) {
        return "flows-" + day + ".csv";
    }

    @Override
    public void opening(Lines out) throws IOException {
        out.line("firstSeen,lastSeen,srcAddr,dstAddr,packets,bytes,exporterID,input,output,flows");
    }

    @Override
    public void record(Lines out, DemoFlow flow) {
        out.seconds(flow.startMillis).put(',').seconds(flow.endMillis()).put(',');
        flow.source(out).put(',');
        flow.destination(out)
                .put(',')
                .number(flow.packets)
                .put(',')
                .number(flow.bytes)
                .text(",1,3,4,1")
                .end();
    }
}
