package io.turnpike.scenarios;

import io.turnpike.charging.ChargeId;
import io.turnpike.scenarios.Cast.Identifier;
import io.turnpike.usage.Direction;
import io.turnpike.usage.IdentifierKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Writes uses as files of two layouts of their own, with the readers of those layouts: the program collects them as it does files of a
 * switch. A record is known by the line of the scenario it stands on.
 */
final class UsageFiles {
    private static final int HEADER_LINES = 1;
    private static final String FLOWS = "scenario-flows";
    private static final String CALLS = """
            kind: calls
            about: uses of a scenario, known by a IDENTIFIER
            text:
              layout: delimited
              character-set: utf-8
              delimiter: tab
              quote: none
              columns: from-header
              lines: { header: first, unfinished-last: reject }
            usage: { column: kind, words: { voice: voice, message: message, internet: internet, iptv: iptv, event: event } }
            start: { column: time, format: "yyyy-MM-dd'T'HH:mm:ssX", zone: UTC }
            quantity: { column: quantity, unit: events, fraction: exact, empty: reject }
            direction:
              - { column: direction, words: { outgoing: outgoing, incoming: incoming } }
            owner: { column: owner, kind: IDENTIFIER, party: party }
            duplicate: [id]
            parts: { call: [call], sequence: part, first: 1, whole: [""], last: { column: last, is: [yes] }, hold: 26 h }
            """;

    private static final String FLOW_READER = """
            kind: flows
            about: traffic of a scenario
            text: { layout: delimited, delimiter: comma, columns-from: header, summary: none }
            flow: { source-address: source, destination-address: destination, bytes: bytes, packets: line }
            time: { format: epoch-seconds, start: first, end: last }
            scaled-numbers: refuse
            """;

    private final Path folder;
    private int files;

    /** @param folder where files are written */
    UsageFiles(Path folder) {
        this.folder = folder;
    }

    /** A file with the reader it is for. */
    record Delivery(String format, Path path) {
        /** Where a use stands in the file, below its header. */
        ChargeId.OfRecord record(int index) {
            return new ChargeId.OfRecord(String.valueOf(path.getFileName()), HEADER_LINES + index + 1L);
        }
    }

    /** Puts the readers of the layouts into a folder of definitions. */
    static void addReaders(Path definitions) throws IOException {
        for (IdentifierKind kind : List.of(IdentifierKind.NUMBER, IdentifierKind.LOGIN, IdentifierKind.PORT)) {
            addReader(definitions, calls(kind), CALLS.replace("IDENTIFIER", kind.word()));
        }
        addReader(definitions, FLOWS, FLOW_READER);
    }

    private static void addReader(Path definitions, String name, String text) throws IOException {
        Path reader = Files.createDirectories(definitions.resolve("readers").resolve(name));
        Files.writeString(reader.resolve("format.yaml"), text);
    }

    private static String calls(IdentifierKind kind) {
        return "scenario-" + kind.word();
    }

    /** Whether a use comes by a file of this format. */
    static String format(Use use) {
        return use.isFlow() ? FLOWS : calls(use.by().kind());
    }

    /** @param steps uses of one format */
    Delivery write(List<Step> steps) {
        String format = format((Use) steps.get(0).deed());
        StringBuilder text = new StringBuilder(
                format.equals(FLOWS)
                        ? "first,last,source,destination,bytes,line\n"
                        : "id\tkind\ttime\tdirection\towner\tparty\tquantity\tcall\tpart\tlast\n");
        for (Step step : steps) {
            Use use = (Use) step.deed();
            text.append(format.equals(FLOWS) ? flow(step, use) : record(step, use))
                    .append('\n');
        }
        Path path = folder.resolve(String.format(Locale.ROOT, "%s-%06d.csv", format, ++files));
        try {
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
        return new Delivery(format, path);
    }

    private static String record(Step step, Use use) {
        Identifier by = use.by();
        String owner = by.kind() == IdentifierKind.NUMBER ? by.value().replaceAll("[^0-9]", "") : by.value();
        return String.join(
                "\t",
                "line " + step.place().line(),
                use.kind().word(),
                step.at().toString(),
                use.direction().word(),
                owner,
                use.party(),
                Long.toString(use.quantity()),
                use.part().map(Use.CallPart::call).orElse(""),
                use.part().map(part -> Integer.toString(part.number())).orElse(""),
                use.part().filter(Use.CallPart::last).map(part -> "yes").orElse(""));
    }

    private static String flow(Step step, Use use) {
        boolean incoming = use.direction() == Direction.INCOMING;
        String own = UseLines.own(use.by()).toString();
        return String.join(
                ",",
                Long.toString(step.at().getEpochSecond()),
                Long.toString(step.at().plus(use.over()).getEpochSecond()),
                incoming ? use.party() : own,
                incoming ? own : use.party(),
                Long.toString(use.quantity()),
                Integer.toString(step.place().line()));
    }
}
