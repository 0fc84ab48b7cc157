package io.turnpike.accounting.sync;

/** What is done with a row that may tell of a payment which came another way. */
enum Alike {
    /** It waits for a person. */
    REFUSED,
    /** A person said that it is the same: known from now on, and not booked. */
    THE_SAME,
    /** A person said that it is another one: booked. */
    ANOTHER
}
