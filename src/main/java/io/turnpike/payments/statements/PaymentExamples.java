package io.turnpike.payments.statements;

import io.turnpike.definitions.Place;
import io.turnpike.definitions.SourceFile;
import io.turnpike.mediation.calls.ExampleOutcome;
import io.turnpike.mediation.layout.ExampleText;
import io.turnpike.mediation.layout.LineBlock;
import io.turnpike.mediation.layout.TextLayout;
import io.turnpike.mediation.layout.UnusableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs the {@code *.examples} of a reader of payments: lines or whole files of input, each followed by what must become of them. The
 * grammar is in {@code docs/definitions/payments.md}.
 */
public final class PaymentExamples {
    private final PaymentFormat format;
    private final SourceFile file;
    private final List<ExampleOutcome> outcomes = new ArrayList<>();
    private final List<String> pending = new ArrayList<>();
    private @Nullable RegistryStatement statement;
    private Tally tally = new Tally();
    private long bad;
    private long offset;
    private int inputLine;

    private PaymentExamples(PaymentFormat format, SourceFile file) {
        this.format = format;
        this.file = file;
        begin();
    }

    /** Runs one examples file. */
    public static List<ExampleOutcome> run(PaymentFormat format, SourceFile examples) throws IOException {
        PaymentExamples run = new PaymentExamples(format, examples);
        List<String> lines = examples.lines();
        for (int i = 0; i < lines.size(); i++) {
            run.line(i + 1, lines.get(i));
        }
        run.nothingMore();
        return List.copyOf(run.outcomes);
    }

    private void begin() {
        statement = format.registry()
                .flatMap(rules -> rules.text().map(text -> RegistryStatement.fed(rules, text)))
                .orElse(null);
        tally = new Tally();
        bad = 0;
        offset = 0;
    }

    private void line(int number, String line) throws IOException {
        if (line.startsWith("= ")) {
            expect(number, line.substring(2).strip());
            return;
        }
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        nothingMore();
        inputLine = number;
        RegistryStatement open = statement;
        if ((line.startsWith("> ") || line.startsWith("~ ")) && open != null) {
            feed(open, line.substring(2), line.startsWith("~ "));
        } else if (line.equals("file")) {
            begin();
        } else if (line.equals("end") && open != null) {
            end(open.declared());
        } else if (line.startsWith("sample ")) {
            begin();
            sample(file.path().resolveSibling(line.substring("sample ".length()).strip()));
            begin();
        } else {
            String wanted = open == null
                    ? "a line that begins with '= ', '#' or sample"
                    : "a line that begins with '> ', '~ ', '= ', '#', file, end or sample";
            outcomes.add(new ExampleOutcome(place(number, line.length()), false, wanted, line));
        }
    }

    private void feed(RegistryStatement open, String text, boolean last) throws IOException {
        byte[] bytes = ExampleText.bytes(
                text,
                format.registry()
                        .flatMap(RegistryRules::text)
                        .map(TextLayout::characterSet)
                        .orElse(StandardCharsets.UTF_8),
                !last);
        try {
            open.feed(new LineBlock(bytes, bytes.length, offset, last, 0));
            take(open);
        } catch (UnusableFile e) {
            pending.add("unusable: " + e.getMessage());
        }
        offset += bytes.length;
    }

    private void sample(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            pending.add("unusable: no file '" + path.getFileName() + "' beside the examples");
            return;
        }
        try (Statement whole = format.open(path)) {
            take(whole);
            end(whole.declared());
        } catch (UnusableFile e) {
            pending.add("unusable: " + e.getMessage());
        }
    }

    private void take(Statement from) throws IOException {
        for (StatementEntry entry = from.next(); entry != null; entry = from.next()) {
            tally.add(entry);
            bad += entry instanceof BadLine ? 1 : 0;
            pending.add(text(entry));
        }
    }

    private void end(Declared declared) {
        List<String> complaints = declared.complaints(tally);
        pending.addAll(complaints.isEmpty() ? List.of("complete") : complaints);
        StringBuilder totals = new StringBuilder();
        long lines = 0;
        for (var side : new TreeMap<>(tally.bySide()).entrySet()) {
            lines += side.getValue().lines();
            if (side.getValue().minor() != 0) {
                totals.append(side.getKey().direction().word())
                        .append(' ')
                        .append(Amounts.text(
                                side.getValue().minor(),
                                java.util.Currency.getInstance(side.getKey().currency())))
                        .append(", ");
            }
        }
        pending.add("totals " + lines + " lines: " + totals + bad + " bad");
    }

    /** A line as examples write it; what is empty is left out. */
    static String text(StatementEntry entry) {
        if (entry instanceof BadLine bad) {
            return "bad " + bad.reason() + " " + bad.detail();
        }
        StatementLine line = (StatementLine) entry;
        StringBuilder text = new StringBuilder(line.direction().word() + " " + line.day() + " " + line.amount());
        append(
                text,
                "commission",
                line.commission().isZero() ? "" : line.commission().toString());
        append(text, "number", line.number());
        if (line.ownAccount().isEmpty()) {
            append(text, "ref", line.reference());
        }
        append(text, "own", line.ownAccount());
        new TreeMap<>(line.said()).forEach((mark, value) -> {
            if (mark != CustomerMark.INN || line.party().inn().isEmpty()) {
                append(text, mark.word(), value);
            }
        });
        append(text, "bank", line.bank().reference());
        append(text, "type", line.type());
        append(text, "reversal", line.reversal() ? "yes" : "");
        append(text, "payer", line.party().name());
        append(text, "inn", line.party().inn());
        append(text, "from", line.party().account());
        append(text, "purpose", line.purpose());
        return text.toString();
    }

    private static void append(StringBuilder text, String word, String value) {
        if (!value.isEmpty()) {
            text.append(' ').append(word).append(' ').append(value);
        }
    }

    /** The end of what came may be left out. */
    private void expect(int number, String expected) {
        String got = pending.isEmpty() ? "nothing" : pending.remove(0);
        boolean passed = got.equals(expected) || got.startsWith(expected);
        outcomes.add(new ExampleOutcome(place(number, expected.length() + 2), passed, expected, got));
    }

    /** What a line made and no expectation took is a failure: it would be money nobody looked at. */
    private void nothingMore() {
        for (String got : pending) {
            if (!got.startsWith("totals ") && !got.equals("complete")) {
                outcomes.add(new ExampleOutcome(place(inputLine, 1), false, "nothing", got));
            }
        }
        pending.clear();
    }

    private Place place(int number, int length) {
        return new Place(file, number, 1, length);
    }
}
