package io.turnpike.payments.online;

import java.util.Locale;

/** What became of a request; each dialect has its own code for it. */
public enum Result {
    OK("ok"),
    /** Nothing was decided: the same request may be sent again. */
    TEMPORARY("temporary error, send it again"),
    UNKNOWN_COMMAND("unknown command"),
    BAD_REQUEST("the request cannot be read"),
    BAD_TRANSACTION("bad transaction id"),
    BAD_ACCOUNT("bad format of the account"),
    BAD_AMOUNT("bad sum"),
    BAD_DATE("bad date"),
    /** No account, or more than one, is known by what was typed. */
    NOT_FOUND("account not found"),
    CANNOT_CHECK("more than one account is known by this"),
    INACTIVE("the account is closed"),
    TOO_SMALL("the sum is too small"),
    TOO_LARGE("the sum is too large"),
    /** In this currency, or this command is not open to the system. */
    FORBIDDEN("not allowed"),
    /** The set-up of the system does not fit the books: nothing can be taken until a person mends it. */
    TECHNICAL("not set up"),
    /** The transaction was booked with another account or sum. */
    DIFFERS("the transaction is known with another account or sum"),
    /** The system itself took the transaction back. */
    CANCELLED("the transaction was cancelled and is not booked again"),
    NO_TRANSACTION("no such transaction"),
    /** Too late to be cancelled. */
    TOO_LATE("too late to cancel");

    private final String comment;

    Result(String comment) {
        this.comment = comment;
    }

    /** In words, for the comment of an answer. */
    public String comment() {
        return comment;
    }

    /** The word it is kept and listed by. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
