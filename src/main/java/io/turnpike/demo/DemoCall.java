package io.turnpike.demo;

/** A call, message or event before a layout writes it; filled again for each record. */
final class DemoCall {
    Subscriber subscriber = Subscriber.NOBODY;

    /** E.164 digits of the service's line. */
    long own;

    /** E.164 digits of the other side; 0 where it is a word. */
    long other;

    /** What was dialled where it is no number: {@code 112}, {@code voicemail}, {@code film}. */
    String word = "";

    long startEpochSecond;
    int seconds;
    boolean outgoing;
    boolean answered;

    /** Something in the record cannot be read. */
    boolean damaged;

    /** Rising within the month's files of one format. */
    long serial;

    /** 0 for a whole call, otherwise the number of the part of a long one. */
    int part;

    boolean lastPart;

    long calling() {
        return outgoing ? own : other;
    }

    boolean isWord() {
        return !word.isEmpty();
    }
}
