package io.turnpike.accounting.exports;

import io.turnpike.accounting.Facts;
import io.turnpike.accounting.Sums;
import io.turnpike.accounting.own.OwnRecords;
import io.turnpike.accounting.own.Selection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Writes all of a selection, whatever was written before: the same records give the same files. */
public final class PlainExport {
    /** A file for each day and kind of five months is less. */
    private static final int MOST_FILES = 1_000;

    private final ExportDefinition definition;
    private final Selection asked;
    private final FileHead head;
    private final String period;
    private final Path folder;
    private final Map<Map<String, String>, OutboxFile> files = new LinkedHashMap<>();

    /**
     * @param period as it is written in the names of files
     * @param folder into which the files are put
     */
    public PlainExport(ExportDefinition definition, Selection asked, FileHead head, String period, Path folder) {
        this.definition = definition;
        this.asked = asked;
        this.head = head;
        this.period = period;
        this.folder = folder;
    }

    /** Writes the files, holds their sums against those of the books, and only then puts them into their places. */
    public void run(OwnRecords records, LongConsumer progress, Consumer<String> told) {
        try {
            Sums expected = records.read(asked, facts -> {
                file(facts).write(facts);
                progress.accept(1);
            });
            check(expected);
            List<String> lines = new ArrayList<>();
            for (OutboxFile file : files.values()) {
                file.finish();
                lines.add(file.place() + ": " + file.sums());
            }
            files.values().forEach(file -> OutboxFile.handOver(file.place()));
            lines.forEach(told);
            told.accept(definition.name() + ", " + asked.owner().code() + " " + period + ": " + expected
                    + (definition.content() == io.turnpike.accounting.Content.LINES ? " (documents)" : "")
                    + " in the books and in " + files.size() + (files.size() == 1 ? " file" : " files"));
        } finally {
            files.values().forEach(OutboxFile::close);
        }
    }

    private OutboxFile file(Facts facts) {
        return files.computeIfAbsent(definition.pattern().split(definition.content(), facts), split -> {
            if (files.size() == MOST_FILES) {
                throw new Unwritable(definition.file().name() + ": more than " + MOST_FILES
                        + " files at once: export a shorter period");
            }
            Map<String, String> marks = new HashMap<>(split);
            marks.put(FilePattern.OPERATOR, asked.owner().code());
            marks.put(FilePattern.PERIOD, period);
            try {
                return new OutboxFile(
                        definition, head, folder.resolve(definition.pattern().name(marks)));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write into " + folder, e);
            }
        });
    }

    private void check(Sums expected) {
        Sums written = files.values().stream()
                .map(file -> new Sums(file.records(), new TreeMap<>(file.sums().minor())))
                .reduce(Sums.NONE, Sums::plus);
        if (!written.equals(expected)) {
            throw new IllegalStateException("the files of " + definition.name() + " come to " + written
                    + ", the books to " + expected + "; no file was handed over");
        }
    }
}
