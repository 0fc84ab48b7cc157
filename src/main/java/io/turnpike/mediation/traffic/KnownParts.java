package io.turnpike.mediation.traffic;

import io.turnpike.mediation.flows.FlowChunks;
import io.turnpike.mediation.flows.FlowChunks.Chunk;
import io.turnpike.mediation.traffic.TrafficChunks.Again;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes off the chunks of a range what begins or ends as a known one does: a file that was cut off and comes whole, or the other way
 * round, outputs that were delivered one by one and then together, a line that was mended. What is left of a chunk is a piece of its own.
 */
final class KnownParts {
    /** Fewer flows might be equal by chance. */
    private static final int FEWEST_ROWS = 8;

    private final FlowChunks range;
    private final Map<Long, List<KnownChunk>> known = new HashMap<>();
    private final Function<List<Long>, List<KnownChunk>> ask;
    private final List<Chunk> all = new ArrayList<>();
    private final List<Chunk> unknown = new ArrayList<>();
    private final List<Again> again = new ArrayList<>();

    /**
     * A chunk of a file that was taken in.
     *
     * @param marks eight bits of each of its rows; {@code null} where they are not asked for or were not kept
     */
    @SuppressWarnings("ArrayRecordComponent") // read from the database and never compared
    record KnownChunk(UUID digest, long head, byte @Nullable [] marks, int fileId, long firstLine, long lastLine) {}

    /**
     * Prepares for a range.
     *
     * @param first what is known that begins as its chunks do
     * @param ask finds what begins with heads
     */
    KnownParts(FlowChunks range, List<KnownChunk> first, Function<List<Long>, List<KnownChunk>> ask) {
        this.range = range;
        this.ask = ask;
        first.forEach(chunk ->
                known.computeIfAbsent(chunk.head, key -> new ArrayList<>()).add(chunk));
    }

    /** Everything that was added, cut into pieces, in order. */
    List<Chunk> all() {
        return all;
    }

    /** The pieces that are no part of anything known; whole chunks that are known are among them. */
    List<Chunk> unknown() {
        return unknown;
    }

    /** The pieces that are a part of a known chunk. */
    List<Again> again() {
        return again;
    }

    void add(Chunk chunk) {
        List<KnownChunk> alike = known.getOrDefault(chunk.head(), List.of());
        Chunk rest = chunk;
        while (true) {
            Chunk left = rest;
            KnownChunk like = nearest(left, alike);
            if (like == null) {
                take(left);
                return;
            }
            int same = prefix(left, like);
            takeAgain(range.part(left, 0, same), like, true);
            if (same == left.rows()) {
                return;
            }
            Chunk behind = range.part(left, same, left.rows());
            if (same < length(like)) {
                changed(behind, like, length(like) - same);
                return;
            }
            alike = ask.apply(List.of(behind.head()));
            rest = behind;
        }
    }

    /** The known chunk that is alike for longest; {@code null} where none is for long enough, or one is the same as a whole. */
    private @Nullable KnownChunk nearest(Chunk chunk, List<KnownChunk> alike) {
        KnownChunk nearest = null;
        int most = FEWEST_ROWS - 1;
        for (KnownChunk each : alike) {
            if (each.digest.equals(chunk.digest())) {
                return null;
            }
            int same = prefix(chunk, each);
            if (same > most) {
                most = same;
                nearest = each;
            }
        }
        return nearest;
    }

    /** Behind a change the known chunk may go on as before. */
    private void changed(Chunk chunk, KnownChunk like, int most) {
        int same = suffix(chunk, like, most);
        if (same < FEWEST_ROWS) {
            take(chunk);
            return;
        }
        if (same < chunk.rows()) {
            take(range.part(chunk, 0, chunk.rows() - same));
        }
        takeAgain(range.part(chunk, chunk.rows() - same, chunk.rows()), like, false);
    }

    private void take(Chunk chunk) {
        all.add(chunk);
        unknown.add(chunk);
    }

    private void takeAgain(Chunk chunk, KnownChunk like, boolean fromItsBegin) {
        long lines = chunk.lastLine() - chunk.firstLine();
        all.add(chunk);
        again.add(
                fromItsBegin
                        ? new Again(chunk, like.fileId, like.firstLine, Math.min(like.lastLine, like.firstLine + lines))
                        : new Again(
                                chunk, like.fileId, Math.max(like.firstLine, like.lastLine - lines), like.lastLine));
    }

    private static int length(KnownChunk chunk) {
        byte[] marks = chunk.marks;
        return marks == null ? 0 : marks.length;
    }

    /** So many rows at the begin are the same; it ends between two records. */
    private int prefix(Chunk chunk, KnownChunk like) {
        byte[] theirs = like.marks;
        if (theirs == null) {
            return 0;
        }
        byte[] ours = range.marks(chunk);
        int most = Math.min(ours.length, theirs.length);
        int same = 0;
        while (same < most && ours[same] == theirs[same]) {
            same++;
        }
        while (same > 0 && same < ours.length && !range.beginsRecord(chunk, same)) {
            same--;
        }
        return same;
    }

    /** So many rows at the end are the same; they begin with a record. */
    private int suffix(Chunk chunk, KnownChunk like, int most) {
        byte[] theirs = like.marks;
        if (theirs == null) {
            return 0;
        }
        byte[] ours = range.marks(chunk);
        int same = 0;
        while (same < Math.min(most, ours.length) && ours[ours.length - 1 - same] == theirs[theirs.length - 1 - same]) {
            same++;
        }
        while (same > 0 && !range.beginsRecord(chunk, ours.length - same)) {
            same--;
        }
        return same;
    }
}
