package io.turnpike.accounting.sync;

import io.turnpike.accounting.Content;
import io.turnpike.accounting.Facts;
import io.turnpike.accounting.imports.ImportDefinition;
import io.turnpike.accounting.imports.TheirRow;
import io.turnpike.accounting.imports.TheirRow.Status;
import io.turnpike.database.CopyRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes in what rows of an accounting system's file say: keeps it, and sets the states of what was sent. */
@Component
class TheirRecords {
    private final SyncMapper mapper;
    private final TheirMapper theirMapper;
    private final Versions versions;
    private final PaymentsBookedThere payments;
    private final CounterpartyChanges counterparties;
    private final DataSource dataSource;

    TheirRecords(
            SyncMapper mapper,
            TheirMapper theirMapper,
            Versions versions,
            PaymentsBookedThere payments,
            CounterpartyChanges counterparties,
            DataSource dataSource) {
        this.mapper = mapper;
        this.theirMapper = theirMapper;
        this.versions = versions;
        this.payments = payments;
        this.counterparties = counterparties;
        this.dataSource = dataSource;
    }

    /** Returns the rows that could not be taken in. */
    @Transactional(propagation = Propagation.MANDATORY)
    List<TheirRow.Misread> take(
            SyncLine line, ImportDefinition definition, int fileId, List<TheirRow.Told> rows, Intake intake) {
        List<TheirRow.Misread> refused = new ArrayList<>();
        List<TheirRow.Told> sound = line.content() == Content.PAYMENTS
                ? payments.book(line, definition, fileId, rows, refused, intake)
                : rows;
        keep(line, fileId, line.content() == Content.COUNTERPARTIES ? withBefore(line, sound) : sound);
        answers(line, sound, intake);
        if (line.content() == Content.COUNTERPARTIES) {
            refused.addAll(counterparties.take(line, sound, intake));
        }
        return refused;
    }

    /** What a file does not tell of a customer is as they told it before. */
    private List<TheirRow.Told> withBefore(SyncLine line, List<TheirRow.Told> rows) {
        Map<String, TheirRow.Told> before = new HashMap<>();
        String[] keys = rows.stream().map(row -> row.facts().key()).toArray(String[]::new);
        Map<String, TheirMapper.ToldRecord> kept = new HashMap<>();
        theirMapper.told(line, keys).forEach(each -> kept.put(each.key(), each));
        List<TheirRow.Told> all = new ArrayList<>();
        for (TheirRow.Told row : rows) {
            String key = row.facts().key();
            TheirRow.Told inFile = before.get(key);
            TheirMapper.ToldRecord told = kept.get(key);
            TheirRow.Told whole = row;
            if (inFile != null) {
                whole = row.after(inFile.facts(), inFile.fields());
            } else if (told != null) {
                whole = row.after(
                        Facts.of(key, told.day(), told.facts()),
                        List.of(told.fields().split(",", -1)));
            }
            before.put(key, whole);
            all.add(whole);
        }
        return all;
    }

    private void keep(SyncLine line, int fileId, List<TheirRow.Told> rows) {
        theirMapper.createTold();
        List<String> deleted = new ArrayList<>();
        try (CopyRows copy = CopyRows.into(dataSource, "sync_told (key, day, facts, fields, line_number)")) {
            for (TheirRow.Told row : rows) {
                if (row.status().filter(Status.DELETED::equals).isPresent()) {
                    deleted.add(row.facts().key());
                } else {
                    copy.row(5)
                            .putText(row.facts().key())
                            .putDate(row.facts().day())
                            .putText(row.facts().json())
                            .putText(String.join(",", row.fields()))
                            .putLong(row.line());
                }
            }
            copy.finish();
        }
        theirMapper.keepTold(line, fileId);
        theirMapper.forgetTold();
        if (!deleted.isEmpty()) {
            theirMapper.deleteTheirs(line, deleted.toArray(String[]::new));
        }
    }

    /** What they say of it; where they say nothing and have it as it was sent, they took it. */
    private void answers(SyncLine line, List<TheirRow.Told> rows, Intake intake) {
        Map<String, SyncMapper.SentVersion> sent = new HashMap<>();
        String[] all = rows.stream().map(row -> row.facts().key()).toArray(String[]::new);
        mapper.sentVersions(line, all).forEach(each -> sent.put(each.key(), each));
        Map<String, Answer> answers = new HashMap<>();
        for (TheirRow.Told row : rows) {
            SyncMapper.SentVersion ours = sent.get(row.facts().key());
            if (ours == null) {
                intake.count("of records that were not sent", 1);
                continue;
            }
            boolean alike = Comparison.differing(
                            Facts.of(ours.key(), ours.day(), ours.facts()), row.facts(), row.fields())
                    .isEmpty();
            Status status = row.status().orElse(alike ? Status.ACCEPTED : Status.SENT);
            if (row.status().isEmpty() && !alike) {
                intake.count("differing", 1);
            } else {
                intake.count(status.word(), 1);
                answers.put(row.facts().key(), new Answer(status.word(), row.text(), row.version()));
            }
        }
        List<String> keys = answers.keySet().stream().sorted().toList();
        mapper.answer(
                line,
                keys.toArray(String[]::new),
                keys.stream().map(key -> answer(answers, key).state()).toArray(String[]::new),
                keys.stream().map(key -> answer(answers, key).reason()).toArray(String[]::new),
                keys.stream().map(key -> answer(answers, key).version()).toArray(Integer[]::new),
                versions.now());
    }

    private static Answer answer(Map<String, Answer> answers, String key) {
        return java.util.Objects.requireNonNull(answers.get(key), key);
    }

    private record Answer(String state, String reason, int version) {}
}
