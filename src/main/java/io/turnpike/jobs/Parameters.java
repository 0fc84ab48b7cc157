package io.turnpike.jobs;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Named values of a run and of its steps, as written; a value that cannot be read is named with its remedy. */
public record Parameters(Map<String, String> values) {
    public Parameters {
        values = Map.copyOf(values);
    }

    /** These values over the given ones. */
    public Parameters over(Map<String, String> others) {
        Map<String, String> merged = new TreeMap<>(others);
        merged.putAll(values);
        return new Parameters(merged);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public String requiredText(String name) {
        return text(name).orElseThrow(() -> new BadParameter("--" + name + " is missing"));
    }

    public Optional<LocalDate> date(String name) {
        return parsed(name, LocalDate::parse, "write a date as 2026-01-31");
    }

    public LocalDate requiredDate(String name) {
        return date(name).orElseThrow(() -> new BadParameter("--" + name + " is missing: write a date as 2026-01-31"));
    }

    public long number(String name, long otherwise) {
        return parsed(name, Long::valueOf, "write a whole number").orElse(otherwise);
    }

    private <T> Optional<T> parsed(String name, Function<String, T> parser, String remedy) {
        try {
            return text(name).map(parser);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new BadParameter("--" + name + ": cannot read '" + values.get(name) + "': " + remedy);
        }
    }

    /** A parameter that is missing or cannot be read. */
    public static final class BadParameter extends RuntimeException {
        public BadParameter(String message) {
            super(message);
        }
    }
}
