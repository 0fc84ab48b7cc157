package io.turnpike.payments.online;

import io.turnpike.definitions.Place;
import io.turnpike.definitions.SourceFile;
import io.turnpike.mediation.calls.ExampleOutcome;
import io.turnpike.mediation.layout.ExampleText;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs the {@code *.examples} of a payment system on books that the file itself describes. The grammar is in
 * {@code payment-systems/README.md}.
 */
public final class SystemExamples {
    private static final String FROM = "127.0.0.1";

    private final PaymentSystem system;
    private final SourceFile file;
    private final ExampleBooks books;
    private final OnlineDesk desk;
    private final List<ExampleOutcome> outcomes = new ArrayList<>();
    private final Map<String, String> headers = new TreeMap<>();
    private String from = "";
    private @Nullable Gate gate;
    private @Nullable String pending;
    private int inputLine;

    private SystemExamples(PaymentSystem system, SourceFile file) {
        this.system = system;
        this.file = file;
        this.books = new ExampleBooks(system);
        this.desk = new OnlineDesk(books);
    }

    /** Runs one examples file. */
    public static List<ExampleOutcome> run(PaymentSystem system, SourceFile examples) {
        SystemExamples run = new SystemExamples(system, examples);
        List<String> lines = examples.lines();
        for (int i = 0; i < lines.size(); i++) {
            run.line(i + 1, lines.get(i));
        }
        run.nothingMore();
        return List.copyOf(run.outcomes);
    }

    private void line(int number, String line) {
        if (line.startsWith("= ")) {
            expect(number, line.substring(2).strip());
            return;
        }
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        nothingMore();
        inputLine = number;
        String[] words = line.split(" ", 2);
        String rest = words.length == 2 ? words[1].strip() : "";
        boolean understood = switch (words[0]) {
            case "GET" -> request("GET", rest, "");
            case "POST" -> request("POST", "", rest);
            case "account" -> books.account(rest);
            case "at" -> at(rest);
            case "from" -> from(rest);
            case "secret" -> secret(rest);
            case "header" -> header(rest);
            default -> false;
        };
        if (!understood) {
            outcomes.add(new ExampleOutcome(
                    place(number, line.length()),
                    false,
                    "a line that begins with GET, POST, account, at, from, secret, header, '= ' or '#'",
                    line));
        }
    }

    private boolean at(String text) {
        try {
            books.moveTo(Instant.parse(text));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private boolean from(String text) {
        from = text;
        return true;
    }

    private boolean header(String text) {
        int colon = text.indexOf(':');
        if (colon > 0) {
            headers.put(
                    text.substring(0, colon).strip().toLowerCase(java.util.Locale.ROOT),
                    text.substring(colon + 1).strip());
        }
        return colon > 0;
    }

    /** From here on credentials are looked at; every secret of the system is this one. */
    private boolean secret(String text) {
        gate = Gate.of(system, text.getBytes(StandardCharsets.UTF_8));
        return true;
    }

    private boolean request(String method, String query, String body) {
        String address = from.isEmpty() ? FROM : from;
        if (!from.isEmpty() && !system.access().allows(address)) {
            pending = "http 403";
            return true;
        }
        OnlineRequest request = new OnlineRequest(
                method,
                query,
                method.equals("GET") ? "" : bodyType(),
                ExampleText.bytes(body, system.wire().characterSet(), false),
                Map.copyOf(headers),
                address,
                null);
        headers.clear();
        Optional<Gate.Shut> shut = gate == null ? Optional.empty() : gate.shut(request, books.now());
        pending = shut.map(why -> "http " + why.status() + " " + why.reason())
                .orElseGet(() -> text(desk.answer(system, request)));
        return true;
    }

    private String bodyType() {
        return system.dialect() == DialectKind.WEBHOOK ? "application/json" : "application/x-www-form-urlencoded";
    }

    /** An answer without the marks of XML or JSON around its names and values. */
    private String text(OnlineAnswer answer) {
        String body = new String(answer.body(), system.wire().characterSet());
        if (system.dialect() == DialectKind.WEBHOOK) {
            return "http " + answer.status() + " " + body;
        }
        return body.replaceFirst("<\\?[^>]*\\?>", "")
                .replaceAll("<field[0-9]+ name=\"([^\"]*)\">", " $1 ")
                .replaceAll("</?(response|fields)>|</[^>]*>", " ")
                .replaceAll("<([^>]*)>", " $1 ")
                .replaceAll(" +", " ")
                .strip();
    }

    /** All of it, or a part that begins and ends with a word. */
    private void expect(int number, String expected) {
        String got = pending == null ? "nothing" : pending;
        boolean passed = (" " + got + " ").contains(" " + expected + " ") || got.startsWith(expected);
        outcomes.add(new ExampleOutcome(place(number, expected.length() + 2), passed, expected, got));
        pending = null;
    }

    private void nothingMore() {
        if (pending != null) {
            outcomes.add(new ExampleOutcome(place(inputLine, 1), false, "nothing", pending));
            pending = null;
        }
    }

    private Place place(int number, int length) {
        return new Place(file, number, 1, length);
    }
}
