package io.turnpike.payments.intake;

import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.mediation.files.ControlTotals;
import io.turnpike.mediation.files.Inbox;
import io.turnpike.mediation.files.InputFile;
import io.turnpike.mediation.files.InputFiles;
import io.turnpike.mediation.layout.LineBlocks;
import io.turnpike.payments.PaymentBook;
import io.turnpike.payments.statements.Statement;
import io.turnpike.payments.statements.StatementCheck;
import io.turnpike.payments.statements.StatementEntry;
import io.turnpike.payments.statements.Tally;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes in files of payments, block by block. A block is one transaction: its payments with their journal entries, what was set
 * aside, quarantined or known before, and the file's position. Whoever else takes in the same file goes on where this one came to.
 */
final class StatementIntake implements StepWork {
    /** With two postings each, 10,000 to 50,000 rows a COPY, which pays best. */
    private static final int BLOCK_LINES = 10_000;

    /** Read through and found sound, with nothing of it booked yet. */
    private static final String CHECKED = "0";

    /** What the intake works with. */
    record Tools(InputFiles files, PaymentBook book, LineBooking booking, IntakeMapper mapper) {}

    private final Tools with;
    private final Map<String, PaymentSource> sources;
    private final Inbox inbox;
    private final StepRequest request;
    private final Iterator<Inbox.Delivery> deliveries;
    private final List<Runnable> putAway = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private @Nullable OpenFile open;

    StatementIntake(
            Tools with,
            Map<String, PaymentSource> sources,
            Inbox inbox,
            List<Inbox.Delivery> deliveries,
            StepRequest request) {
        this.with = with;
        this.sources = sources;
        this.inbox = inbox;
        this.request = request;
        this.deliveries = deliveries.iterator();
    }

