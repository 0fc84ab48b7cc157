package io.turnpike.accounting.sync;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a comparison of both sides found.
 *
 * @param compared records that both sides have
 * @param unanswered records that were sent and of which they have told nothing
 * @param unsent records that were not sent
 * @param accepted differences that a person has accepted
 * @param differences by side
 * @param days sums by currency and day
 */
public record DriftReport(
        SyncLine line,
        long compared,
        long unanswered,
        long unsent,
        long accepted,
        SortedMap<String, Long> differences,
        SortedMap<LocalDate, Map<String, DaySums>> days) {
    /** Of all sides. */
    public long total() {
        return differences.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The first day on which anything differs; of what belongs to no day there is none. */
    public Optional<LocalDate> firstDay() {
        return days.entrySet().stream()
                .filter(day -> day.getValue().values().stream().anyMatch(sums -> sums.differing() > 0))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
