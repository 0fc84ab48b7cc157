package io.turnpike.demo;

import java.io.IOException;
import java.time.LocalDate;

/** flow-tools, {@code flow-export -f2}: readers/flow-tools-export/README.md. Times count from the router's start. */
final class FlowToolsLayout implements FlowLayout {
    private static final long STARTED_BEFORE_MILLIS = 86_400_000;
    private static final long SENT_AFTER_MILLIS = 15_000;

    private long startedMillis;

    @Override
    public String format() {
        return "flow-tools-export";
    }

    @Override
    public String fileName(LocalDate day) {
        startedMillis = day.withDayOfMonth(1)
                                .atStartOfDay(DemoOperator.NORDLICHT.zone())
                                .toEpochSecond()
                        * 1000
                - STARTED_BEFORE_MILLIS;
        return "flows-" + day + ".csv";
    }

    @Override
    public void opening(Lines out) throws IOException {
        out.line(
                "#:unix_secs,unix_nsecs,sysuptime,exaddr,dpkts,doctets,first,last,engine_type,engine_id,srcaddr,dstaddr,"
                        + "nexthop,input,output,srcport,dstport,prot,tos,tcp_flags,src_mask,dst_mask,src_as,dst_as");
    }

    @Override
    public void record(Lines out, DemoFlow flow) {
        long sent = flow.endMillis() + SENT_AFTER_MILLIS;
        out.number(sent / 1000)
                .put(',')
                .number(sent % 1000 * 1_000_000)
                .put(',')
                .number(sent - startedMillis);
        out.text(",100.127.0.1,")
                .number(flow.packets)
                .put(',')
                .number(flow.bytes)
                .put(',');
        out.number(flow.startMillis - startedMillis)
                .put(',')
                .number(flow.endMillis() - startedMillis)
                .text(",0,0,");
        flow.source(out).put(',');
        flow.destination(out)
                .text(",0.0.0.0,3,4,443,")
                .number(flow.port)
                .text(",6,0,24,0,0,0,0")
                .end();
    }

    @Override
    public boolean hasIpv6() {
        return false;
    }
}
