package io.turnpike.demo;

import java.io.IOException;
import java.time.LocalDate;

/** Text messages as CSV: readers/sms-csv/README.md. */
final class MessageLayout implements CallLayout {
    @Override
    public String format() {
        return "sms-csv";
    }

    @Override
    public String fileName(LocalDate day, int sequence) {
        return "sms_" + CallLayout.compact(day) + "_" + sequence + ".csv";
    }

    @Override
    public void opening(Lines out, LocalDate day, int sequence) throws IOException {
        out.line("id;time;direction;sender;recipient;segments;status");
    }

    @Override
    public void record(Lines out, DemoCall call) {
        out.text("m-").number(call.serial).put(';');
        if (call.damaged) {
            out.text("soon");
        } else {
            out.date(call.startEpochSecond).put('T').time(call.startEpochSecond).put('Z');
        }
        out.text(call.outgoing ? ";MO;" : ";MT;");
        if (call.isWord()) {
            out.text(call.word);
        } else {
            out.put('+').number(call.calling());
        }
        out.text(";+").number(call.outgoing ? call.other : call.own).put(';').number(call.seconds);
        out.text(call.answered ? ";delivered" : ";failed");
    }
}
