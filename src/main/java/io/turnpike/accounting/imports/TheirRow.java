package io.turnpike.accounting.imports;

import io.turnpike.accounting.Facts;
import java.util.Optional;

/** One row of a file of an accounting system. */
public sealed interface TheirRow {
    /** From 1; where the row begins. */
    long line();

    /** The row as it came. */
    String raw();

    /**
     * What it says of a record.
     *
     * @param operator code of whose books it is of
     * @param facts of the fields that the file has; the key is ours where they tell it or it follows from kind, number and date, and
     *     {@code their/} with their reference where the record is not known to come from us
     * @param status what they did with it; empty where they do not say
     * @param text of their own with the status
     */
    record Told(long line, String raw, String operator, Facts facts, Optional<Status> status, String text)
            implements TheirRow {
        /** The version of ours they speak of; 0 where they do not say. */
        public int version() {
            String version = facts.value("version");
            return version.matches("[0-9]{1,9}") ? Integer.parseInt(version) : 0;
        }

        /** It cannot be taken in. */
        public Misread refused(String reason) {
            return new Misread(line, raw, reason);
        }
    }

    /**
     * What could not be read.
     *
     * @param reason what is wrong and what to do
     */
    record Misread(long line, String raw, String reason) implements TheirRow {}

    /** What they did with a record. */
    enum Status {
        /** Taken in, not decided. */
        SENT,
        ACCEPTED,
        REJECTED,
        DELETED;

        /** As definitions and the database write it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** Of a word of a definition. */
        public static Optional<Status> ofWord(String word) {
            return java.util.Arrays.stream(values())
                    .filter(status -> status.word().equals(word))
                    .findFirst();
        }
    }
}
