package io.turnpike.demo;

import java.io.IOException;
import java.time.LocalDate;

/** Cisco {@code show ip cache verbose flow}, one listing a day: readers/cisco-verbose-cache/README.md. */
final class CiscoCacheLayout implements FlowLayout {
    private static final long KILO_FROM = 100_000;

    @Override
    public String format() {
        return "cisco-verbose-cache";
    }

    @Override
    public String fileName(LocalDate day) {
        return "cache-" + CallLayout.compact(day) + "-210000.txt";
    }

    @Override
    public void opening(Lines out) throws IOException {
        out.line("router#show ip cache verbose flow");
        out.line("IP Flow Switching Cache, 278544 bytes");
        out.line("  Active flows timeout in 30 minutes");
        out.line("  Inactive flows timeout in 15 seconds");
        out.line("");
        out.line("SrcIf          SrcIPaddress    DstIf          DstIPaddress    Pr TOS Flgs  Pkts");
        out.line("Port Msk AS                    Port Msk AS    NextHop              B/Pk  Active");
    }

    @Override
    public void record(Lines out, DemoFlow flow) throws IOException {
        out.text(flow.download ? "Gi0/1" : "Gi0/0").to(15);
        flow.source(out).to(31).text(flow.download ? "Gi0/0" : "Gi0/1").to(46);
        flow.destination(out).to(62).text("06 00  18 ");
        int from = out.here();
        if (flow.packets >= KILO_FROM) {
            out.number(flow.packets / 1000).put('K');
        } else {
            out.number(flow.packets);
        }
        out.right(from, 7).end();
        out.begin().text("01BB /0  0                     ").hexUpper(flow.port).text(" /0  0     0.0.0.0");
        from = out.here();
        out.number(flow.bytes / flow.packets).right(from, 18);
        from = out.here();
        out.number(flow.durationMillis / 1000).text(".0").right(from, 8).end();
    }

    @Override
    public void closing(Lines out, FlowSums sums) throws IOException {
        out.line("router#");
    }

    @Override
    public boolean hasIpv6() {
        return false;
    }

    /** A damaged address would shift its columns. */
    @Override
    public boolean saysTotals() {
        return true;
    }

    @Override
    public boolean isListing() {
        return true;
    }
}
