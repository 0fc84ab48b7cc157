package io.turnpike.payments.intake;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.payments.PaymentBook;
import io.turnpike.payments.PaymentDesk.Signed;
import io.turnpike.payments.statements.StatementEntry;
import io.turnpike.payments.statements.StatementLine;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lines that could not be booked. They are tried again with their whole file, so that they are known by the same references as they
 * would have been at once; the file must still lie in {@code taken} or {@code inbox}.
 */
@Component
public class Quarantine {
    /** Why a line waits that may tell of what another source brought, or its own in other words. */
    static final String PERHAPS_KNOWN = "perhaps-known";

    private static final String READ_AS_NOTHING =
            "read in another way now, or not at all: put the reader back as it was, or dismiss the line";

    private final IntakeMapper mapper;
    private final LineBooking booking;
    private final PaymentBook book;
    private final KeptLines kept;
    private final Clock clock;

    Quarantine(IntakeMapper mapper, LineBooking booking, PaymentBook book, KeptLines kept, Clock clock) {
        this.mapper = mapper;
        this.booking = booking;
        this.book = book;
        this.kept = kept;
        this.clock = clock;
    }

    /** Lines that wait, in the order they came. */
    @Transactional(readOnly = true)
    public List<QuarantinedLine> open(long after, int most) {
        return mapper.quarantinedLines(after, most);
    }

    @Transactional(readOnly = true)
    public Optional<QuarantinedLine> find(long id) {
        return mapper.quarantinedLine(id);
    }

    /**
     * Decides that a line is never booked; it stays counted. One that may be known is known from then on, where its file is
     * kept: the same in another file is listed as repeated. False where it does not wait any more.
     */
    @Transactional
    public boolean dismiss(long id, Signed signed) {
        QuarantinedLine line = mapper.quarantinedLine(id).orElse(null);
        if (line == null || !line.state().equals("open")) {
            return false;
        }
        if (line.reason().equals(PERHAPS_KNOWN)) {
            kept.find(line.fileId()).ifPresent(file -> {
                PaymentSource source = file.source();
                book.holdSource(source.lock());
                booking.rememberSame(
                        source,
                        booking.owners(source),
                        new LineBooking.Lines(
                                line.fileId(), of(line, file.entries(Set.of(line.line()))), file.references()));
            });
        }
        return settled(id, "dismissed", signed);
    }

    private boolean settled(long id, String state, Signed signed) {
        return mapper.settleQuarantined(id, state, signed.agent() + ": " + signed.reason(), clock.instant()) == 1;
    }

    /** Books a line that may be known as money of its own, though it looks like what is known. */
    @Transactional
    public void book(long id, Signed signed) {
        QuarantinedLine line = mapper.quarantinedLine(id)
                .filter(each -> each.state().equals("open"))
                .orElseThrow(() -> new BadParameter("no line " + id + " waits in quarantine"));
        if (!line.reason().equals(PERHAPS_KNOWN)) {
            throw new BadParameter("line " + id + " waits as " + line.reason() + ", not as " + PERHAPS_KNOWN
                    + ": mend the cause and 'turnpike payments retry'");
        }
        KeptLines.Kept file = kept.of(line.fileId());
        PaymentSource source = file.source();
        book.holdSource(source.lock());
        if (!settled(id, "booked", signed)) {
            throw new BadParameter("line " + id + " does not wait any more");
        }
        List<StatementEntry> entries = of(line, file.entries(Set.of(line.line())));
        if (entries.isEmpty()) {
            throw new BadParameter("line " + id + " is " + READ_AS_NOTHING);
        }
        SortedLines sorted = booking.sortAsNew(source, booking.owners(source), line.fileId(), entries);
        if (!sorted.quarantined.isEmpty()) {
            SortedLines.Quarantined why = sorted.quarantined.get(0);
            throw new BadParameter("line " + id + " cannot be booked: " + why.reason() + ": " + why.detail());
        }
        settle(source, line, entries, sorted);
        booking.check(file.file());
    }

    /** The entries of the file's line that a quarantined line is of: of a movement between own accounts only one side. */
    private static List<StatementEntry> of(QuarantinedLine was, Map<Long, List<StatementEntry>> entries) {
        return entries.getOrDefault(was.line(), List.of()).stream()
                .filter(entry -> was.direction().equals("unknown")
                        || entry.direction().word().equals(was.direction()))
                .toList();
    }

    /** The files with lines that wait. */
    @Transactional(readOnly = true)
    public List<Integer> files() {
        return mapper.filesInQuarantine();
    }

    /**
     * What trying again came to.
     *
     * @param settled lines that are posted, set aside or known now
     * @param left lines that wait on, with the reason of this try
     */
    public record Retried(String file, int settled, int left) {}

    /** Tries the lines of a file again, all in one transaction. */
    @Transactional
    public Retried retry(int fileId) {
        KeptLines.Kept file = kept.of(fileId);
        PaymentSource source = file.source();
        book.holdSource(source.lock());
        Map<Long, List<QuarantinedLine>> waiting = mapper.quarantinedOfFile(fileId).stream()
                .collect(Collectors.groupingBy(QuarantinedLine::line, TreeMap::new, Collectors.toList()));
        int settled = 0;
        int left = 0;
        Map<Long, List<StatementEntry>> read = file.entries(waiting.keySet());
        FileReferences whole = file.references();
        for (Map.Entry<Long, List<QuarantinedLine>> line : waiting.entrySet()) {
            for (QuarantinedLine was : line.getValue()) {
                List<StatementEntry> entries = of(was, read);
                SortedLines sorted =
                        booking.sort(source, booking.owners(source), new LineBooking.Lines(fileId, entries, whole));
                if (entries.isEmpty()) {
                    mapper.triedQuarantined(was.quarantineId(), was.reason(), READ_AS_NOTHING);
                    left++;
                } else if (sorted.quarantined.isEmpty()) {
                    mapper.settleQuarantined(was.quarantineId(), "booked", "tried again", clock.instant());
                    settle(source, was, entries, sorted);
                    settled++;
                } else {
                    SortedLines.Quarantined again = sorted.quarantined.get(0);
                    mapper.triedQuarantined(was.quarantineId(), again.reason(), again.detail());
                    left++;
                }
            }
        }
        booking.check(file.file());
        return new Retried(file.file().name(), settled, left);
    }

    private void settle(PaymentSource source, QuarantinedLine was, List<StatementEntry> entries, SortedLines sorted) {
        Long minor = was.minor();
        mapper.takeFromStatement(was.fileId(), was.currency(), was.direction(), minor == null ? 0 : minor);
        for (StatementEntry entry : entries) {
            if (entry instanceof StatementLine line) {
                mapper.addToStatement(
                        was.fileId(),
                        line.amount().currency().getCurrencyCode(),
                        line.direction().word(),
                        line.amount().minor());
            }
        }
        booking.write(source, was.fileId(), sorted);
    }
}
