package io.turnpike.mediation.suspense;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A second delivery as it is listed.
 *
 * @param file where it stands, by the name it was delivered under
 * @param usageTime null where the record could not be read
 * @param firstFile where the record stands that counts
 */
public record ListedDuplicate(
        String file, long line, @Nullable Instant usageTime, String firstFile, long firstLine) {}
