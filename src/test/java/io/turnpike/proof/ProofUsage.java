package io.turnpike.proof;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The usage of a stretch of days as the lines of its files: calls, long calls in parts, messages and flows. */
final class ProofUsage {
    static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MVTS =
            DateTimeFormatter.ofPattern("HH:mm:ss.S 'MSK' EEE MMM d yyyy", Locale.ROOT);

    private static final String[] FROM_MOSCOW = {
        "84957654321", "84957654322", "89161234567", "88121234567", "83431234567", "8103312345678"
    };
    private static final String[] FROM_BERLIN = {
        "03012345678", "08912345678", "01711234567", "0033112345678", "0017185551234"
    };

    private final Random dice;
    private final List<Line> lines;
    private int records;

    ProofUsage(long seed, List<Line> lines) {
        this.dice = new Random(seed);
        this.lines = lines;
    }

    /** A record: a line of a file of its format. */
    record Record(String format, String text) {}

    /** All that was used on the days {@code [from, to)}. */
    List<Record> of(LocalDate from, LocalDate to) {
        List<Record> used = new ArrayList<>();
        for (Line line : lines) {
            LocalDate begin = line.since().isAfter(from) ? line.since() : from;
            if (begin.isBefore(to)) {
                for (int n = 8 + dice.nextInt(10); n > 0; n--) {
                    add(line, at(line, begin, to), used);
                }
                changedClock(line, begin, to).forEach(at -> add(line, at, used));
            }
        }
        return used;
    }

    /** Lines that are no records; they stay in suspense. */
    List<Record> nonsense() {
        records++;
        return List.of(
                new Record("asterisk-csv", "no record " + records),
                new Record("freeswitch-csv", "kein Datensatz " + records),
                new Record("nfdump-csv-columns", "no flow " + records));
    }

    private Instant at(Line line, LocalDate from, LocalDate to) {
        ZoneId zone = line.isMoscow() ? MOSCOW : BERLIN;
        Instant begin = from.atStartOfDay(zone).toInstant();
        long seconds =
                Duration.between(begin, to.atStartOfDay(zone).toInstant()).toSeconds();
        return begin.plusSeconds((long) (dice.nextDouble() * seconds));
    }

    /** Around the hours that are there twice or not at all, and at the edges of months. */
    private List<Instant> changedClock(Line line, LocalDate from, LocalDate to) {
        List<Instant> found = new ArrayList<>();
        for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
            ZonedDateTime midnight = day.atStartOfDay(line.isMoscow() ? MOSCOW : BERLIN);
            boolean changes = !midnight.plusDays(1).getOffset().equals(midnight.getOffset());
            if (changes) {
                for (int half = 1; half < 9; half++) {
                    found.add(midnight.toInstant().plusSeconds(half * 1800L + dice.nextInt(900)));
                }
            } else if (day.getDayOfMonth() == 1 && dice.nextInt(3) == 0) {
                found.add(midnight.toInstant().plusSeconds(dice.nextInt(5)));
                found.add(midnight.toInstant().minusSeconds(1));
            }
        }
        return found;
    }

    private void add(Line line, Instant at, List<Record> used) {
        if (line.isInternet()) {
            flow(line, at, used);
        } else if (!line.isMoscow()) {
            used.add(new Record("freeswitch-csv", freeswitch(line, at)));
        } else {
            switch (dice.nextInt(8)) {
                case 0 -> parts(line, at, used);
                case 1 ->
                    used.add(new Record(
                            "sms-csv",
                            "m-" + ++records + ";" + at + ";MO;+" + line.identifier() + ";89161234567;"
                                    + (1 + dice.nextInt(3)) + ";delivered"));
                default -> used.add(new Record("asterisk-csv", asterisk(line, at)));
            }
        }
    }

    private int seconds() {
        return dice.nextInt(20) == 0 ? 0 : 1 + dice.nextInt(420);
    }

    private String asterisk(Line line, Instant at) {
        String wall = WALL.format(at.atZone(MOSCOW));
        String to = FROM_MOSCOW[dice.nextInt(FROM_MOSCOW.length)];
        int seconds = seconds();
        return "\"\",\"" + line.identifier() + "\",\"" + to
                + "\",\"from-internal\",\"\",\"SIP/1\",\"SIP/2\",\"Dial\",\"x\",\""
                + wall + "\",\"" + wall + "\",\"" + wall + "\"," + seconds + "," + seconds
                + ",\"ANSWERED\",\"DOCUMENTATION\",\"p-" + ++records + "\",\"\"";
    }

    private String freeswitch(Line line, Instant at) {
        String wall = WALL.format(at.atZone(BERLIN));
        int seconds = seconds();
        return "\"A\",\"+" + line.identifier() + "\",\"" + FROM_BERLIN[dice.nextInt(FROM_BERLIN.length)]
                + "\",\"default\",\"" + wall + "\",\"" + wall + "\",\"" + wall + "\",\"" + seconds + "\",\"" + seconds
                + "\",\"NORMAL_CLEARING\",\"u-" + ++records + "\",\"\", \"\"";
    }

    /** A call of one to three hours, reported every hour; of some the last part never comes. */
    private void parts(Line line, Instant at, List<Record> used) {
        int parts = 1 + dice.nextInt(3);
        String to = FROM_MOSCOW[dice.nextInt(2)].replaceFirst("^8", "7");
        int id = ++records;
        boolean breaksOff = dice.nextInt(6) == 0;
        for (int part = 1; part <= parts; part++) {
            boolean last = part == parts;
            if (last && breaksOff && parts > 1) {
                return;
            }
            String connected = MVTS.format(at.plusSeconds((part - 1) * 3600L).atZone(MOSCOW));
            used.add(new Record(
                    "mvts",
                    "CONFID=c" + id + ", CALLID=1, SRC-NAME=abon-1, DST-NAME=out, SRC-NUMBER-BILL=" + line.identifier()
                            + ", DST-NUMBER-BILL=" + to + ", CONNECT-TIME=" + connected + ", ELAPSED-TIME="
                            + (last ? 1 + dice.nextInt(600) : 3600) + ", PART=" + part + ", PART-LAST="
                            + (last ? 1 : 0)));
        }
    }

    private void flow(Line line, Instant at, List<Record> used) {
        String other = dice.nextInt(3) == 0 ? "198.51.100." + dice.nextInt(250) : "192.0.2." + dice.nextInt(250);
        boolean in = dice.nextInt(5) != 0;
        long bytes = 1 + (long) (dice.nextDouble() * 900_000_000L);
        long first = at.getEpochSecond();
        used.add(new Record(
                "nfdump-csv-columns",
                first + ".000," + (first + dice.nextInt(60)) + ".000," + (in ? other : line.identifier()) + ","
                        + (in ? line.identifier() : other) + "," + (1 + bytes / 1400) + "," + bytes + ",1,0,0,1"));
    }
}
