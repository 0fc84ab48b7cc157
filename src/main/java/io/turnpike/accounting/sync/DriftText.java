package io.turnpike.accounting.sync;

import io.turnpike.accounting.BookPeriod;
import io.turnpike.accounting.Facts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A drift report as lines of text. */
public final class DriftText {
    private DriftText() {}

    /** Nothing where neither side has anything. */
    public static List<String> lines(DriftReport report, BookPeriod period) {
        List<String> lines = new ArrayList<>();
        String head = report.line().system() + ", " + report.line().owner().code() + ", "
                + report.line().contentWord() + ", " + period.text() + ": ";
        if (report.compared() + report.unanswered() + report.unsent() + report.total() == 0) {
            return lines;
        }
        lines.add(head + report.compared() + " compared, " + report.total() + " differences"
                + (report.differences().isEmpty()
                        ? ""
                        : " ("
                                + report.differences().entrySet().stream()
                                        .map(side -> side.getKey() + " " + side.getValue())
                                        .collect(Collectors.joining(", "))
                                + ")")
                + ", " + report.accepted() + " accepted, " + report.unanswered() + " sent and not answered, "
                + report.unsent() + " not sent");
        report.firstDay().ifPresent(day -> lines.add("  first day of divergence: " + day));
        for (Map.Entry<LocalDate, Map<String, DaySums>> day : report.days().entrySet()) {
            for (Map.Entry<String, DaySums> sums : day.getValue().entrySet()) {
                if (sums.getValue().differing() > 0
                        || (report.compared() > 0
                                && sums.getValue().oursMinor()
                                        != sums.getValue().theirsMinor())) {
                    lines.add(day(day.getKey(), sums.getKey(), sums.getValue()));
                }
            }
        }
        return lines;
    }

    private static String day(LocalDate day, String currency, DaySums sums) {
        return "  " + day + ": ours " + sums.ours() + " (" + Facts.amount(sums.oursMinor(), currency) + " " + currency
                + "), theirs " + sums.theirs() + " (" + Facts.amount(sums.theirsMinor(), currency) + " " + currency
                + "), differing " + sums.differing();
    }
}
