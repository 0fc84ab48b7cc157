package io.turnpike.payments.statements;

import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * A line that could not be read.
 *
 * @param direction unknown where even that could not be read
 * @param currency the file's, where the line's could not be read
 * @param ownAccount empty where it could not be read, and in registries
 * @param minor its amount in minor units; null where that could not be read
 * @param reason one word, such as {@code bad-number}
 * @param detail the field and its value
 */
public record BadLine(
        SourceText text,
        Direction direction,
        Currency currency,
        String ownAccount,
        @Nullable Long minor,
        String reason,
        String detail)
        implements StatementEntry {

    /** A part of a line that cannot be used; its reader makes a {@link BadLine} of it. */
    static final class BadField extends Exception {
        private static final long serialVersionUID = 1L;
        private static final int MOST_SHOWN = 200;

        private final String reason;
        private final String detail;

        /** @param detail what is wrong, for a person */
        BadField(String reason, String detail) {
            super(reason, null, false, false);
            this.reason = reason;
            this.detail = detail;
        }

        /** @param field where the value stands */
        BadField(String reason, String field, String value) {
            this(reason, field, value, "");
        }

        /** @param why what follows the value */
        BadField(String reason, String field, String value, String why) {
            this(
                    reason,
                    field + ": '" + (value.length() > MOST_SHOWN ? value.substring(0, MOST_SHOWN) + "…" : value) + "'"
                            + why);
        }

        String reason() {
            return reason;
        }

        String detail() {
            return detail;
        }
    }
}
