package io.turnpike.accounting.sync;

import io.turnpike.accounting.Content;
import io.turnpike.accounting.imports.ImportDefinition;
import io.turnpike.accounting.imports.TheirFile;
import io.turnpike.accounting.imports.TheirFiles;
import io.turnpike.accounting.imports.TheirRow;
import io.turnpike.accounting.own.BooksOwner;
import io.turnpike.accounting.own.OwnRecords;
import io.turnpike.database.StoredText;
import io.turnpike.mediation.files.ControlTotals;
import io.turnpike.mediation.files.InputFile;
import io.turnpike.mediation.files.InputFiles;
import io.turnpike.mediation.layout.UnusableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes in one file of an accounting system, in one transaction: all of it, or nothing. */
@Component
class BooksIntake {
    private static final int ROWS_AT_ONCE = 5_000;
    private static final String DONE = "done";

    private final InputFiles files;
    private final OwnRecords records;
    private final TheirRecords theirs;
    private final Versions versions;
    private final TheirMapper theirMapper;

    BooksIntake(InputFiles files, OwnRecords records, TheirRecords theirs, Versions versions, TheirMapper theirMapper) {
        this.files = files;
        this.records = records;
        this.theirs = theirs;
        this.versions = versions;
        this.theirMapper = theirMapper;
    }

    /**
     * What became of a file.
     *
     * @param refused why nothing of it was taken in; null where it was
     */
    record Outcome(String told, @Nullable String refused) {}

