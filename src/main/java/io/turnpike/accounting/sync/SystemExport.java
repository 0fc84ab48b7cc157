package io.turnpike.accounting.sync;

import io.turnpike.accounting.BookPeriod;
import io.turnpike.accounting.Content;
import io.turnpike.accounting.Facts;
import io.turnpike.accounting.Sums;
import io.turnpike.accounting.exports.ExportDefinition;
import io.turnpike.accounting.exports.FileHead;
import io.turnpike.accounting.exports.OutboxFile;
import io.turnpike.accounting.own.BooksOwner;
import io.turnpike.accounting.own.OwnRecords;
import io.turnpike.accounting.own.Selection;
import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepWork;
import io.turnpike.time.DateRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.ibatis.cursor.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Sends an accounting system the versions it was not sent yet, of one operator and period: notes what our records say now, chooses the
 * versions of each file, makes each file beside its place, says that it is handed over, and puts it into its place. Each is a
 * transaction of its own; whoever goes on after a crash sends no version twice and leaves none out.
 */
final class SystemExport implements StepWork {
    private static final int RECORDS_AT_ONCE = 5_000;
    /** Documents that others release at this moment are there at the second look. */
    private static final int MOST_LOOKS = 3;

    /** What it works with. */
    record Tools(OwnRecords records, Versions versions, BatchMapper batches) {}

    private final Tools with;
    private final ExportDefinition definition;
    private final SyncLine line;
    private final Optional<OperatorTerms> terms;
    private final BookPeriod period;
    private final Path folder;
    private final Progress progress;
    private final Deque<LocalDate> toNote = new ArrayDeque<>();
    private final List<String> notes = new ArrayList<>();
    private boolean begun;
    private boolean planned;
    private int files;

    SystemExport(
            Tools with,
            ExportDefinition definition,
            BooksOwner owner,
            Optional<OperatorTerms> terms,
            BookPeriod period,
            Path folder,
            Progress progress) {
        this.with = with;
        this.definition = definition;
        this.line = new SyncLine(
                definition.system().orElseThrow(),
                definition.content().keptInStep().orElseThrow(),
                owner);
        this.terms = terms;
        this.period = period;
        this.folder = folder;
        this.progress = progress;
    }

    @Override
    public @Nullable Piece next() {
        notes.forEach(progress::note);
        notes.clear();
        if (!begun) {
            begun = true;
            toNote.addAll(with.records().days(selection(period.days())));
        }
        LocalDate day = toNote.poll();
        if (day != null) {
            return () -> note(day);
        }
        if (!planned) {
            planned = true;
            return this::plan;
        }
        List<BatchMapper.OpenBatch> open = with.batches().openBatches(line, definition.name());
        if (open.isEmpty()) {
            if (files == 0) {
                progress.note(definition.name() + ", " + line.owner().code() + " " + period.text()
                        + ": nothing is new for " + line.system());
            }
            return null;
        }
        BatchMapper.OpenBatch batch = open.get(0);
        return batch.state().equals("planned") ? () -> write(batch) : () -> handOver(batch);
    }

    private Selection selection(DateRange days) {
        return new Selection(line.content(), line.owner(), days, definition.kinds());
    }

    /** What belongs to no day is noted whole. */
    private void note(LocalDate day) {
        with.versions().hold(line.system());
        DateRange days = line.content().hasDays() ? new DateRange(day, day.plusDays(1)) : period.days();
        for (int look = 1; ; look++) {
            Noting noting = new Noting();
            Sums books = with.records().readHere(selection(days), noting::add);
            noting.flush();
            if (noting.sums.equals(books)) {
                break;
            }
            if (look == MOST_LOOKS) {
                throw new IllegalStateException("the records of " + line.owner().code() + " of " + day + " come to "
                        + noting.sums + ", the books to " + books);
            }
        }
    }

    /** Collects records until there are enough of them for one go at the database. */
    private final class Noting {
        private final List<Facts> waiting = new ArrayList<>();
        private Sums sums = Sums.NONE;

        void add(Facts facts) {
            sums = sums.plus(Sums.of(line.content(), facts.values()));
            waiting.add(facts);
            if (waiting.size() == RECORDS_AT_ONCE) {
                flush();
            }
        }

        void flush() {
            with.versions().note(line, waiting);
            progress.advance(waiting.size());
            waiting.clear();
        }
    }

    /** Chooses what goes into which file. */
    private void plan() {
        with.versions().hold(line.system());
        boolean byDay = definition.marksDay();
        boolean byKind = definition.marksKind();
        LocalDate from = period.days().from();
        LocalDate to = period.days().to();
        String[] kinds = line.content().hasKinds() ? definition.kinds().toArray(String[]::new) : new String[0];
        for (BatchMapper.Waiting waiting : with.batches().waiting(line, from, to, kinds, byDay, byKind)) {
            long batchId = with.batches().nextBatchId();
            String file =
                    definition.fileName(line.owner().code(), period.text(), waiting.day(), waiting.kind(), batchId);
            with.batches()
                    .addBatch(
                            batchId,
                            line,
                            definition.name(),
                            folder.toAbsolutePath().normalize().toString(),
                            file,
                            with.versions().now());
            int put = with.batches().putInto(batchId, line, from, to, kinds, byDay, byKind, waiting);
            if (put != waiting.records()) {
                throw new IllegalStateException(file + ": " + waiting.records() + " records wait, " + put + " came");
            }
            with.batches().countInto(batchId, put);
        }
    }

    /** Makes the file beside its place. */
    private void write(BatchMapper.OpenBatch batch) {
        with.versions().hold(line.system());
        FileHead head = new FileHead(line.owner(), terms, period.days(), batch.plannedAt());
        try (OutboxFile file = new OutboxFile(definition, head, place(batch));
                Cursor<SyncMapper.SentVersion> rows = with.batches().content(batch.batchId())) {
            for (SyncMapper.SentVersion row : rows) {
                file.write(Facts.of(row.key(), row.day(), row.facts()).with("version", String.valueOf(row.version())));
            }
            if (file.records() != batch.records()) {
                throw new IllegalStateException(
                        place(batch) + ": " + batch.records() + " records were chosen, " + file.records() + " written");
            }
            String sums = new Sums(file.sums().rows(), new TreeMap<>(file.sums().minor())).toString();
            if (with.batches().handing(batch.batchId(), sums, file.finish()) != 1) {
                throw new IllegalStateException(place(batch) + " was handed over by another process");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + place(batch), e);
        }
    }

    /** Where the file beside its place is gone, it was put there before the process ended. */
    private void handOver(BatchMapper.OpenBatch batch) {
        with.versions().hold(line.system());
        OutboxFile.handOver(place(batch));
        int sent = with.batches().sent(batch.batchId(), with.versions().now());
        if (sent != batch.records()) {
            throw new IllegalStateException(
                    place(batch) + ": " + batch.records() + " records are in it, " + sent + " sent");
        }
        files++;
        notes.add(place(batch) + ": " + batch.records() + " "
                + (line.content() == Content.DOCUMENTS
                        ? "documents"
                        : line.content().word()) + ", " + batch.totals());
    }

    private static Path place(BatchMapper.OpenBatch batch) {
        return Path.of(batch.folder()).resolve(batch.file());
    }
}
