package io.turnpike.jobs;

import io.turnpike.definitions.Suggestion;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a kind of step can be told: an option in a job file, or a parameter of the run by the same name.
 *
 * @param form how its value is written
 * @param required whether the step cannot do without it
 */
public record StepOption(String name, Form form, boolean required) {
    /** Any words: a name, a folder, a reason. */
    public static StepOption text(String name) {
        return new StepOption(name, value -> Optional.empty(), false);
    }

    /** A day as 2026-01-31. */
    public static StepOption date(String name) {
        return read(name, LocalDate::parse, "write a date as 2026-01-31");
    }

    /** A month as 2026-01. */
    public static StepOption month(String name) {
        return read(name, YearMonth::parse, "write a month as 2026-01");
    }

    /** A whole number that is not below the least. */
    public static StepOption wholeNumber(String name, long least) {
        return read(
                name,
                text -> {
                    if (Long.parseLong(text) < least) {
                        throw new IllegalArgumentException(text);
                    }
                },
                "write a whole number from " + least);
    }

    /** How much is done in one transaction: {@link StepRequest#range}. */
    public static StepOption range() {
        return wholeNumber(StepRequest.RANGE, 1);
    }

    /** One of a few words. */
    public static StepOption oneOf(String name, Collection<String> words) {
        List<String> all = List.copyOf(words);
        return new StepOption(
                name,
                value -> all.contains(value) ? Optional.empty() : Optional.of(Suggestion.remedy(value, all)),
                false);
    }

    /** Whatever a reader takes; it throws an unchecked exception for what it does not. */
    public static StepOption read(String name, Consumer<String> reader, String remedy) {
        return new StepOption(
                name,
                value -> {
                    try {
                        reader.accept(value);
                        return Optional.empty();
                    } catch (RuntimeException e) {
                        return Optional.of(remedy);
                    }
                },
                false);
    }

    /** The same option, which the step cannot do without. */
    public StepOption needed() {
        return new StepOption(name, form, true);
    }

    /**
     * Reads what a run gives.
     *
     * @throws Parameters.BadParameter when it is missing and needed, or cannot be read
     */
    void check(Parameters given) {
        Optional<String> value = given.text(name);
        if (value.isEmpty() && required) {
            throw new Parameters.BadParameter("--" + name + " is missing"
                    + form.remedy("").map(remedy -> ": " + remedy).orElse(""));
        }
        value.flatMap(text -> form.remedy(text).map(remedy -> "--" + name + ": cannot read '" + text + "': " + remedy))
                .ifPresent(problem -> {
                    throw new Parameters.BadParameter(problem);
                });
    }

    /** How a value is written. */
    @FunctionalInterface
    public interface Form {
        /** What to write instead; empty when the value can be read. */
        Optional<String> remedy(String value);
    }
}
