package io.turnpike.scenarios;

import io.turnpike.mediation.suspense.SuspendedRecord;
import io.turnpike.scenarios.ScenarioOutcome.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes through a scenario line by line. An expectation that fails is noted; something that cannot be done ends it. */
final class ScenarioRun {
    private final Scenario scenario;
    private final World world;
    private final List<Failure> failures = new ArrayList<>();
    private @Nullable List<MadeDocument> told;
    private int done;
    private int compared;

    ScenarioRun(Scenario scenario, World world) {
        this.scenario = scenario;
        this.world = world;
    }

    int done() {
        return done;
    }

    int compared() {
        return compared;
    }

    List<Failure> run() {
        List<Step> steps = scenario.steps();
        try {
            world.open(scenario.parties());
        } catch (Deed.Refused refused) {
            fail(
                    steps.get(0),
                    "the customers and accounts above are refused: " + reason(refused),
                    List.of("no line was run"));
            return failures;
        }
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            @Nullable Step next = i + 1 < steps.size() ? steps.get(i + 1) : null;
            done++;
            if (step.deed() instanceof Deed.Expectation expectation) {
                expect(step, expectation);
            } else if (step.deed() instanceof Deed.RefusalExpected refusal) {
                compared++;
                fail(step, "expected '" + refusal.words() + "', but nothing was refused on the line before", List.of());
            } else if (step.deed() instanceof Deed.Action action) {
                Optional<String> refused = perform(step, action, next);
                if (refused.isPresent()) {
                    if (next == null || !(next.deed() instanceof Deed.RefusalExpected wanted)) {
                        fail(step, "refused: " + refused.get(), List.of("the lines below it were not run"));
                        return failures;
                    }
                    refusal(next, wanted, refused.get());
                    i++;
                }
            }
        }
        return failures;
    }

    /** Does what a line says; uses are delivered together before anything else happens. */
    private Optional<String> perform(Step step, Deed.Action action, @Nullable Step next) {
        try {
            world.moveTo(step.at());
            action.perform(world, step);
            if (next == null || !(next.deed() instanceof Use)) {
                world.usage().deliver();
                suspense(step, next);
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(reason(e));
        }
    }

    /** The first line of what stopped it: refusals of the program and of the database say in it what is wrong. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null
                ? cause.toString()
                : cause.getMessage().lines().findFirst().orElse("");
    }

    private void refusal(Step step, Deed.RefusalExpected wanted, String refused) {
        done++;
        compared++;
        if (!refused.toLowerCase(Locale.ROOT).contains(wanted.words().toLowerCase(Locale.ROOT))) {
            fail(step, "expected '" + wanted.words() + "', refused was: " + refused, List.of());
        }
    }

    /** What could not be charged is a failure, but where the next line expects just that. */
    private void suspense(Step step, @Nullable Step next) {
        Map<Integer, SuspendedRecord> suspended = world.usage().newlySuspended();
        boolean expected = next != null && next.deed() instanceof Expectations.InSuspense;
        for (Step used : scenario.steps()) {
            SuspendedRecord record = suspended.get(used.place().line());
            if (record != null && used.deed() instanceof Use && !(expected && used.equals(step))) {
                fail(
                        used,
                        "this could not be charged: " + record.reason() + ": " + record.detail(),
                        List.of("where that is meant, write below it: expect suspense " + record.reason()));
            }
        }
    }

    private void expect(Step step, Deed.Expectation expectation) {
        compared++;
        Optional<String> mismatch;
        try {
            mismatch = expectation.mismatch(world, step);
        } catch (RuntimeException e) {
            mismatch = Optional.of(reason(e));
        }
        mismatch.ifPresent(message -> fail(step, message, shown(expectation)));
    }

    /** The documents, where it is about them: once a run, and lines that several of them share once. */
    private List<String> shown(Deed.Expectation expectation) {
        if (expectation.getClass().getEnclosingClass() != DocumentExpectations.class) {
            return List.of();
        }
        List<MadeDocument> documents = List.copyOf(world.billing().documents());
        if (documents.equals(told)) {
            return List.of("the documents are shown above");
        }
        told = documents;
        List<String> shown = new ArrayList<>();
        shown.add(documents.isEmpty() ? "the last run made no documents" : "the last run made these documents:");
        List<String> before = List.of();
        for (MadeDocument document : documents) {
            List<String> text = document.text();
            List<String> lines = text.subList(1, text.size());
            shown.add("  " + text.get(0) + (!lines.isEmpty() && lines.equals(before) ? ", the same lines" : ""));
            if (!lines.equals(before)) {
                lines.forEach(line -> shown.add("  " + line));
            }
            before = lines;
        }
        return shown;
    }

    private void fail(Step step, String message, List<String> shown) {
        failures.add(new Failure(step.place(), step.text(), message, shown));
    }
}
