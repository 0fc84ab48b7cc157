package io.turnpike.mediation.traffic;

import io.turnpike.mediation.flows.FlowChunks.Chunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
     * Notes chunks of a file, in the transaction of its position, and gives those that are there for the first time. The others are
     * kept as duplicates. Waits for another transaction that has one of them in hand.
     */
    Set<Chunk> claim(int fileId, List<Chunk> chunks) {
        if (chunks.isEmpty()) {
            return Set.of();
        }
        // in one order, so that two partitions cannot wait for each other
        List<Chunk> ordered = chunks.stream()
                .sorted(Comparator.comparing(Chunk::digest).thenComparingLong(Chunk::firstLine))
                .toList();
        Set<Long> firstLines = new HashSet<>(jdbc.sql("""
                        insert into traffic_chunk (digest, file_id, first_line, last_line)
                        select k.digest::uuid, ?, k.first_line, k.last_line
                        from unnest(?::text[], ?::bigint[], ?::bigint[]) as k (digest, first_line, last_line)
                        on conflict (digest) do nothing
                        returning first_line
                        """)
                .params(
                        fileId,
                        ordered.stream().map(chunk -> chunk.digest().toString()).toArray(String[]::new),
                        ordered.stream().map(Chunk::firstLine).toArray(Long[]::new),
                        ordered.stream().map(Chunk::lastLine).toArray(Long[]::new))
                .query(Long.class)
                .list());
        Set<Chunk> fresh = new HashSet<>();
        List<Chunk> again = new ArrayList<>();
        for (Chunk chunk : ordered) {
            if (firstLines.contains(chunk.firstLine())) {
                fresh.add(chunk);
            } else {
                again.add(chunk);
            }
        }
        keep(fileId, again);
        return fresh;
    }

    private void keep(int fileId, List<Chunk> again) {
        if (again.isEmpty()) {
            return;
        }
        int kept = jdbc.sql("""
                        insert into traffic_duplicate (file_id, first_line, last_line, records, bytes, first_file_id,
                            original_first_line, original_last_line)
                        select ?, k.first_line, k.last_line, k.records, k.bytes, c.file_id, c.first_line, c.last_line
                        from unnest(?::text[], ?::bigint[], ?::bigint[], ?::integer[], ?::bigint[])
                            as k (digest, first_line, last_line, records, bytes)
                        join traffic_chunk c on c.digest = k.digest::uuid
                        """)
                .params(
                        fileId,
                        again.stream().map(chunk -> chunk.digest().toString()).toArray(String[]::new),
                        again.stream().map(Chunk::firstLine).toArray(Long[]::new),
                        again.stream().map(Chunk::lastLine).toArray(Long[]::new),
                        again.stream().map(Chunk::records).toArray(Integer[]::new),
                        again.stream().map(Chunk::bytes).toArray(Long[]::new))
                .update();
        if (kept != again.size()) {
            throw new IllegalStateException("flows were delivered before, but it is not known where");
        }
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
