package io.turnpike.charging;

import io.turnpike.mediation.files.ControlTotals;
import io.turnpike.mediation.files.Fate;
import io.turnpike.mediation.files.FileOrder;
import io.turnpike.mediation.files.FileOrder.Place;
import io.turnpike.mediation.files.InputFiles;
import io.turnpike.mediation.files.Volume;
import io.turnpike.mediation.suspense.DuplicateRecord;
import io.turnpike.mediation.suspense.Suspense;
import io.turnpike.usage.UsageKind;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Says which of several deliveries of a record a charge names: the one whose file has the smallest SHA-256, in it the first line, and
 * not the one that happened to come first. What is charged stays; only its place, and which record counts as the duplicate, changes.
 */
@Component
class SecondDeliveries {
    private static final String CURRENCY =
            "(select o.currency from account a join operator o on o.id = a.operator_id where a.id" + " = c.account_id)";

    private final InputFiles files;
    private final Suspense suspense;
    private final JdbcClient jdbc;

    SecondDeliveries(InputFiles files, Suspense suspense, JdbcClient jdbc) {
        this.files = files;
        this.suspense = suspense;
        this.jdbc = jdbc;
    }

    /** The order of the places in some files. */
    FileOrder order(Collection<Integer> fileIds) {
        return files.order(fileIds);
    }

    private record Move(DuplicateRecord again, Place from, Place to) {}

    /**
     * Notes second deliveries of records that were charged, in the running transaction; their charges are locked.
     *
     * @param again where each stands, with the place its charge names now
     * @param recounts takes the differences in the totals of the files, where another record counts as the charged one from now on
     * @return those whose place their charge names now
     */
    Set<Place> note(Collection<DuplicateRecord> again, SortedMap<Integer, ControlTotals> recounts) {
        Set<Integer> fileIds = new HashSet<>();
        again.forEach(one -> {
            fileIds.add(one.fileId());
            fileIds.add(one.firstFileId());
        });
        FileOrder order = files.order(fileIds);
        List<DuplicateRecord> inOrder = new ArrayList<>(again);
        inOrder.sort((one, other) -> order.compare(place(one), place(other)));
        Map<Place, Place> moved = new HashMap<>();
        List<Move> moves = new ArrayList<>();
        List<DuplicateRecord> noted = new ArrayList<>();
        for (DuplicateRecord one : inOrder) {
            Place first = new Place(one.firstFileId(), one.firstLine());
            Place counts = moved.getOrDefault(first, first);
            if (order.isBefore(place(one), counts)) {
                moves.add(new Move(one, first, place(one)));
                moved.put(first, place(one));
                noted.add(duplicate(one, first, place(one)));
            } else {
                noted.add(duplicate(one, place(one), counts));
            }
        }
        Set<Place> named = move(moves, recounts);
        suspense.noteDuplicates(noted);
        return named;
    }

    /**
     * Notes second deliveries of records in suspense; the one whose place comes first waits there from now on.
     *
     * @param again of one file
     * @param header in force there
     * @param entries the records themselves
     */
    void noteSuspended(
            List<DuplicateRecord> again,
            @Nullable String header,
            List<Suspense.Entry> entries,
            SortedMap<Integer, ControlTotals> recounts) {
        if (again.isEmpty()) {
            return;
        }
        Set<Integer> fileIds = new HashSet<>();
        again.forEach(one -> {
            fileIds.add(one.fileId());
            fileIds.add(one.firstFileId());
        });
        FileOrder order = files.order(fileIds);
        Map<Long, Suspense.Entry> byLine = new HashMap<>();
        entries.forEach(entry -> byLine.put(entry.line(), entry));
        Map<Place, Place> moved = new HashMap<>();
        List<DuplicateRecord> noted = new ArrayList<>();
        for (DuplicateRecord one : again) { // in the order of lines
            Place first = new Place(one.firstFileId(), one.firstLine());
            Place counts = moved.getOrDefault(first, first);
            Suspense.Entry entry = Objects.requireNonNull(byLine.get(one.line()));
            if (order.isBefore(place(one), counts) && suspense.moveTo(counts, one.fileId(), header, entry)) {
                moved.put(first, place(one));
                noted.add(duplicate(one, counts, place(one)));
                recounts.merge(
                        counts.fileId(),
                        ControlTotals.moved(Fate.SUSPENDED, entry.usage(), Fate.DUPLICATE, entry.usage()),
                        ControlTotals::plus);
                recounts.merge(
                        one.fileId(),
                        ControlTotals.moved(Fate.DUPLICATE, entry.usage(), Fate.SUSPENDED, entry.usage()),
                        ControlTotals::plus);
            } else {
                noted.add(duplicate(one, place(one), counts));
            }
        }
        suspense.noteDuplicates(noted);
    }

