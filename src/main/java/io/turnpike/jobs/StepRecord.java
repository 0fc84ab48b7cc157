package io.turnpike.jobs;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;

/**
 * One step of a run as it was recorded.
 *
 * @param state completed, failed, stopped, started or unknown
 * @param pieces transactions committed
 */
public record StepRecord(String name, String state, long pieces, Duration took) {
    /** The steps of an execution in their order, without their partitions. */
    static List<StepRecord> of(JobExecution execution) {
        return execution.getStepExecutions().stream()
                .filter(step -> !step.getStepName().contains(":"))
                .sorted(Comparator.comparingLong(StepExecution::getId))
                .map(step -> new StepRecord(
                        step.getStepName(),
                        step.getStatus().name().toLowerCase(Locale.ROOT),
                        step.getCommitCount(),
                        between(step.getStartTime(), step.getEndTime())))
                .toList();
    }

    private static Duration between(@Nullable LocalDateTime from, @Nullable LocalDateTime to) {
        return from == null || to == null ? Duration.ZERO : Duration.between(from, to);
    }
}
