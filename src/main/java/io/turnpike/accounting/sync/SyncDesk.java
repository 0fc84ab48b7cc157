package io.turnpike.accounting.sync;

import io.turnpike.accounting.Content;
import io.turnpike.accounting.exports.ExportDefinition;
import io.turnpike.accounting.exports.Exports;
import io.turnpike.accounting.imports.ImportDefinition;
import io.turnpike.accounting.imports.Imports;
import io.turnpike.accounting.imports.RowKeys;
import io.turnpike.accounting.imports.TheirRow;
import io.turnpike.accounting.own.OwnRecords;
import io.turnpike.customers.ImportReport;
import io.turnpike.definitions.Suggestion;
import io.turnpike.jobs.Parameters.BadParameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people ask of, and do about, the step with accounting systems. */
@Component
public class SyncDesk {
    /** What is kept in step. */
    public static final List<Content> CONTENTS =
            List.of(Content.DOCUMENTS, Content.PAYMENTS, Content.REFUNDS, Content.COUNTERPARTIES);

    /** More differences than a person decides on one by one. */
    private static final int MOST_DIFFERENCES = 1_000_000;

    private final SyncMapper mapper;
    private final DriftMapper drift;
    private final OwnRecords records;
    private final Versions versions;
    private final CounterpartyChanges counterparties;
    private final Forms forms;

    /** The forms of files, who reads them, and what could not be read. */
    @Component
    record Forms(Exports exports, Imports imports, BooksIntake intake, TheirMapper theirMapper) {}

    SyncDesk(
            SyncMapper mapper,
            DriftMapper drift,
            OwnRecords records,
            Versions versions,
            CounterpartyChanges counterparties,
            Forms forms) {
        this.mapper = mapper;
        this.drift = drift;
        this.records = records;
        this.versions = versions;
        this.counterparties = counterparties;
        this.forms = forms;
    }

    /** The systems that definitions name, and those that something is known of. */
    @Transactional(readOnly = true)
    public List<String> systems() {
        Set<String> systems = new TreeSet<>(mapper.systems());
        forms.exports().read().values().forEach(each -> each.system().ifPresent(systems::add));
        forms.imports().read().values().forEach(each -> systems.add(each.system()));
        return List.copyOf(systems);
    }

    /** A system by its name; an unknown one is told with the nearest that is known. */
    @Transactional(readOnly = true)
    public String system(String name) {
        List<String> known = systems();
        if (!known.contains(name)) {
            throw new BadParameter(
                    "--system: no definition names the system '" + name + "': " + Suggestion.remedy(name, known));
        }
        return name;
    }

    /** How many versions are in which state. */
    @Transactional(readOnly = true)
    public List<StateCount> states(String system) {
        return mapper.states(system);
    }

    /** Versions of a record, or in a state. */
    @Transactional(readOnly = true)
    public List<ListedVersion> versions(String system, @Nullable String key, @Nullable SyncState state, int most) {
        return mapper.versions(system, key, state == null ? null : state.word(), 0, most);
    }

    /** What the last comparison found. */
    @Transactional(readOnly = true)
    public List<Difference> differences(String system, Chosen chosen, int most) {
        return drift.differences(system, chosen, chosen.keys().toArray(String[]::new), most);
    }

    /**
     * Marks records to be sent again: those of the differences found last, or those they rejected.
     *
     * @param rejected those that were rejected instead
     * @return the exports by which they go
     */
    @Transactional
    public Resent resend(String system, Chosen chosen, boolean rejected) {
        versions.hold(system);
        Map<SyncLine, Set<String>> keys = new LinkedHashMap<>();
        if (rejected) {
            for (SyncLine line : lines(system, chosen)) {
                keys.put(line, new LinkedHashSet<>(mapper.keysInState(line, SyncState.REJECTED.word())));
            }
        } else {
            for (Difference each : differences(system, chosen, MOST_DIFFERENCES)) {
                // what came from them is not sent back
                if (each.ours() != null && !each.key().startsWith(RowKeys.THEIRS)) {
                    keys.computeIfAbsent(line(system, each), any -> new LinkedHashSet<>())
                            .add(each.key());
                }
            }
        }
        Map<String, Long> marked = new TreeMap<>();
        SortedSet<LocalDate> days = new TreeSet<>();
        keys.forEach((line, each) -> {
            mapper.sendAgain(line, each.toArray(String[]::new), versions.now());
            if (!each.isEmpty()) {
                marked.merge(line.contentWord(), (long) each.size(), Long::sum);
                days.addAll(mapper.daysOf(line, each.toArray(String[]::new)));
            }
        });
        List<String> exports = forms.exports().read().values().stream()
                .filter(export -> export.system().equals(Optional.of(system)))
                .filter(export -> marked.containsKey(
                        export.content().keptInStep().map(Content::word).orElse("")))
                .map(ExportDefinition::name)
                .toList();
        String period = days.isEmpty() ? versions.now().toString().substring(0, 10) : days.first() + ".." + days.last();
        return new Resent(marked, exports, period);
    }

    /**
     * What is to be sent again.
     *
     * @param records by content
     * @param exports by which they go
     * @param period in which they are
     */
    public record Resent(Map<String, Long> records, List<String> exports, String period) {}

