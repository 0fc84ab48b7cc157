package io.turnpike.mediation.flows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the time columns of a reader become instants.
 *
 * @param zone whose local time it is, for {@link Kind#LOCAL} and {@link Kind#FILE_NAME}
 * @param repeated for a local time that happens twice, when the clock is put back
 * @param skipped for a local time that never is, when the clock is put forward
 * @param fileName how the name holds the time: {@code cache-yyyyMMdd-HHmmss}; empty for other kinds
 */
public record FlowTimes(Kind kind, ZoneId zone, Choice repeated, Choice skipped, String fileName) {

    /** What the time columns hold. */
    public enum Kind {
        /** {@code 2026-03-01 12:50:00}, with or without a fraction. */
        LOCAL,
        /** Seconds since 1970 UTC, with or without a fraction. */
        EPOCH_SECONDS,
        EPOCH_MILLIS,
        /** Milliseconds since the router started; NetFlow version 5 (RFC 3954 section 5.1 keeps the same header). */
        SINCE_BOOT,
        /** No time in the file: the flows end when it was made, which its name says. */
        FILE_NAME
    }

    /**
     * Which instant is meant where the clock change leaves two. In a repeated hour the earlier one is summer time. In a skipped
     * hour the later one reads the time with the offset before the change (02:30 becomes 03:30), the earlier one with the offset
     * after it.
     */
    public enum Choice {
        EARLIER,
        LATER,
        REJECT
    }

    /** The instant a file's name says, in milliseconds. */
    long fileMillis(String name) {
        StringBuilder regex = new StringBuilder();
        Matcher words = Pattern.compile("yyyy|MM|dd|HH|mm|ss|.").matcher(fileName);
        while (words.find()) {
            String word = words.group();
            regex.append(
                    word.length() == 1 ? Pattern.quote(word) : "(?<" + group(word) + ">\\d{" + word.length() + "})");
        }
        Matcher found = Pattern.compile(regex.toString()).matcher(name);
        if (!found.find()) {
            throw new UnusableFlowFile("the file's name '" + name + "' does not hold its time as '" + fileName
                    + "': rename the file, or mend 'name' in the reader");
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(found, "yyyy"),
                    number(found, "MM"),
                    number(found, "dd"),
                    number(found, "HH"),
                    number(found, "mm"),
                    fileName.contains("ss") ? number(found, "ss") : 0);
            return resolve(local, Long.MIN_VALUE).toEpochMilli();
        } catch (DateTimeException e) {
            throw new UnusableFlowFile("the file's name '" + name + "' holds no time: " + e.getMessage());
        }
    }

    private static String group(String word) {
        return (Character.isUpperCase(word.charAt(0)) ? "u" : "l") + word.toLowerCase(Locale.ROOT);
    }

    private static int number(Matcher found, String word) {
        return Integer.parseInt(found.group(group(word)));
    }

    /**
     * The instant of a local time.
     *
     * @param notBeforeMillis of the two instants of a repeated time the earlier is not meant when it is before this
     * @throws RefusedTime where the reader says to refuse it
     */
    Instant resolve(LocalDateTime local, long notBeforeMillis) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() == 1) {
            return local.toInstant(offsets.get(0));
        }
        boolean twice = offsets.size() == 2;
        Choice choice = twice ? repeated : skipped;
        if (choice == Choice.REJECT) {
            throw new RefusedTime(twice ? FlowFault.REPEATED_HOUR : FlowFault.SKIPPED_HOUR);
        }
        if (twice) {
            Instant earlier = local.toInstant(offsets.get(0));
            boolean later = choice == Choice.LATER || earlier.toEpochMilli() < notBeforeMillis;
            return later ? local.toInstant(offsets.get(1)) : earlier;
        }
        var change = zone.getRules().getTransition(local);
        return local.toInstant(choice == Choice.LATER ? change.getOffsetBefore() : change.getOffsetAfter());
    }

    /** A local time that is refused because of a clock change. */
    static final class RefusedTime extends DateTimeException {
        private final FlowFault fault;

        RefusedTime(FlowFault fault) {
            super(fault.word());
            this.fault = fault;
        }

        FlowFault fault() {
            return fault;
        }
    }
}
