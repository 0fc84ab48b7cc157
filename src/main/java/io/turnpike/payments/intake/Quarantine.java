package io.turnpike.payments.intake;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.mediation.files.InputFile;
import io.turnpike.mediation.files.TakenFiles;
import io.turnpike.payments.PaymentBook;
import io.turnpike.payments.PaymentDesk.Signed;
import io.turnpike.payments.statements.Statement;
import io.turnpike.payments.statements.StatementEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final IntakeMapper mapper;
    private final PaymentSources sources;
    private final LineBooking booking;
    private final PaymentBook book;
    private final TakenFiles files;
    private final Clock clock;

    Quarantine(
            IntakeMapper mapper,
            PaymentSources sources,
            LineBooking booking,
            PaymentBook book,
            TakenFiles files,
            Clock clock) {
        this.mapper = mapper;
        this.sources = sources;
        this.booking = booking;
        this.book = book;
        this.files = files;
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

    /** Decides that a line is never booked; it stays counted. False where it does not wait any more. */
    @Transactional
    public boolean dismiss(long id, Signed signed) {
        return mapper.settleQuarantined(id, "dismissed", signed.agent() + ": " + signed.reason(), clock.instant()) == 1;
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
        InputFile file = files.file(fileId).orElseThrow();
        PaymentSource source = sources.read().get(file.format());
        if (source == null) {
            throw new BadParameter("the reader " + file.format() + " of " + file.name() + " is not there any more");
        }
        Path path = files.kept(file)
                .orElseThrow(() -> new BadParameter(file.name()
                        + " is neither in taken/ nor in inbox/: put it into inbox/" + file.format()
                        + "/ again; nothing of it is booked twice"));
        book.holdSource(source.lock());
        Map<Long, List<QuarantinedLine>> waiting = mapper.quarantinedOfFile(fileId).stream()
                .collect(Collectors.groupingBy(QuarantinedLine::line, TreeMap::new, Collectors.toList()));
        int settled = 0;
        int left = 0;
        for (Map.Entry<Long, List<StatementEntry>> line :
                entries(source, path, waiting).entrySet()) {
            for (QuarantinedLine was : waiting.getOrDefault(line.getKey(), List.of())) {
                List<StatementEntry> entries = line.getValue().stream()
                        .filter(entry -> was.direction().equals("unknown")
                                || entry.direction().word().equals(was.direction()))
                        .toList();
                SortedLines sorted = booking.sort(source, booking.owners(source), fileId, entries);
                if (sorted.quarantined.isEmpty()) {
                    settle(source, was, entries, sorted);
                    settled++;
                } else {
                    SortedLines.Quarantined again = sorted.quarantined.get(0);
                    mapper.triedQuarantined(was.quarantineId(), again.reason(), again.detail());
                    left++;
                }
            }
        }
        List<IntakeMapper.Unexplained> unexplained = mapper.unexplainedSides(fileId);
        if (!unexplained.isEmpty()) {
            throw new IllegalStateException(file.name() + ": what was tried again does not add up: " + unexplained);
        }
        return new Retried(file.name(), settled, left);
    }

    private void settle(PaymentSource source, QuarantinedLine was, List<StatementEntry> entries, SortedLines sorted) {
        Long minor = was.minor();
        mapper.takeFromStatement(was.fileId(), was.currency(), was.direction(), minor == null ? 0 : minor);
        for (StatementEntry entry : entries) {
            if (entry instanceof io.turnpike.payments.statements.StatementLine line) {
                mapper.addToStatement(
                        was.fileId(),
                        line.amount().currency().getCurrencyCode(),
                        line.direction().word(),
                        line.amount().minor());
            }
        }
        mapper.settleQuarantined(was.quarantineId(), "booked", "tried again", clock.instant());
        booking.write(source, was.fileId(), sorted);
    }

    private static Map<Long, List<StatementEntry>> entries(
            PaymentSource source, Path path, Map<Long, List<QuarantinedLine>> waiting) {
        Map<Long, List<StatementEntry>> entries = new TreeMap<>();
        try (Statement statement = source.format().open(path)) {
            for (StatementEntry entry = statement.next(); entry != null; entry = statement.next()) {
                if (waiting.containsKey(entry.text().line())) {
                    entries.computeIfAbsent(entry.text().line(), line -> new ArrayList<>())
                            .add(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
        return entries;
    }
}