    @Override
    public @Nullable Piece next() {
        // told and put away when the transaction that did it is committed: the next piece is asked for only then
        notes.forEach(request.progress()::note);
        notes.clear();
        putAway.forEach(Runnable::run);
        putAway.clear();
        if (open == null) {
            if (!deliveries.hasNext()) {
                return null;
            }
            Inbox.Delivery delivery = deliveries.next();
            PaymentSource source = sources.get(delivery.format());
            if (source == null) {
                throw new IllegalStateException("no reader " + delivery.format());
            }
            open = new OpenFile(delivery, source, with.booking.owners(source));
        }
        OpenFile file = open;
        return () -> take(file);
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    /** A file that is being taken in. */
    private static final class OpenFile {
        private final Inbox.Delivery delivery;
        private final PaymentSource source;
        private final MoneyOwners.Known owners;
        private final FileReferences references;
        private @Nullable Statement statement;
        private @Nullable InputFile claimed;
        private long taken;

        OpenFile(Inbox.Delivery delivery, PaymentSource source, MoneyOwners.Known owners) {
            this.delivery = delivery;
            this.source = source;
            this.owners = owners;
            this.references = new FileReferences(source.format(), delivery.path());
        }

        /** The lines behind the given number of them; at the end fewer than a block, or none. */
        List<StatementEntry> block(long behind) throws IOException {
            if (statement == null || taken > behind) {
                close();
                statement = source.format().open(delivery.path());
                taken = 0;
            }
            Statement reading = statement;
            List<StatementEntry> block = new ArrayList<>();
            while (block.size() < BLOCK_LINES) {
                StatementEntry entry = reading.next();
                if (entry == null) {
                    break;
                }
                taken++;
                if (taken > behind) {
                    block.add(entry);
                }
            }
            return block;
        }

        String name() {
            return String.valueOf(delivery.path().getFileName());
        }

        void close() {
            if (statement != null) {
                try {
                    statement.close();
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot close " + delivery.path(), e);
                }
                statement = null;
            }
        }
    }

    private void take(OpenFile file) {
        try {
            with.book.holdSource(file.source.lock());
            InputFile claimed = claim(file);
            if (claimed.isDone()) {
                notes.add(
                        file.name() + ": the same file was taken in before as " + claimed.name() + "; nothing changed");
                leave(file, () -> inbox.archive(file.delivery));
            } else if (claimed.checkpoint().isEmpty()) {
                check(file, claimed);
            } else {
                book(file, claimed, Long.parseLong(claimed.checkpoint()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.delivery.path(), e);
        }
    }

    /** The whole file is read for its SHA-256 once; a claim that was undone with its transaction is made anew. */
    private InputFile claim(OpenFile file) {
        InputFile before = file.claimed;
        file.claimed = before == null || before.checkpoint().isEmpty()
                ? with.files.claim(file.delivery.path(), file.source.name(), null, null, null)
                : with.files.claimed(before);
        return file.claimed;
    }

    /** Reads the file through: it is refused as a whole where what it says of itself does not hold. */
    private void check(OpenFile file, InputFile claimed) throws IOException {
        List<String> complaints =
                LineBlocks.damage(file.delivery.path()).map(List::of).orElse(List.of());
        if (complaints.isEmpty()) {
            StatementCheck check = StatementCheck.of(file.source.format(), file.delivery.path());
            complaints = check.complaints();
            if (complaints.isEmpty()) {
                for (Map.Entry<Tally.Side, Tally.Sum> side :
                        check.tally().bySide().entrySet()) {
                    with.mapper.addStatement(
                            claimed.fileId(),
                            side.getKey().currency(),
                            side.getKey().direction().word(),
                            side.getValue().lines(),
                            side.getValue().minor(),
                            check.declaredMinor(side.getKey()));
                }
                with.files.advance(claimed, "", new InputFiles.Position(0, 0, CHECKED), ControlTotals.NONE);
                return;
            }
        }
        String reason = String.join("; ", complaints);
        with.files.refuse(claimed, reason);
        request.progress()
                .refused(file.name() + " (" + file.source.name() + ") is refused, nothing of it was booked: " + reason);
        leave(file, () -> inbox.refuse(file.delivery, reason));
    }

    private void book(OpenFile file, InputFile claimed, long behind) throws IOException {
        List<StatementEntry> block = file.block(behind);
        if (block.isEmpty()) {
            finish(file, claimed);
            return;
        }
        SortedLines sorted = with.booking.sort(
                file.source, file.owners, new LineBooking.Lines(claimed.fileId(), block, file.references));
        if (sorted.lines() != block.size()) {
            throw new IllegalStateException(
                    file.name() + ": " + block.size() + " lines were read and " + sorted.lines() + " sorted");
        }
        with.booking.write(file.source, claimed.fileId(), sorted);
        long reached = behind + block.size();
        with.files.advance(
                claimed,
                claimed.checkpoint(),
                new InputFiles.Position(0, block.get(block.size() - 1).text().line(), String.valueOf(reached)),
                ControlTotals.NONE);
        request.progress().advance(block.size());
    }

    /** Every line and every kopeck must be found in what became of them. */
    private void finish(OpenFile file, InputFile claimed) {
        List<IntakeMapper.Unexplained> unexplained = with.mapper.unexplainedSides(claimed.fileId());
        if (!unexplained.isEmpty()) {
            throw new IllegalStateException(
                    file.name() + ": posted + quarantined + set aside + repeated is not the statement: " + unexplained);
        }
        with.files.done(claimed, null);
        notes.add(file.name() + " (" + file.source.name() + "): "
                + with.mapper.fates(claimed.fileId()).stream()
                        .map(fate -> fate.fate() + " " + fate.direction() + " " + fate.lines() + " ("
                                + new io.turnpike.money.Money(
                                        java.util.Currency.getInstance(fate.currency()), fate.minor())
                                + ")")
                        .collect(Collectors.joining(", ")));
        leave(file, () -> inbox.archive(file.delivery));
    }

    private void leave(OpenFile file, Runnable after) {
        file.close();
        open = null;
        putAway.add(after);
    }
}
