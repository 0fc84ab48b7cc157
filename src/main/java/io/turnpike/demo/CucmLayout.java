package io.turnpike.demo;

import java.io.IOException;
import java.time.LocalDate;

/** Cisco Unified Communications Manager: readers/cisco-cucm/README.md. */
final class CucmLayout implements CallLayout {
    private static final int RINGING_SECONDS = 5;

    @Override
    public String format() {
        return "cisco-cucm";
    }

    @Override
    public String fileName(LocalDate day, int sequence) {
        return "cdr_Cluster1_01_" + CallLayout.compact(day) + "2359_" + sequence;
    }

    @Override
    public void opening(Lines out, LocalDate day, int sequence) throws IOException {
        out.line("\"cdrRecordType\",\"globalCallID_callManagerId\",\"globalCallID_callId\",\"origLegCallIdentifier\","
                + "\"dateTimeOrigination\",\"origIpAddr\",\"callingPartyNumber\",\"destLegIdentifier\",\"destIpAddr\","
                + "\"originalCalledPartyNumber\",\"finalCalledPartyNumber\",\"dateTimeConnect\",\"dateTimeDisconnect\","
                + "\"lastRedirectDn\",\"duration\",\"origDeviceName\",\"destDeviceName\"");
        out.line("INTEGER,INTEGER,INTEGER,INTEGER,INTEGER,INTEGER,VARCHAR(50),INTEGER,INTEGER,VARCHAR(50),VARCHAR(50),"
                + "INTEGER,INTEGER,VARCHAR(50),INTEGER,VARCHAR(129),VARCHAR(129)");
    }

    @Override
    public void record(Lines out, DemoCall call) {
        out.text("1,1,").number(call.serial).put(',').number(2 * call.serial).put(',');
        out.number(call.startEpochSecond - RINGING_SECONDS)
                .text(",-1979711297,\"+")
                .number(call.calling());
        out.text("\",").number(2 * call.serial + 1).text(",188744705,");
        called(out, call);
        called(out, call);
        if (call.damaged) {
            out.text("yesterday");
        } else {
            out.number(call.answered ? call.startEpochSecond : 0);
        }
        out.put(',').number(call.startEpochSecond + call.seconds).put(',');
        called(out, call);
        out.number(call.seconds).put(',');
        if (call.outgoing) {
            phone(out, call).text(",\"GW-PSTN\"");
        } else {
            phone(out.text("\"GW-PSTN\","), call);
        }
    }

    private static Lines phone(Lines out, DemoCall call) {
        return out.text("\"SEP").hex(call.own, 12).put('"');
    }

    private static void called(Lines out, DemoCall call) {
        out.put('"');
        if (call.outgoing) {
            GermanDialling.dialled(out, call, "900", "90"); // 9 for an outside line
        } else {
            out.put('+').number(call.own);
        }
        out.text("\",");
    }
}
