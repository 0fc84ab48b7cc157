package io.turnpike.payments.pickup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.file.filters.FileListFilter;

/**
 * Files that had the same size and time of change at two looks, far enough apart. The time alone would not do: a copy may bring the
 * time of its original with it while it is still being written.
 *
 * @param <F> a file here, or on a server
 */
final class StoppedGrowing<F> implements FileListFilter<F> {
    private final Look<F> look;
    private final Duration quiet;
    private final Clock clock;
    private Map<String, Seen> seen = new HashMap<>();
    private int waiting;

    /** What is looked at. */
    interface Look<F> {
        String name(F file);

        /** Null for what is no file, or not there any more. */
        @Nullable Stamp stamp(F file);
    }

    /** Size in bytes, and time of change in milliseconds. */
    record Stamp(long size, long modifiedMillis) {}

    private record Seen(Stamp stamp, Instant since) {}

    StoppedGrowing(Look<F> look, Duration quiet, Clock clock) {
        this.look = look;
        this.quiet = quiet;
        this.clock = clock;
    }

    @Override
    public List<F> filterFiles(F @Nullable [] files) {
        Instant now = clock.instant();
        Map<String, Seen> there = new HashMap<>();
        List<F> still = new ArrayList<>();
        waiting = 0;
        if (files == null) {
            return still;
        }
        for (F file : files) {
            Stamp stamp = look.stamp(file);
            if (stamp == null) {
                continue;
            }
            String name = look.name(file);
            Seen before = seen.get(name);
            // where the clock went back, the wait begins anew instead of lasting until it has come up again
            boolean rests = before != null && before.stamp.equals(stamp) && !now.isBefore(before.since);
            Seen known = rests ? Objects.requireNonNull(before) : new Seen(stamp, now);
            there.put(name, known);
            if (now.isBefore(known.since.plus(quiet))) {
                waiting++;
            } else {
                still.add(file);
            }
        }
        seen = there;
        return still;
    }

    /** How many of the last look may still grow. */
    int waiting() {
        return waiting;
    }

    /** What the file was when it was let through; null for one that is not known. */
    @Nullable Stamp stamp(String name) {
        Seen known = seen.get(name);
        return known == null ? null : known.stamp;
    }
}
