package io.turnpike.payments.online;

import java.nio.charset.Charset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;

/**
 * How requests are written.
 *
 * @param characterSet of requests and answers
 * @param decimalMark a dot or a comma
 * @param minorUnits sums are whole kopecks or cents, without a mark
 * @param dateFormat of the day and time of a payment
 * @param names of parameters, in lower case, or paths of a notice, by what they say
 * @param notices types of notices
 */
public record Wire(
        Charset characterSet,
        char decimalMark,
        boolean minorUnits,
        DateTimeFormatter dateFormat,
        Map<Part, String> names,
        Notices notices) {
    /** Types of notices that say that a card was charged, and that money of it was given back. */
    record Notices(Set<String> paid, Set<String> refunded) {
        static final Notices NONE = new Notices(Set.of(), Set.of());
    }

    /** What a parameter says. */
    enum Part {
        COMMAND("command"),
        TRANSACTION("transaction"),
        DATE("date"),
        ACCOUNT("account"),
        SUM("sum"),
        CURRENCY("currency"),
        /** Free text of the payer. */
        PURPOSE("purpose"),
        /** The transaction a cancellation is of, where the cancellation has an id of its own. */
        CANCELS("cancels"),
        /** The id of a refund. */
        REFUND("refund"),
        /** What of the payment a refund gives back. */
        REFUND_SUM("refund-sum");

        private final String word;

        Part(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    String name(Part part) {
        return names.getOrDefault(part, part.word());
    }
}
