package io.turnpike.mediation.suspense;

import io.turnpike.database.CopyRows;
import io.turnpike.database.StoredText;
import io.turnpike.digests.Sha256;
import io.turnpike.mediation.files.FileOrder;
import io.turnpike.mediation.files.Volume;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps what could not be processed, and tells where what was delivered twice stands. */
@Component
public class Suspense {
    private static final int COLUMNS = 12;

    private final SuspenseMapper records;
    private final DataSource dataSource;
    private final Clock clock;

    Suspense(SuspenseMapper records, DataSource dataSource, Clock clock) {
        this.records = records;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * A record on its way into suspense.
     *
     * @param raw its bytes, a copy
     * @param usageEpochSecond start of the usage; null where it could not be read
     * @param dedupeKey of the record, or of its bytes where it could not be read
     * @param usage how much it is, as far as it could be read
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes of a record, never compared
    public record Entry(
            long line,
            long offset,
            byte[] raw,
            String reason,
            String detail,
            @Nullable Long usageEpochSecond,
            UUID dedupeKey,
            Volume usage) {}

    /**
     * Keeps records of one file, in the transaction of its position.
     *
     * @param header the header line in force; null where the format has none
     */
    public void keep(int fileId, @Nullable String header, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        try (CopyRows copy = CopyRows.into(
                dataSource,
                "suspended_record (file_id, line_number, byte_offset, raw, header, reason, detail, usage_time, dedupe_key, suspended_at, unit, quantity)")) {
            for (Entry entry : entries) {
                copy.row(COLUMNS)
                        .putInt(fileId)
                        .putLong(entry.line)
                        .putLong(entry.offset)
                        .putBytes(entry.raw)
                        .putText(StoredText.of(header))
                        .putText(entry.reason)
                        .putText(StoredText.of(entry.detail));
                if (entry.usageEpochSecond == null) {
                    copy.putNull();
                } else {
                    copy.putEpochSecond(entry.usageEpochSecond);
                }
                copy.putUuid(entry.dedupeKey)
                        .putInstant(now)
                        .putText(entry.usage.unit())
                        .putLong(entry.usage.quantity());
            }
            copy.finish();
        }
    }

    /** The entries that are in suspense already from an earlier delivery, as duplicates of it. */
    public List<DuplicateRecord> suspendedBefore(int fileId, List<Entry> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        Map<SuspendedPlace.Key, SuspendedPlace> places = new HashMap<>();
        records.places(entries.stream().map(entry -> entry.dedupeKey.toString()).toArray(String[]::new))
                .forEach(place -> places.putIfAbsent(place.key(), place));
        List<DuplicateRecord> duplicates = new ArrayList<>();
        for (Entry entry : entries) {
            Instant at = entry.usageEpochSecond == null ? null : Instant.ofEpochSecond(entry.usageEpochSecond);
            SuspendedPlace place = new SuspendedPlace(entry.dedupeKey, at, Sha256.hex(entry.raw), fileId, entry.line);
            SuspendedPlace first = places.putIfAbsent(place.key(), place);
            if (first != null) {
                duplicates.add(
                        new DuplicateRecord(fileId, entry.line, at, entry.dedupeKey, first.fileId(), first.line()));
            }
        }
        return duplicates;
    }

    /**
     * Another delivery of an open record waits in its place from now on; false when the record does not wait any more.
     *
     * @param from where the record that waits stands
     * @param header the header line in force there; null where the format has none
     */
    public boolean moveTo(FileOrder.Place from, int fileId, @Nullable String header, Entry entry) {
        return records.move(from, fileId, header, entry) == 1;
    }

    /** Notes second deliveries, in the transaction of the file's position. */
    public void noteDuplicates(List<DuplicateRecord> duplicates) {
        duplicates.forEach(records::duplicate);
    }

    /** Names of the readers of which there are open records. */
    public List<String> formats() {
        return records.formats();
    }

    /** Open records by reason, most first; what is null does not narrow, several reasons have commas between. */
    public List<SuspenseReason> reasons(@Nullable String reason, @Nullable String format) {
        return records.reasons(reason, format);
    }

    public Optional<SuspendedRecord> find(long id) {
        return records.find(id);
    }

    /**
     * Open records in the order they came.
     *
     * @param reason null for any; several with commas between
     * @param format null for any
     * @param after the last one of the page before; 0 for the first page
     */
    public List<SuspendedRecord> open(@Nullable String reason, @Nullable String format, long after, int most) {
        return records.open(reason, format, after, most);
    }

    /**
     * A page of open records of a format, with those of later pages that have the same duplicate keys: which of several is charged must
     * not follow from where a page ends.
     *
     * @param reason as the page was asked for
     */
    public List<SuspendedRecord> withSameKeys(List<SuspendedRecord> page, @Nullable String reason, String format) {
        return records.openOfKeys(page.stream().map(SuspendedRecord::suspenseId).toArray(Long[]::new), reason, format);
    }

    public List<DuplicateRecord> duplicates(int most) {
        return records.duplicates(most);
    }

    /** The last record that was ever suspended, so that a retry knows where to end; 0 when there was none. */
    public long last() {
        return records.last();
    }

    /** How many records are open; what is null does not narrow, several reasons have commas between. */
    public long count(@Nullable String reason, @Nullable String format) {
        return records.count(reason, format);
    }

    /** Second deliveries with the names of the files, the latest file first. */
    public List<ListedDuplicate> listedDuplicates(int most) {
        return records.listedDuplicates(most);
    }

    /** A retry ended the waiting of these records. */
    public void settle(List<SuspendedRecord> settled, Settled state) {
        if (!settled.isEmpty()) {
            records.settle(ids(settled), state.word(), clock.instant());
        }
    }

    /** These records wait elsewhere from now on, such as the parts of a long call for the rest. */
    public void handOver(List<SuspendedRecord> handedOver) {
        if (!handedOver.isEmpty()) {
            records.remove(ids(handedOver));
        }
    }

    /**
     * A retry that failed, perhaps for another reason than before.
     *
     * @param usageEpochSecond start of the usage, where the record could be read this time
     * @param usage how much it is by now, as far as it could be read
     */
    public record FailedRetry(
            SuspendedRecord record,
            String reason,
            String detail,
            @Nullable Long usageEpochSecond,
            Volume usage) {}

    /** Counts the tries and keeps the latest reasons. */
    public void failAgain(List<FailedRetry> failed) {
        if (!failed.isEmpty()) {
            records.failAgain(
                    failed.stream().map(each -> each.record.suspenseId()).toArray(Long[]::new),
                    failed.stream().map(FailedRetry::reason).toArray(String[]::new),
                    failed.stream().map(each -> StoredText.of(each.detail)).toArray(String[]::new),
                    failed.stream().map(FailedRetry::usageEpochSecond).toArray(Long[]::new),
                    failed.stream().map(each -> each.usage.unit()).toArray(String[]::new),
                    failed.stream().map(each -> each.usage.quantity()).toArray(Long[]::new));
        }
    }

    /** A person decides that a record is never charged; false when it is not open. */
    public boolean discard(long id, String why) {
        return records.discard(id, why, clock.instant()) == 1;
    }

    private static Long[] ids(List<SuspendedRecord> of) {
        return of.stream().map(SuspendedRecord::suspenseId).toArray(Long[]::new);
    }
}
