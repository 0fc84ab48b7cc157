package io.turnpike.jobs;

import java.lang.ref.SoftReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the partitions of one execution of a step have in common: read once, when the first of them begins. Held only while memory
 * allows, because it is of use only while the others begin.
 *
 * @param <T> what is read; shared by threads, so not changed
 */
public final class OncePerStep<T> {
    private SoftReference<Read<T>> latest = new SoftReference<>(null);

    /** @param step what the partitions of one execution of a step share, and no other has */
    private record Read<T>(Progress step, T value) {}

    /** What was read for this execution of the step, or what is read now. */
    public synchronized T get(StepRequest request, Supplier<T> read) {
        Progress step = request.progress();
        @Nullable Read<T> known = latest.get();
        if (known == null || known.step != step || step == Progress.NONE) {
            known = new Read<>(step, read.get());
            latest = new SoftReference<>(known);
        }
        return known.value;
    }
}
