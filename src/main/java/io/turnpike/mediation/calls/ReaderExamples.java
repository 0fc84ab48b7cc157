package io.turnpike.mediation.calls;

import io.turnpike.definitions.Place;
import io.turnpike.definitions.SourceFile;
import io.turnpike.mediation.layout.ExampleText;
import io.turnpike.mediation.layout.LineBlock;
import io.turnpike.mediation.layout.LineBlocks;
import io.turnpike.mediation.layout.UnusableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs the {@code *.examples} of a call format: lines of input, each followed by what must become of it. The grammar is in
 * {@code readers/README.md}.
 */
public final class ReaderExamples {
    private static final int SAMPLE_BLOCK_BYTES = 1 << 20;

    private final CallFormat format;
    private final SourceFile file;
    private final List<ExampleOutcome> outcomes = new ArrayList<>();
    private final ReadResults results = new ReadResults();
    private final List<String> pending = new ArrayList<>();
    private CallDecoder decoder;
    private int inputLine;
    private long offset;

    private ReaderExamples(CallFormat format, SourceFile file) {
        this.format = format;
        this.file = file;
        this.decoder = new CallDecoder(format, Checkpoint.START);
    }

    /** Runs every {@code *.examples} file beside the format's definition, in the order of names. */
    public static List<ExampleOutcome> run(CallFormat format) throws IOException {
        Path folder = format.file().path().toAbsolutePath().getParent();
        if (folder == null) {
            return List.of();
        }
        List<ExampleOutcome> all = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(path -> path.toString().endsWith(".examples"))
                    .sorted()
                    .toList();
        }
        String prefix = format.file().name().substring(0, format.file().name().lastIndexOf('/') + 1);
        for (Path path : files) {
            SourceFile read = SourceFile.read(folder, path);
            all.addAll(run(format, new SourceFile(prefix + read.name(), path, read.text())));
        }
        return all;
    }

    /** Runs one examples file. */
    public static List<ExampleOutcome> run(CallFormat format, SourceFile examples) throws IOException {
        ReaderExamples run = new ReaderExamples(format, examples);
        List<String> lines = examples.lines();
        for (int i = 0; i < lines.size(); i++) {
            run.line(i + 1, lines.get(i));
        }
        run.nothingMore();
        return List.copyOf(run.outcomes);
    }

    private void line(int number, String line) throws IOException {
        if (line.startsWith("> ") || line.equals(">")) {
            nothingMore();
            inputLine = number;
            input(bytes(line.substring(Math.min(2, line.length())), true), false);
        } else if (line.startsWith("~ ")) {
            nothingMore();
            inputLine = number;
            input(bytes(line.substring(2), false), true);
        } else if (line.startsWith("= ")) {
            expect(number, line.substring(2).strip());
        } else if (line.startsWith("file")) {
            nothingMore();
            decoder = new CallDecoder(format, Checkpoint.START);
            offset = 0;
            fileName(number, line.substring("file".length()).strip());
        } else if (line.equals("end")) {
            nothingMore();
            inputLine = number;
            finish();
        } else if (line.startsWith("sample ")) {
            nothingMore();
            inputLine = number;
            sample(line.substring("sample ".length()).strip());
        } else if (!line.isBlank() && !line.startsWith("#")) {
            outcomes.add(new ExampleOutcome(
                    place(number, line.length()),
                    false,
                    "a line that begins with '> ', '~ ', '= ', '#', file, end or sample",
                    line));
        }
    }

    private void input(byte[] bytes, boolean last) {
        try {
            decoder.decode(new LineBlock(bytes, bytes.length, offset, last, 0), results);
        } catch (UnusableFile e) {
            pending.add("unusable: " + e.getMessage());
        }
        offset += bytes.length;
        pending.addAll(results.take());
    }

    private void fileName(int number, String name) {
        if (name.isEmpty()) {
            return;
        }
        inputLine = number;
        Optional<FileNamePattern.NamedFile> named = format.files().flatMap(pattern -> pattern.read(name));
        pending.add(named.map(file -> "name"
                        + (file.series().isEmpty() ? "" : " series " + file.series())
                        + (file.sequence().isPresent()
                                ? " sequence " + file.sequence().getAsLong()
                                : ""))
                .orElse("name unknown"));
    }

    private void finish() {
        List<String> complaints = decoder.finish().complaints();
        pending.addAll(complaints.isEmpty() ? List.of("complete") : complaints);
        Totals totals = decoder.totals();
        pending.add("totals " + totals.records() + " records: " + totals.events() + " events, " + totals.parts()
                + " parts, " + totals.filtered() + " filtered, " + totals.rejected() + " rejected");
    }

    private void sample(String name) throws IOException {
        Path path = file.path().resolveSibling(name);
        if (!Files.isRegularFile(path)) {
            pending.add("unusable: no file '" + name + "' beside the examples");
            return;
        }
        decoder = new CallDecoder(format, Checkpoint.START);
        try (LineBlocks blocks = LineBlocks.open(path, 0, SAMPLE_BLOCK_BYTES)) {
            for (Optional<LineBlock> block = blocks.next(); block.isPresent(); block = blocks.next()) {
                decoder.decode(block.get(), results);
            }
            results.take();
            finish();
        } catch (UnusableFile e) {
            pending.add("unusable: " + e.getMessage());
        }
        decoder = new CallDecoder(format, Checkpoint.START);
        offset = 0;
    }

    private void expect(int number, String expected) {
        String got = pending.isEmpty() ? "nothing" : pending.remove(0);
        boolean passed = got.equals(expected)
                || (got.startsWith(expected)
                        && (got.charAt(expected.length()) == ' ' || got.charAt(expected.length()) == ':'));
        outcomes.add(new ExampleOutcome(place(number, expected.length() + 2), passed, expected, got));
    }

    /** What a line made and no expectation took is a failure: it would be a charge nobody looked at. Totals need not be named. */
    private void nothingMore() {
        for (String got : pending) {
            if (!got.startsWith("totals ") && !got.equals("complete") && !got.startsWith("name ")) {
                outcomes.add(new ExampleOutcome(place(inputLine, 1), false, "nothing", got));
            }
        }
        pending.clear();
    }

    private Place place(int number, int length) {
        return new Place(file, number, 1, length);
    }

    private byte[] bytes(String text, boolean lineEnd) {
        return ExampleText.bytes(text, format.text().characterSet(), lineEnd);
    }
}
