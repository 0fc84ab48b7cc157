package io.turnpike.scenarios;

import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.invoicing.OperatorTerms;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a {@code *.scenario} file; the grammar is in docs/definitions/scenarios.md. */
public final class ScenarioReader {
    private static final List<String> FACTS =
            List.of("subscribe", "assign", "withdraw", "change", "suspend", "resume", "terminate", "own", "order");
    private static final List<String> RUNS =
            List.of("pay", "opening-balance", "run", "draft", "bill", "release", "discard", "close");

    private final Vocabulary vocabulary;
    private final List<Step> steps = new ArrayList<>();
    private @Nullable Readers readers;
    private @Nullable LocalDate day;
    private @Nullable Step lastUse;

    private ScenarioReader(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** Readers of the kinds of line, which share what was named above. */
    private record Readers(
            Cast cast, PartyLines parties, FactLines facts, UseLines uses, RunLines runs, ExpectLines expectations) {}

    /** Reads a file and says only what is wrong with it. */
    public static void check(SourceFile file, Vocabulary vocabulary, Problems problems) {
        read(file, vocabulary, problems);
    }

    /** A scenario; empty, with problems, where any line cannot be read. */
    static Optional<Scenario> read(SourceFile file, Vocabulary vocabulary, Problems problems) {
        int before = problems.count();
        ScenarioReader reader = new ScenarioReader(vocabulary);
        List<String> lines = file.lines();
        for (int i = 0; i < lines.size(); i++) {
            Words words = new Words(file, i + 1, lines.get(i));
            if (!words.isEmpty()) {
                try {
                    if (reader.readers == null && reader.isOfMisreadOperator(words)) {
                        return Optional.empty(); // told at the operator's file
                    }
                    reader.line(words);
                } catch (Misread e) {
                    problems.add(e.place(), e.message(), e.remedy());
                    if (reader.readers == null) {
                        return Optional.empty(); // nothing can be read without the operator
                    }
                }
            }
        }
        if (reader.steps.isEmpty() && problems.count() == before) {
            problems.add(Place.whole(file), "the scenario has no dated lines", "add some: 2026-01-10 subscribe …");
        }
        Readers known = reader.readers;
        return problems.count() > before || known == null
                ? Optional.empty()
                : Optional.of(new Scenario(file, known.cast.operator(), known.cast.parties(), reader.steps));
    }

    private boolean isOfMisreadOperator(Words words) {
        words.expect("operator", "begin the file with 'operator CODE'");
        return vocabulary.misread().contains(words.peek().text());
    }

    private void line(Words words) {
        Readers known = readers;
        if (known == null) {
            readers = of(operator(words));
            words.end();
            return;
        }
        boolean dated = words.isDate();
        if (!dated && PartyLines.WORDS.contains(words.peek().text())) {
            if (day != null) {
                throw new Misread(
                        words.peek().place(), "it stands below a dated line", "write it above the first dated line");
            }
            known.parties.read(words);
            return;
        }
        step(known, words, dated);
    }

    private Readers of(OperatorTerms operator) {
        Cast cast = new Cast(operator);
        return new Readers(
                cast,
                new PartyLines(cast),
                new FactLines(cast, vocabulary),
                new UseLines(cast, vocabulary),
                new RunLines(cast, vocabulary),
                new ExpectLines(cast));
    }

    private OperatorTerms operator(Words words) {
        Map<String, OperatorTerms> operators = vocabulary.operators();
        String code = words.oneOf("operator", new TreeSet<>(operators.keySet()));
        return Objects.requireNonNull(operators.get(code));
    }

    private void step(Readers known, Words words, boolean dated) {
        if (dated) {
            day = words.date();
        }
        LocalDate on = day;
        if (on == null) {
            List<String> first =
                    new ArrayList<>(PartyLines.WORDS.stream().sorted().toList());
            first.add("a day such as 2026-01-10");
            throw new Misread(
                    words.peek().place(), "the line has no day", "begin it with one of: " + String.join(", ", first));
        }
        Moment moment = dated
                ? Moment.read(words, on, known.cast.operator().zone())
                : Moment.of(on, known.cast.operator().zone());
        List<String> verbs = new ArrayList<>(FACTS);
        verbs.add("use");
        verbs.addAll(RUNS);
        verbs.add("expect");
        String verb = words.oneOf("word", verbs);
        Deed deed;
        if (verb.equals("use")) {
            deed = known.uses.read(words, moment);
        } else if (verb.equals("expect")) {
            deed = known.expectations.read(words, moment, lastUse);
        } else {
            deed = FACTS.contains(verb) ? known.facts.read(verb, words, moment) : known.runs.read(verb, words, moment);
        }
        Instant at = moment.at();
        Step step = new Step(words.line(), on, at, deed);
        steps.add(step);
        if (deed instanceof Use) {
            lastUse = step;
        }
    }
}
