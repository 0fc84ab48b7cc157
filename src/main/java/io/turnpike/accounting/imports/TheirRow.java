package io.turnpike.accounting.imports;

import io.turnpike.accounting.Facts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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
     * @param fields that it tells, in the order of their names; one of them that the facts lack is empty there
     * @param status what they did with it; empty where they do not say
     * @param text of their own with the status
     * @param perhapsOurs a key that we may have given, where nothing but its form says so: the facts are those of a record of theirs
     */
    record Told(
            long line,
            String raw,
            String operator,
            Facts facts,
            List<String> fields,
            Optional<Status> status,
            String text,
            Optional<String> perhapsOurs)
            implements TheirRow {
        public Told {
            fields = List.copyOf(fields);
        }

        /** As a record of ours of that key. */
        public Told ofOurs(String key) {
            Facts ours = facts.with("key", key).with("reference", "");
            return new Told(
                    line,
                    raw,
                    operator,
                    new Facts(key, ours.day(), ours.values(), ours.lines()),
                    fields,
                    status,
                    text,
                    Optional.empty());
        }

        /** With what was told of the record before and this row does not tell. */
        public Told after(Facts before, List<String> beforeFields) {
            Map<String, String> values = new HashMap<>(before.values());
            fields.forEach(values::remove);
            values.putAll(facts.values());
            Set<String> told = new TreeSet<>(beforeFields);
            told.addAll(fields);
            told.remove("");
            return new Told(
                    line,
                    raw,
                    operator,
                    new Facts(facts.key(), facts.day(), new TreeMap<>(values), facts.lines()),
                    List.copyOf(told),
                    status,
                    text,
                    perhapsOurs);
        }

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
