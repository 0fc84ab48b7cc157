package io.turnpike.payments.online;

import io.turnpike.money.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a payment system wants. */
sealed interface Ask {
    /** The word it is listed by. */
    String word();

    /** What the system calls its transaction; empty where it names none. */
    String transaction();

    /**
     * Whether an account can be paid.
     *
     * @param account as the subscriber typed it
     * @param amount null where it is not said
     */
    record Check(
            String transaction, String account, @Nullable Money amount) implements Ask {
        @Override
        public String word() {
            return "check";
        }
    }

    /**
     * Money was taken, or is about to be.
     *
     * @param account as the subscriber typed it
     * @param day on which it was paid
     * @param purpose free text; empty for none
     * @param taken the money is there already: whom it is for may stay open, but it is never refused
     */
    record Pay(String transaction, String account, Money amount, LocalDate day, String purpose, boolean taken)
            implements Ask {
        @Override
        public String word() {
            return "pay";
        }
    }

    /**
     * Take a payment back.
     *
     * @param transaction the one to take back
     * @param amount of it; null where it is not said
     */
    record Cancel(String transaction, @Nullable Money amount) implements Ask {
        @Override
        public String word() {
            return "cancel";
        }
    }

    /**
     * Money of a payment was given back: a part of it, or all that is left.
     *
     * @param transaction the payment's
     * @param refund what the system calls the refund: what makes two requests the same
     */
    record Refund(String transaction, String refund, Money amount) implements Ask {
        @Override
        public String word() {
            return "refund";
        }
    }

    /** What became of a payment. */
    record Status(String transaction) implements Ask {
        @Override
        public String word() {
            return "status";
        }
    }
}
