package io.turnpike.payments.online;

import java.nio.charset.Charset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * How requests are written.
 *
 * @param characterSet of requests and answers
 * @param decimalMark a dot or a comma
 * @param dateFormat of the day and time of a payment
 * @param names of parameters, in lower case, by what they say
 */
public record Wire(Charset characterSet, char decimalMark, DateTimeFormatter dateFormat, Map<Part, String> names) {
    /** What a parameter says. */
    enum Part {
        COMMAND("command"),
        TRANSACTION("transaction"),
        DATE("date"),
        ACCOUNT("account"),
        SUM("sum"),
        CURRENCY("currency"),
        /** The transaction a cancellation is of, where the cancellation has an id of its own. */
        CANCELS("cancels");

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
