package io.turnpike.demo;

import java.io.IOException;
import java.time.LocalDate;

/** Films that were watched, as CSV: readers/events-csv/README.md. */
final class EventLayout implements CallLayout {
    @Override
    public String format() {
        return "events-csv";
    }

    @Override
    public String fileName(LocalDate day, int sequence) {
        return "events_" + CallLayout.compact(day) + "_" + sequence + ".csv";
    }

    @Override
    public void opening(Lines out, LocalDate day, int sequence) throws IOException {
        out.line("id,kind,time,direction,owner,party,quantity");
    }

    @Override
    public void record(Lines out, DemoCall call) {
        out.text("e-").number(call.serial).text(",iptv,");
        if (call.damaged) {
            out.text("soon");
        } else {
            out.date(call.startEpochSecond).put('T').time(call.startEpochSecond).put('Z');
        }
        out.text(",incoming,").text(call.own == 0 ? "tv0" : call.subscriber.televisionLogin());
        out.put(',').text(call.word).put(',').number(call.seconds);
    }
}
