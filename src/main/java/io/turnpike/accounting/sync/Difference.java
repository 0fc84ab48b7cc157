package io.turnpike.accounting.sync;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Where the two sides do not have the same.
 *
 * @param field empty: one side has the record and the other has not
 * @param side who left the agreed copy: {@code ours}, {@code theirs}, {@code both}, or {@code unknown} where nothing was agreed
 * @param ours what we have; null for nothing
 */
public record Difference(
        String content,
        String operator,
        String key,
        String field,
        @Nullable LocalDate day,
        String side,
        @Nullable String ours,
        @Nullable String theirs,
        @Nullable String agreed) {}