    @Transactional(propagation = Propagation.MANDATORY)
    Outcome take(ImportDefinition definition, Path path, Consumer<Long> progress) {
        versions.hold(definition.system());
        InputFile claimed = files.claim(path, "books-" + definition.name(), null, null, null);
        // who lists all says how things are now, whenever the same was said before
        if (claimed.isDone() && !definition.listsAll()) {
            return new Outcome(
                    path.getFileName() + ": the same file was taken in before as " + claimed.name()
                            + "; nothing changed",
                    null);
        }
        Map<String, BooksOwner> owners = new HashMap<>();
        records.owners().forEach(owner -> owners.put(owner.code(), owner));
        try {
            // through to its end first: a file that breaks off changes nothing
            long rows = readThrough(definition, path);
            Reading reading = new Reading(definition, claimed.fileId(), owners, progress, new Intake(Alike.REFUSED));
            reading.run(path);
            if (!claimed.isDone()) {
                files.advance(claimed, "", new InputFiles.Position(0, rows, DONE), ControlTotals.NONE);
                files.done(claimed, null);
            }
            return new Outcome(
                    path.getFileName() + " (" + definition.name() + "): " + rows + " rows: " + reading.intake
                            + reading.notLookedFor(),
                    null);
        } catch (UnusableFile e) {
            String reason = String.valueOf(e.getMessage());
            files.refuse(claimed, reason);
            return new Outcome(
                    path.getFileName() + " (" + definition.name() + ") is refused, nothing of it was taken in: "
                            + reason,
                    reason);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private static long readThrough(ImportDefinition definition, Path path) throws IOException {
        long rows = 0;
        try (TheirFile file = TheirFiles.open(definition, path)) {
            while (file.next() != null) {
                rows++;
            }
        }
        return rows;
    }

    /** Tries a row again that could not be taken in; empty where it was. */
    @Transactional(propagation = Propagation.MANDATORY)
    List<TheirRow.Misread> again(ImportDefinition definition, RefusedRow row, Alike alike) throws IOException {
        versions.hold(definition.system());
        Map<String, BooksOwner> owners = new HashMap<>();
        records.owners().forEach(owner -> owners.put(owner.code(), owner));
        Reading reading = new Reading(definition, row.fileId(), owners, done -> {}, new Intake(alike));
        reading.lineOfKept = row.lineNumber();
        try (TheirFile file = TheirFiles.ofKept(definition, row.header(), row.raw())) {
            reading.all(file);
        }
        return reading.refused;
    }

    /** One reading of a file. */
    private final class Reading {
        private final ImportDefinition definition;
        private final int fileId;
        private final Map<String, BooksOwner> owners;
        private final Consumer<Long> progress;
        private final Intake intake;
        private final Map<BooksOwner, List<TheirRow.Told>> waiting =
                new TreeMap<>(java.util.Comparator.comparingLong(BooksOwner::operatorId));
        private final Map<BooksOwner, Set<LocalDate>> months = new HashMap<>();
        private final List<TheirRow.Misread> refused = new ArrayList<>();
        private long lineOfKept;
        private String header = "";

        Reading(
                ImportDefinition definition,
                int fileId,
                Map<String, BooksOwner> owners,
                Consumer<Long> progress,
                Intake intake) {
            this.definition = definition;
            this.fileId = fileId;
            this.owners = owners;
            this.progress = progress;
            this.intake = intake;
        }

        void run(Path path) throws IOException {
            try (TheirFile file = TheirFiles.open(definition, path)) {
                all(file);
            }
            if (definition.listsAll() && refused.isEmpty()) {
                missing();
            }
        }

        void all(TheirFile file) throws IOException {
            header = file.header();
            long rows = 0;
            for (TheirRow row = file.next(); row != null; row = file.next()) {
                if (row instanceof TheirRow.Told told) {
                    sort(told);
                } else if (row instanceof TheirRow.Misread misread) {
                    refuse(misread);
                }
                if (++rows % ROWS_AT_ONCE == 0) {
                    takeWaiting();
                    progress.accept((long) ROWS_AT_ONCE);
                }
            }
            takeWaiting();
            progress.accept(rows % ROWS_AT_ONCE);
        }

        private void sort(TheirRow.Told row) {
            BooksOwner owner = owners.get(row.operator());
            if (owner == null) {
                refuse(row.refused("no operator '" + row.operator() + "': known are "
                        + owners.keySet().stream().sorted().toList()));
                return;
            }
            if (definition.content().hasKinds() && !ofItsKinds(row)) {
                refuse(row.refused(
                        "a document of the kind '" + row.facts().key().split("/", 2)[0] + "': "
                                + definition.file().name() + " has the kinds " + definition.kinds()));
                return;
            }
            LocalDate day = row.facts().day();
            if (day != null) {
                months.computeIfAbsent(owner, any -> new TreeSet<>()).add(day.withDayOfMonth(1));
            }
            waiting.computeIfAbsent(owner, any -> new ArrayList<>()).add(row);
        }

        private boolean ofItsKinds(TheirRow.Told row) {
            return definition.kinds().isEmpty()
                    || definition.kinds().contains(row.facts().key().split("/", 2)[0]);
        }

        private void takeWaiting() {
            waiting.forEach((owner, rows) ->
                    theirs.take(line(owner), definition, fileId, rows, intake).forEach(this::refuse));
            waiting.clear();
        }

        private SyncLine line(BooksOwner owner) {
            return new SyncLine(definition.system(), definition.content(), owner);
        }

        private void refuse(TheirRow.Misread row) {
            // zero bytes are no text of the database: the file itself is kept
            TheirRow.Misread placed = new TheirRow.Misread(
                    lineOfKept == 0 ? row.line() : lineOfKept, stored(row.raw()), stored(row.reason()));
            refused.add(placed);
            intake.count("refused", 1);
            theirMapper.refuse(fileId, definition.name(), null, stored(header), placed, versions.now());
        }

        private static String stored(String text) {
            return java.util.Objects.requireNonNull(StoredText.of(text));
        }

        /** A row that was refused is there: what no row was read of may be it. */
        String notLookedFor() {
            return definition.listsAll() && !refused.isEmpty()
                    ? "; rows are refused: what is not there was not looked for; mend them and give the whole file again"
                    : "";
        }

        /** What such a file does not list is not there. */
        private void missing() {
            String[] kinds = definition.kinds().toArray(String[]::new);
            if (definition.content() == Content.COUNTERPARTIES) {
                owners.values().stream()
                        .filter(owner -> definition.operator().isEmpty()
                                || definition.operator().get().equals(owner.code()))
                        .forEach(owner -> {
                            theirMapper.forgetMissing(line(owner), fileId, null, kinds);
                            intake.count(
                                    "not there", theirMapper.markMissing(line(owner), null, kinds, versions.now()));
                        });
                return;
            }
            months.forEach((owner, days) -> {
                String[] array = days.stream().map(LocalDate::toString).toArray(String[]::new);
                theirMapper.forgetMissing(line(owner), fileId, array, kinds);
                intake.count("not there", theirMapper.markMissing(line(owner), array, kinds, versions.now()));
            });
        }
    }
}
