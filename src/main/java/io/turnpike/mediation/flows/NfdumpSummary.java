package io.turnpike.mediation.flows;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What nfdump writes after the flows. As CSV: {@code Summary}, a line of names, a line of numbers. Otherwise one line
 * {@code Summary: total flows: 37, total bytes: 2622226, …}, with numbers such as {@code 2.6 M} unless it was run with -N. Source:
 * {@code PrintSummary} in nfdump.c and {@code csv_epilog} of 1.7.1.
 */
final class NfdumpSummary {
    private static final String FIRST_WORD = "Summary";
    private static final Pattern STATED =
            Pattern.compile("total (flows|bytes|packets): (\\d+)(?! ?[.KMGT\\d])", Pattern.CASE_INSENSITIVE);

    private long flows;
    private long bytes;
    private long packets;
    private boolean open;
    private String names = "";

    /** Counts a record of the file. */
    void count(long moreFlows, long moreBytes, long morePackets) {
        flows += moreFlows;
        bytes += moreBytes;
        packets += morePackets;
    }

    /** Whether the lines now read belong to a summary, until a header or a new file begins. */
    boolean isOpen() {
        return open;
    }

    static boolean begins(byte[] b, int from, int to) {
        return to - from >= FIRST_WORD.length()
                && FlowNumbers.text(b, from, from + FIRST_WORD.length()).equals(FIRST_WORD);
    }

    /** The flows after this are not in a summary before it. */
    void restart() {
        flows = 0;
        bytes = 0;
        packets = 0;
        open = false;
        names = "";
    }

    /** Takes a line of the summary; gives the comparison when the line held the numbers. */
    @Nullable SummaryCheck line(long line, String text) {
        boolean first = !open;
        open = true;
        if (first && text.startsWith(FIRST_WORD + ":")) {
            return check(line, stated(text, "flows"), stated(text, "bytes"), stated(text, "packets"));
        }
        if (names.isEmpty() && text.startsWith("flows,")) {
            names = text.strip();
            return null;
        }
        if (!names.isEmpty() && !text.isBlank()) {
            SummaryCheck check = check(line, named(text, "flows"), named(text, "bytes"), named(text, "packets"));
            names = "";
            return check;
        }
        return null;
    }

    private SummaryCheck check(long line, long statedFlows, long statedBytes, long statedPackets) {
        return new SummaryCheck(line, statedFlows, flows, statedBytes, bytes, statedPackets, packets);
    }

    private static long stated(String text, String what) {
        Matcher found = STATED.matcher(text);
        while (found.find()) {
            if (found.group(1).toLowerCase(Locale.ROOT).equals(what)) {
                return number(found.group(2));
            }
        }
        return SummaryCheck.NOT_STATED;
    }

    private long named(String text, String what) {
        String[] columns = names.split(",", -1);
        String[] values = text.strip().split(",", -1);
        for (int i = 0; i < Math.min(columns.length, values.length); i++) {
            if (columns[i].equals(what)) {
                return number(values[i]);
            }
        }
        return SummaryCheck.NOT_STATED;
    }

    private static long number(String digits) {
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : SummaryCheck.NOT_STATED;
    }

    /** What must be remembered to go on in the middle of a file; {@link #restore} reads it. */
    String state() {
        return flows + " " + bytes + " " + packets + " " + open + " " + names;
    }

    void restore(String state) {
        String[] parts = state.split(" ", 5);
        flows = Long.parseLong(parts[0]);
        bytes = Long.parseLong(parts[1]);
        packets = Long.parseLong(parts[2]);
        open = Boolean.parseBoolean(parts[3]);
        names = parts[4];
    }
}
