package io.turnpike.accounting.exports;

/** A record that a form of file cannot hold: says which, and what to change in the definition. */
public final class Unwritable extends RuntimeException {
    Unwritable(String message) {
        super(message);
    }
}
