package io.turnpike.mediation.traffic;

import io.turnpike.mediation.flows.FlowChunks;
import io.turnpike.mediation.flows.FlowChunks.Chunk;
import io.turnpike.mediation.traffic.KnownParts.KnownChunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The pieces of files of flows that were taken in, by what is in them: so flows that are delivered again count once. */
@Component
public class TrafficChunks {
    private final JdbcClient jdbc;

    TrafficChunks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Flows that were delivered again.
     *
     * @param file where they stand, by the name it was delivered under
     * @param originalFile where those stand that count
     */
    public record Duplicate(
            String file,
            long firstLine,
            long lastLine,
            int records,
            long bytes,
            String originalFile,
            long originalFirstLine,
            long originalLastLine) {}

    /**
     * The pieces of a range.
     *
     * @param all in the order of the file
     * @param fresh those that are there for the first time
     */
    record Claimed(List<Chunk> all, Set<Chunk> fresh) {}

    /**
     * Notes the chunks of a range of a file, in the transaction of its position. Those that were delivered before, or parts of them,
     * are kept as duplicates. Waits for another transaction that has one of them in hand, and for one that takes in another file which
     * begins alike.
     *
     * @param fileHead of the first chunk of the file
     */
    Claimed claim(int fileId, long fileHead, FlowChunks range) {
        List<Chunk> chunks = range.chunks();
        if (chunks.isEmpty()) {
            return new Claimed(List.of(), Set.of());
        }
        jdbc.sql("select pg_advisory_xact_lock(?)").param(fileHead).query().listOfRows();
        KnownParts parts =
                new KnownParts(range, known(chunks.stream().map(Chunk::head).toList()), this::known);
        chunks.forEach(parts::add);
        Set<Chunk> fresh = note(fileId, range, parts.unknown());
        List<Again> again = new ArrayList<>(parts.again());
        List<Chunk> repeated =
                parts.unknown().stream().filter(chunk -> !fresh.contains(chunk)).toList();
        again.addAll(whole(repeated));
        keep(fileId, again);
        return new Claimed(parts.all(), fresh);
    }

    private List<KnownChunk> known(List<Long> heads) {
        return jdbc.sql("""
                        select digest::text as digest, head, marks, file_id, first_line, last_line
                        from traffic_chunk
                        where head = any(?::bigint[])
                        order by file_id, first_line
                        """)
                .params((Object) heads.toArray(Long[]::new))
                .query((row, number) -> new KnownChunk(
                        UUID.fromString(row.getString("digest")),
                        row.getLong("head"),
                        row.getBytes("marks"),
                        row.getInt("file_id"),
                        row.getLong("first_line"),
                        row.getLong("last_line")))
                .list();
    }

    /** Those that were not known. */
    private Set<Chunk> note(int fileId, FlowChunks range, List<Chunk> chunks) {
        // in one order, so that two partitions cannot wait for each other
        List<Chunk> ordered = chunks.stream()
                .sorted(Comparator.comparing(Chunk::digest).thenComparingLong(Chunk::firstLine))
                .toList();
        Set<Long> firstLines = new HashSet<>(jdbc.sql("""
                        insert into traffic_chunk (digest, file_id, first_line, last_line, head, marks)
                        select k.digest::uuid, ?, k.first_line, k.last_line, k.head, decode(k.marks, 'hex')
                        from unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[])
                            as k (digest, first_line, last_line, head, marks)
                        on conflict (digest) do nothing
                        returning first_line
                        """)
                .params(
                        fileId,
                        ordered.stream().map(chunk -> chunk.digest().toString()).toArray(String[]::new),
                        ordered.stream().map(Chunk::firstLine).toArray(Long[]::new),
                        ordered.stream().map(Chunk::lastLine).toArray(Long[]::new),
                        ordered.stream().map(Chunk::head).toArray(Long[]::new),
                        ordered.stream()
                                .map(chunk -> HexFormat.of().formatHex(range.marks(chunk)))
                                .toArray(String[]::new))
                .query(Long.class)
                .list());
        return ordered.stream()
                .filter(chunk -> firstLines.contains(chunk.firstLine()))
                .collect(Collectors.toSet());
    }

