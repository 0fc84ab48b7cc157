package io.turnpike.mediation.calls;

import io.turnpike.mediation.layout.FieldNumbers;
import io.turnpike.mediation.layout.Trailer;
import io.turnpike.mediation.layout.TrailerRule;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
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
        Trailer trailer = CallDecoder.trailer(end);
        if (trailer == null) {
            if (rule.required()) {
                complaints.add("there is no trailer line '" + rule.startsWith() + "…': the file is not complete");
            }
            return new FileCheck(complaints);
        }
        long counted = rule.countsAllLines() ? end.lines() : end.totals().records();
        String what = rule.countsAllLines() ? " lines" : " records";
        if (rule.count().isPresent() && trailer.records().isEmpty()) {
            complaints.add("the trailer in line " + trailer.line() + " has no number of records");
        }
        trailer.records()
                .filter(claimed -> claimed != counted)
                .ifPresent(claimed -> complaints.add("the trailer in line " + trailer.line() + " says " + claimed + what
                        + ", the file has " + counted));
        if (rule.sum().isPresent()) {
            checkSum(format.rules().quantity(), trailer, end.totals().quantityMicros(), complaints);
        }
        return new FileCheck(List.copyOf(complaints));
    }

    private static void checkSum(QuantityRule quantity, Trailer trailer, long sum, List<String> complaints) {
        byte[] text = trailer.sum().orElse("").getBytes(StandardCharsets.US_ASCII);
        long claimed = quantity.micros(text, 0, text.length);
        if (claimed == FieldNumbers.BAD) {
            complaints.add("the trailer in line " + trailer.line() + " has no sum of the quantity");
        } else if (claimed != sum) {
            complaints.add("the trailer in line " + trailer.line() + " says the quantities sum to " + plain(claimed)
                    + ", they sum to " + plain(sum));
        }
    }

    private static String plain(long micros) {
        return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
    }
}
