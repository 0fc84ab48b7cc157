package io.turnpike.mediation.calls;

import io.turnpike.mediation.layout.FieldNumbers;
import io.turnpike.mediation.layout.TrailerRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a file is what its trailer says. A file that is not is incomplete or was changed on its way.
 *
 * @param complaints one sentence each; empty when all is well
 */
public record FileCheck(List<String> complaints) {
    public boolean isGood() {
        return complaints.isEmpty();
    }

    static FileCheck of(CallFormat format, Checkpoint end) {
        List<String> complaints = new ArrayList<>();
        TrailerRule rule = format.text().lines().trailer().orElse(null);
        if (rule == null) {
            return new FileCheck(complaints);
        }
        if (end.trailerLine() == 0 || (rule.several() && !end.position().trailerSeen())) {
            if (rule.required()) {
                complaints.add("there is no trailer line '" + rule.startsWith() + "…'"
                        + (end.trailerLine() == 0 ? "" : " behind the last records") + ": the file is not complete");
            }
            if (end.trailerLine() == 0) {
                return new FileCheck(complaints);
            }
        }
        String says = rule.several()
                ? "the trailers up to line " + end.trailerLine() + " say "
                : "the trailer in line " + end.trailerLine() + " says ";
        long counted = rule.countsAllLines() ? end.lines() : end.totals().records();
        String what = rule.countsAllLines() ? " lines" : " records";
        if (rule.count().isPresent() && end.trailerRecords() < 0) {
            complaints.add("the trailer in line " + end.trailerLine() + " has no number of records");
        } else if (rule.count().isPresent() && end.trailerRecords() != counted) {
            complaints.add(says + end.trailerRecords() + what + ", the file has " + counted);
        }
        long sum = end.totals().quantityMicros();
        if (rule.sum().isPresent() && end.trailerMicros() == FieldNumbers.BAD) {
            complaints.add("the trailer in line " + end.trailerLine() + " has no sum of the quantity");
        } else if (rule.sum().isPresent() && end.trailerMicros() != sum) {
            complaints.add(
                    says + "the quantities sum to " + plain(end.trailerMicros()) + ", they sum to " + plain(sum));
        }
        return new FileCheck(List.copyOf(complaints));
    }

    private static String plain(long micros) {
        return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
    }
}
