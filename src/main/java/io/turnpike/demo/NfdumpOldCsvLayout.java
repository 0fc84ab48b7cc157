package io.turnpike.demo;

import java.io.IOException;
import java.time.LocalDate;

/** nfdump up to 1.7.4, {@code -o csv}, 48 columns: readers/nfdump-1.7.1/README.md. */
final class NfdumpOldCsvLayout implements FlowLayout {
    private static final String REST = ",TCP,...AP...,0,0,";
    private static final String TAIL = ",0,0,0,0,0,0,0,0,0,0,0.0.0.0,0.0.0.0,0,0,00:00:00:00:00:00,00:00:00:00:00:00,"
            + "00:00:00:00:00:00,00:00:00:00:00:00,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,"
            + "    0.000,    0.000,    0.000,10.200.0.1,0/0,1,";

    private final WallClock clock = new WallClock(DemoOperator.MERIDIAN.zone());

    @Override
    public String format() {
        return "nfdump-1.7.1";
    }

    @Override
    public String fileName(LocalDate day) {
        return "flows-" + day + ".csv";
    }

    @Override
    public void opening(Lines out) throws IOException {
        out.line(
                "ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt,in,out,sas,das,smk,dmk,dtos,dir,nh,nhb,svln,dvln,"
                        + "ismc,odmc,idmc,osmc,mpls1,mpls2,mpls3,mpls4,mpls5,mpls6,mpls7,mpls8,mpls9,mpls10,cl,sl,al,ra,eng,exid,tr");
    }

    @Override
    public void record(Lines out, DemoFlow flow) {
        long end = clock.local(flow.endMillis() / 1000);
        out.dateTime(clock.local(flow.startMillis / 1000))
                .put(',')
                .dateTime(end)
                .put(',');
        out.seconds(flow.durationMillis).put(',');
        flow.source(out).put(',');
        flow.destination(out).put(',').number(443).put(',').number(flow.port).text(REST);
        out.number(flow.packets)
                .put(',')
                .number(flow.bytes)
                .text(TAIL)
                .dateTime(end)
                .text(".000")
                .end();
    }

    @Override
    public void closing(Lines out, FlowSums sums) throws IOException {
        out.line("Summary");
        out.line("flows,bytes,packets,avg_bps,avg_pps,avg_bpp");
        out.line(sums.flows() + "," + sums.bytes() + "," + sums.packets() + ",0,0,0");
    }

    @Override
    public boolean saysTotals() {
        return true;
    }
}
