package io.turnpike.charging;

import io.turnpike.mediation.files.ControlTotals;
import io.turnpike.mediation.files.FileOrder;
import io.turnpike.mediation.files.FileOrder.Place;
import io.turnpike.mediation.files.InputFiles;
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
import java.util.Optional;
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
                recounts.merge(counts.fileId(), new ControlTotals(0, 0, -1, 1, 0, 0, 0, 0, 0, 0), ControlTotals::plus);
                recounts.merge(one.fileId(), new ControlTotals(0, 0, 1, -1, 0, 0, 0, 0, 0, 0), ControlTotals::plus);
            } else {
                noted.add(duplicate(one, place(one), counts));
            }
        }
        suspense.noteDuplicates(noted);
    }

    /** The charge that names a place, if there is one, names another delivery of the record from now on. */
    Optional<ControlTotals> rename(Instant at, Place from, Place to) {
        return jdbc.sql("""
            update usage_charge
            set file_id = ?, line_number = ?
            where usage_time = ?
              and file_id = ?
              and line_number = ?
            returning kind, quantity, amount_micros
            """)
                .params(to.fileId(), to.line(), Timestamp.from(at), from.fileId(), from.line())
                .query((row, number) ->
                        new Charged(UsageKind.of(row.getInt(1)).unit(), row.getLong(2), row.getLong(3)).totals(1))
                .optional();
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
        jdbc.sql("""
            update usage_charge c
            set file_id = m.to_file, line_number = m.to_line
            from unnest(?::timestamptz[], ?::uuid[], ?::integer[], ?::bigint[], ?::integer[], ?::bigint[])
                as m (at, key, from_file, from_line, to_file, to_line)
            where c.usage_time = m.at
              and c.dedupe_key = m.key
              and c.file_id = m.from_file
              and c.line_number = m.from_line
            returning m.from_file, m.to_file, m.to_line, c.kind, c.quantity, c.amount_micros
            """)
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
                    UsageKind.Unit unit = UsageKind.of(row.getInt(4)).unit();
                    Charged charged = new Charged(unit, row.getLong(5), row.getLong(6));
                    recounts.merge(row.getInt(1), charged.totals(-1), ControlTotals::plus);
                    recounts.merge(row.getInt(2), charged.totals(1), ControlTotals::plus);
                    named.add(new Place(row.getInt(2), row.getLong(3)));
                });
        if (named.size() != moves.size()) {
            throw new IllegalStateException(
                    "another process changed where the same charges come from at this moment; restart the run");
        }
        return named;
    }

    private record Charged(UsageKind.Unit unit, long quantity, long amountMicros) {
        /** A record that is rated instead of a duplicate (1), or a duplicate instead of rated (-1). */
        ControlTotals totals(int sign) {
            return new ControlTotals(
                    0,
                    sign,
                    0,
                    -sign,
                    0,
                    0,
                    unit == UsageKind.Unit.SECOND ? sign * quantity : 0,
                    unit == UsageKind.Unit.BYTE ? sign * quantity : 0,
                    unit == UsageKind.Unit.EVENT ? sign * quantity : 0,
                    sign * amountMicros);
        }
    }
}
