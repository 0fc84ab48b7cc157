package io.turnpike.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** Writes the files of call records, messages and events, a source and day each. Benchmark: {@code DemoSpeed}. */
final class DemoCalls {
    private static final int DICE = 100;
    private static final int PART_SECONDS = 3600;
    private static final int FAULTS = 1000;

    /** The day whose file of the first source is delivered a second time. */
    private static final int DELIVERED_AGAIN = 2;

    /** Day and count in the eight digits a switch has for a call's number. */
    private static final long SERIALS_A_DAY = 1_000_000;

    private final DemoMonth month;
    private final Planted planted;
    private final Path inbox;
    private final DemoCall call = new DemoCall();

    DemoCalls(DemoMonth month, Planted planted, Path inbox) {
        this.month = month;
        this.planted = planted;
        this.inbox = inbox;
    }

    /** The files of one source. */
    void write(CallSource source, int number) throws IOException {
        Path folder = Files.createDirectories(inbox.resolve(source.layout().format()));
        for (int day = 0; day < month.days(); day++) {
            LocalDate date = month.day(day);
            Path file = folder.resolve(source.layout().fileName(date, day + 1));
            write(source, number, day, new Copy(file, "\n", false));
            if (number == 0 && day == DELIVERED_AGAIN) {
                write(source, number, day, new Copy(folder.resolve("Master-late-" + date + ".csv"), "\r\n", true));
            }
        }
    }

    /** A file to write; {@code again} where all of it was delivered before. */
    private record Copy(Path file, String lineEnd, boolean again) {}

    private void write(CallSource source, int number, int day, Copy copy) throws IOException {
        long records = source.recordsUpTo(month, day + 1) - source.recordsUpTo(month, day);
        LocalDate date = month.day(day);
        Dice dice = Dice.of(month.seed(), DICE + number, day);
        DayCourse course = new DayCourse(date, source.operators().get(0).zone(), records);
        CallLayout layout = source.layout();
        try (Lines out = new Lines(copy.file, copy.lineEnd)) {
            layout.opening(out, date, day + 1);
            for (long i = 0; i < records; i++) {
                call.startEpochSecond = course.next(dice);
                call.subscriber = source.draw(month, day, call.startEpochSecond, dice);
                if (call.subscriber.equals(Subscriber.NOBODY)) {
                    break;
                }
                call.serial = (day + 1) * SERIALS_A_DAY + i % SERIALS_A_DAY;
                one(source, out, dice, copy.again);
            }
            layout.closing(out);
            planted.files++;
            planted.bytes += out.bytes();
        }
    }

    private void one(CallSource source, Lines out, Dice dice, boolean again) throws IOException {
        int fault = dice.below(FAULTS);
        call.own = call.subscriber.number();
        call.part = 0;
        call.lastPart = false;
        call.damaged = fault == 0;
        call.answered = true;
        switch (source.kind()) {
            case VOICE -> voice(dice);
            case MESSAGE -> message(dice);
            case FILM -> film(dice);
        }
        boolean stranger = fault == 1;
        boolean unpriced = fault == 2 && call.outgoing && takesUnpriced(source);
        if (stranger) {
            call.own = source.kind() == CallSource.Kind.FILM
                    ? 0
                    : call.subscriber.operator().strangeNumber(dice);
        } else if (unpriced) {
            OtherSide.withoutPrice(call, dice);
        }
        if (call.damaged || stranger || unpriced) {
            call.answered = true;
            call.seconds = call.damaged ? 0 : 1 + dice.below(60);
            record(source, out);
            if (again) { // what could not be charged is known too
                planted.duplicates++;
            } else {
                planted.damaged += call.damaged ? 1 : 0;
                planted.strangers += stranger ? 1 : 0;
                planted.unpriced += unpriced ? 1 : 0;
            }
        } else if (!call.answered) {
            call.seconds = 0;
            record(source, out);
            planted.filtered += again ? 0 : 1;
            planted.duplicates += again ? 1 : 0;
        } else {
            charged(source, out, fault == 3, again);
        }
    }

    /** A record that is charged, unless it was before. */
    private void charged(CallSource source, Lines out, boolean twice, boolean again) throws IOException {
        if (call.seconds > PART_SECONDS && source.layout().writesParts()) {
            parts(source, out);
            return;
        }
        record(source, out);
        planted.duplicates += again ? 1 : 0;
        // a trailer counts lines: such a switch does not write one twice
        if (twice && !source.layout().writesParts()) {
            out.again();
            planted.calls++;
            planted.duplicates++;
        }
    }

    /** Calls over an hour, hour by hour. */
    private void parts(CallSource source, Lines out) throws IOException {
        int rest = call.seconds;
        while (rest > 0) {
            call.part++;
            call.seconds = Math.min(rest, PART_SECONDS);
            call.lastPart = rest <= PART_SECONDS;
            record(source, out);
            call.startEpochSecond += call.seconds;
            rest -= call.seconds;
        }
    }

    private void record(CallSource source, Lines out) throws IOException {
        out.begin();
        source.layout().record(out, call);
        out.end();
        planted.calls++;
    }

    /** In Moscow calls to North America; text messages there have no price either. */
    private boolean takesUnpriced(CallSource source) {
        return call.subscriber.operator() == DemoOperator.MERIDIAN && source.kind() == CallSource.Kind.VOICE;
    }

    private void voice(Dice dice) {
        DemoOperator operator = call.subscriber.operator();
        call.outgoing = !dice.oneIn(4);
        call.word = "";
        if (call.outgoing) {
            OtherSide.ofOutgoing(call, operator, dice);
        } else {
            call.other = OtherSide.ofIncoming(operator, dice);
        }
        int talk = 1 + dice.below(40) + dice.below(18) * dice.below(18);
        call.seconds = dice.oneIn(150) ? 3000 + 20 * talk : talk;
        call.answered = !dice.oneIn(12);
    }

    private void message(Dice dice) {
        boolean moscow = call.subscriber.operator() == DemoOperator.MERIDIAN;
        call.outgoing = !moscow || !dice.oneIn(3);
        call.other = moscow ? OtherSide.mobile(dice) : 491_510_000_000L + dice.below(10_000_000);
        call.word = call.outgoing ? "" : dice.oneIn(2) ? "BANK" : "POST";
        call.seconds = 1 + dice.below(3); // segments
        call.answered = !dice.oneIn(30);
    }

    private void film(Dice dice) {
        call.outgoing = false;
        call.word = dice.oneIn(6) ? "premiere" : "film";
        call.seconds = 1; // one piece
    }
}