    /** The charge that names a place, if there is one, names another delivery of the record from now on; its price by currency. */
    Map<String, Long> rename(Instant at, Place from, Place to) {
        Map<String, Long> price = new HashMap<>();
        jdbc.sql("update usage_charge c set file_id = ?, line_number = ? where c.usage_time = ? and c.file_id = ?"
                        + " and c.line_number = ? returning " + CURRENCY + ", c.amount_micros")
                .params(to.fileId(), to.line(), Timestamp.from(at), from.fileId(), from.line())
                .query(row -> {
                    price.put(row.getString(1), row.getLong(2));
                });
        return price;
    }

    /** Amounts that are taken away. */
    static Map<String, Long> negated(Map<String, Long> amounts) {
        Map<String, Long> negated = new HashMap<>();
        amounts.forEach((currency, micros) -> negated.put(currency, -micros));
        return negated;
    }

    private static Place place(DuplicateRecord record) {
        return new Place(record.fileId(), record.line());
    }

    private static DuplicateRecord duplicate(DuplicateRecord of, Place again, Place counts) {
        return new DuplicateRecord(
                again.fileId(), again.line(), of.usageTime(), of.dedupeKey(), counts.fileId(), counts.line());
    }

    private Set<Place> move(List<Move> moves, SortedMap<Integer, ControlTotals> recounts) {
        Set<Place> named = new HashSet<>();
        if (moves.isEmpty()) {
            return named;
        }
        jdbc.sql("update usage_charge c set file_id = m.to_file, line_number = m.to_line"
                        + " from unnest(?::timestamptz[], ?::uuid[], ?::integer[], ?::bigint[], ?::integer[], ?::bigint[])"
                        + " as m (at, key, from_file, from_line, to_file, to_line)"
                        + " where c.usage_time = m.at and c.dedupe_key = m.key"
                        + " and c.file_id = m.from_file and c.line_number = m.from_line"
                        + " returning m.from_file, m.to_file, m.to_line, c.kind, c.quantity, c.amount_micros, "
                        + CURRENCY)
                .params(
                        moves.stream()
                                .map(move -> String.valueOf(move.again.usageTime()))
                                .toArray(String[]::new),
                        moves.stream().map(move -> move.again.dedupeKey()).toArray(UUID[]::new),
                        moves.stream().map(move -> move.from.fileId()).toArray(Integer[]::new),
                        moves.stream().map(move -> move.from.line()).toArray(Long[]::new),
                        moves.stream().map(move -> move.to.fileId()).toArray(Integer[]::new),
                        moves.stream().map(move -> move.to.line()).toArray(Long[]::new))
                .query(row -> {
                    Volume usage = Volume.of(UsageKind.of(row.getInt(4)).unit(), row.getLong(5));
                    Map<String, Long> price = Map.of(row.getString(7), row.getLong(6));
                    recounts.merge(
                            row.getInt(1),
                            ControlTotals.moved(Fate.RATED, usage, Fate.DUPLICATE, usage)
                                    .charging(negated(price)),
                            ControlTotals::plus);
                    recounts.merge(
                            row.getInt(2),
                            ControlTotals.moved(Fate.DUPLICATE, usage, Fate.RATED, usage)
                                    .charging(price),
                            ControlTotals::plus);
                    named.add(new Place(row.getInt(2), row.getLong(3)));
                });
        if (named.size() != moves.size()) {
            throw new IllegalStateException(
                    "another process changed where the same charges come from at this moment; restart the run");
        }
        return named;
    }
}
