package io.turnpike.mediation.layout;

/**
 * A file that its reader cannot make sense of as a whole: the header lacks a column, the opening record is missing, the text is
 * UTF-16. Nothing of it from there on can be trusted, so that reading stops; the message says what was expected and found.
 */
public final class UnusableFile extends RuntimeException {
    public UnusableFile(String message) {
        super(message);
    }
}