    private List<SyncLine> lines(String system, Chosen chosen) {
        List<SyncLine> lines = new ArrayList<>();
        for (var owner : records.owners()) {
            for (Content content : CONTENTS) {
                boolean wanted = (chosen.operator() == null || owner.code().equals(chosen.operator()))
                        && (chosen.content() == null || content.word().equals(chosen.content()));
                if (wanted) {
                    lines.add(new SyncLine(system, content, owner));
                }
            }
        }
        return lines;
    }

    private SyncLine line(String system, Difference difference) {
        return new SyncLine(system, Content.ofWord(difference.content()), records.owner(difference.operator()));
    }

    /**
     * Lets differences be: customers take what they have there, of all else it is remembered that both sides know where they differ.
     *
     * @throws BadParameter where a customer cannot have what they have there: nothing is accepted then
     */
    @Transactional
    public Accepted accept(String system, Chosen chosen, String agent, String reason) {
        versions.hold(system);
        List<String> told = new ArrayList<>();
        long customers = 0;
        List<Difference> found = differences(system, chosen, MOST_DIFFERENCES);
        Map<SyncLine, Map<String, Map<String, String>>> values = new LinkedHashMap<>();
        for (Difference each : found) {
            boolean ofCustomer = each.content().equals(Content.COUNTERPARTIES.word())
                    && !each.field().isEmpty();
            if (ofCustomer && each.ours() != null) {
                values.computeIfAbsent(line(system, each), any -> new LinkedHashMap<>())
                        .computeIfAbsent(each.key(), any -> new LinkedHashMap<>())
                        .put(each.field(), each.theirs() == null ? "" : each.theirs());
            }
        }
        for (Map.Entry<SyncLine, Map<String, Map<String, String>>> each : values.entrySet()) {
            ImportReport report = counterparties.overwrite(each.getKey(), each.getValue());
            customers += report.changed();
            report.problems().forEach(problem -> told.add(problem.render()));
        }
        if (!told.isEmpty()) {
            throw new BadParameter("nothing is accepted: customers cannot have what they have there; mend it there, or"
                    + " choose the other differences by --key:\n" + String.join("\n", told));
        }
        String[] keys = chosen.keys().toArray(String[]::new);
        int accepted = drift.acceptDifferences(system, chosen, keys, agent, reason, versions.now());
        drift.dropDifferences(system, chosen, keys);
        return new Accepted(accepted, customers);
    }

    /**
     * What became of accepted differences.
     *
     * @param customers that took what the other side has
     */
    public record Accepted(long differences, long customers) {}

    /** Rows that could not be taken in, from after a number. */
    @Transactional(readOnly = true)
    public List<RefusedRow> refused(long after, int most) {
        return forms.theirMapper().refused(after, most);
    }

    /** One of them that waits. */
    @Transactional(readOnly = true)
    public RefusedRow refusedRow(long number) {
        return refused(number - 1, 1).stream()
                .filter(each -> each.refusedId() == number)
                .findFirst()
                .orElseThrow(() -> new BadParameter("no row " + number + " waits"));
    }

    /** Tries one of them again; what is still wrong with it, or nothing. */
    @Transactional
    public Optional<String> retry(RefusedRow row) {
        Optional<String> wrong = again(row, Alike.REFUSED);
        if (wrong.isEmpty()) {
            forms.theirMapper().settleRefused(row.refusedId(), "settled", null, null);
        }
        return wrong;
    }

    /** Books a row that may tell of a payment which came another way: a person says that it is another one. */
    @Transactional
    public void book(RefusedRow row, String agent, String reason) {
        if (!mayBeKnown(row)) {
            throw new BadParameter("row " + row.refusedId() + " waits for another reason: " + row.reason()
                    + "; mend it and 'turnpike sync retry'");
        }
        settle(row, "settled", agent, reason);
        again(row, Alike.ANOTHER).ifPresent(wrong -> {
            throw new BadParameter("row " + row.refusedId() + " cannot be booked: " + wrong);
        });
    }

    /**
     * Decides that a row is never taken in. One that may tell of a payment which came another way is known to be that payment from then on,
     * whichever file tells of it again.
     */
    @Transactional
    public void dismiss(RefusedRow row, String agent, String reason) {
        settle(row, "dismissed", agent, reason);
        if (mayBeKnown(row)) {
            again(row, Alike.THE_SAME).ifPresent(wrong -> {
                throw new BadParameter("row " + row.refusedId() + " is not dismissed: " + wrong);
            });
        }
    }

    private static boolean mayBeKnown(RefusedRow row) {
        return row.reason().startsWith(PaymentsBookedThere.MAY_BE);
    }

    private void settle(RefusedRow row, String state, String agent, String reason) {
        if (forms.theirMapper().settleRefused(row.refusedId(), state, agent, reason) == 0) {
            throw new BadParameter("row " + row.refusedId() + " does not wait any more");
        }
    }

    private Optional<String> again(RefusedRow row, Alike alike) {
        ImportDefinition definition = forms.imports().read().get(row.definition());
        if (definition == null) {
            return Optional.of("there is no import '" + row.definition() + "' any more");
        }
        try {
            return forms.intake().again(definition, row, alike).stream()
                    .findFirst()
                    .map(TheirRow.Misread::reason);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