    /** A piece that was delivered before, and where. */
    record Again(Chunk chunk, int fileId, long firstLine, long lastLine) {}

    private List<Again> whole(List<Chunk> repeated) {
        if (repeated.isEmpty()) {
            return List.of();
        }
        Map<String, KnownChunk> known = new HashMap<>();
        jdbc.sql(
                        "select digest::text as digest, file_id, first_line, last_line from traffic_chunk where digest = any(?::uuid[])")
                .params((Object) repeated.stream()
                        .map(chunk -> chunk.digest().toString())
                        .toArray(String[]::new))
                .query(row -> {
                    known.put(
                            row.getString("digest"),
                            new KnownChunk(
                                    UUID.fromString(row.getString("digest")),
                                    0,
                                    null,
                                    row.getInt("file_id"),
                                    row.getLong("first_line"),
                                    row.getLong("last_line")));
                });
        return repeated.stream()
                .map(chunk -> {
                    KnownChunk first = known.get(chunk.digest().toString());
                    if (first == null) {
                        throw new IllegalStateException("flows were delivered before, but it is not known where");
                    }
                    return new Again(chunk, first.fileId(), first.firstLine(), first.lastLine());
                })
                .toList();
    }

    private void keep(int fileId, List<Again> again) {
        if (again.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into traffic_duplicate (file_id, first_line, last_line, records, bytes, first_file_id,
                            original_first_line, original_last_line)
                        select ?, k.first_line, k.last_line, k.records, k.bytes, k.original, k.original_first, k.original_last
                        from unnest(?::bigint[], ?::bigint[], ?::integer[], ?::bigint[], ?::integer[], ?::bigint[], ?::bigint[])
                            as k (first_line, last_line, records, bytes, original, original_first, original_last)
                        """)
                .params(
                        fileId,
                        again.stream().map(it -> it.chunk.firstLine()).toArray(Long[]::new),
                        again.stream().map(it -> it.chunk.lastLine()).toArray(Long[]::new),
                        again.stream().map(it -> it.chunk.records()).toArray(Integer[]::new),
                        again.stream().map(it -> it.chunk.bytes()).toArray(Long[]::new),
                        again.stream().map(Again::fileId).toArray(Integer[]::new),
                        again.stream().map(Again::firstLine).toArray(Long[]::new),
                        again.stream().map(Again::lastLine).toArray(Long[]::new))
                .update();
    }

    /** Second deliveries, the latest file first; pieces that follow one another in both files are one. */
    public List<Duplicate> duplicates(int most) {
        return jdbc.sql("""
                        with begun as (
                            select d.*, case when lag(d.last_line) over file = d.first_line - 1
                                and lag(d.original_last_line) over file = d.original_first_line - 1
                                and lag(d.first_file_id) over file = d.first_file_id then 0 else 1 end as begins
                            from traffic_duplicate d
                            window file as (partition by d.file_id order by d.first_line)
                        ), numbered as (
                            select b.*, sum(b.begins) over (partition by b.file_id order by b.first_line) as piece
                            from begun b
                        )
                        select f.name as file, min(n.first_line) as first_line, max(n.last_line) as last_line,
                            sum(n.records)::integer as records, sum(n.bytes)::bigint as bytes, g.name as original_file,
                            min(n.original_first_line) as original_first_line,
                            max(n.original_last_line) as original_last_line
                        from numbered n
                        join input_file f on f.file_id = n.file_id
                        join input_file g on g.file_id = n.first_file_id
                        group by n.file_id, n.piece, f.name, g.name
                        order by n.file_id desc, min(n.first_line)
                        limit ?
                        """).param(most).query(Duplicate.class).list();
    }
}
