package io.turnpike.jobs;

import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.stereotype.Component;

/** Starts, restarts, stops and lists runs. A run belongs to the process that holds its lease; a dead owner's run can be taken over. */
@Component
public class Runs {
    private final RunMapper runs;
    private final BatchJobs jobs;
    private final JobOperator operator;
    private final JobRepository repository;
    private final RunLeases leases;
    private final Clock clock;
    private final DefinitionStates definitions;

    Runs(
            RunMapper runs,
            BatchJobs jobs,
            JobOperator operator,
            JobRepository repository,
            RunLeases leases,
            Clock clock,
            DefinitionStates definitions) {
        this.runs = runs;
        this.jobs = jobs;
        this.operator = operator;
        this.repository = repository;
        this.leases = leases;
        this.clock = clock;
        this.definitions = definitions;
    }

    /** Runs a job to its end on this thread. */
    public Outcome start(JobFile file, Parameters given, RunWatcher watcher) {
        return run(file, given, null, Set.of(), watcher);
    }

    /**
     * Goes on with a run that failed, was stopped or whose owner died: with the steps it was started with, without those it had
     * finished.
     */
    public Outcome restart(Run old, JobFile file, RunWatcher watcher) {
        if (old.isRunning() && !old.leaseExpired()) {
            throw new RunRefused("run " + old.runId() + " is still running at " + old.owner());
        }
        if (old.state().equals("completed")) {
            throw new RunRefused("run " + old.runId() + " is complete: nothing is left of it");
        }
        JobFile part = part(file, old);
        Set<String> finished = finishedSteps(old);
        if (finished.containsAll(part.stepNames())) {
            // it ended between its last step and the note that it is complete
            bury(file);
            if (runs.find(old.runId()).filter(Run::isRunning).isPresent()) {
                throw refusal(file); // it is at its end, and notes it itself
            }
            runs.complete(old.runId(), clock.instant());
            return new Outcome(
                    old.runId(), "completed", Optional.empty(), steps(old), runs.refusedUpTo(old.runId()), List.of());
        }
        return run(part, parametersOf(old), old.runId(), finished, watcher);
    }

    private static JobFile part(JobFile file, Run old) {
        if (old.steps() == null) {
            return file;
        }
        List<String> names = old.steps().lines().toList();
        List<String> gone =
                names.stream().filter(name -> !file.stepNames().contains(name)).toList();
        if (!gone.isEmpty()) {
            throw new RunRefused("run " + old.runId() + " had steps that the job " + file.name() + " has no more: "
                    + String.join(", ", gone) + ". Start the job anew: what is done already is not done twice");
        }
        return file.only(names);
    }

    /** Asks a run to stop at the end of the piece it is at; false when it is not running. */
    public boolean stop(long runId) {
        return runs.requestStop(runId) == 1;
    }

    public Optional<Run> find(long runId) {
        return runs.find(runId);
    }

    /** The latest runs, newest first. */
    public List<Run> latest(int most) {
        return runs.latest(most);
    }

    /** The steps of a run as Batch recorded them. */
    public List<StepRecord> steps(Run run) {
        if (run.executionId() == null) {
            return List.of();
        }
        JobExecution execution = repository.getJobExecution(run.executionId());
        return execution == null ? List.of() : StepRecord.of(execution);
    }

    /** What a run did not take in, and the runs before it that it went on with. */
    public List<String> refused(Run run) {
        return runs.refusedUpTo(run.runId());
    }

    /** What it met itself is not told twice: a file that was refused, and not put away before the kill, is refused again. */
    private List<String> refusedBefore(long restarts, long runId) {
        Set<String> again = new HashSet<>(runs.refusedBy(runId));
        return runs.refusedUpTo(restarts).stream()
                .filter(fact -> !again.contains(fact))
                .toList();
    }

    /** The files of definitions that are others for a run than they were for an attempt that it goes on with. */
    public List<String> changedDefinitions(Run run) {
        return attempts(run).stream()
                .flatMap(attempt -> definitions.changes(attempt.definitions(), run.definitions()).stream())
                .sorted()
                .distinct()
                .toList();
    }

    private Outcome run(JobFile file, Parameters given, @Nullable Long restarts, Set<String> done, RunWatcher watcher) {
        Parameters parameters = complete(file, given);
        file.steps().stream()
                .filter(line -> !done.contains(line.name()))
                .forEach(line -> check(line, parameters.over(line.options())));
        bury(file);
        long runId = runs.insert(
                        file.name(),
                        written(parameters),
                        String.join("\n", file.stepNames()),
                        leases.owner(),
                        RunLeases.LEASE_SECONDS,
                        restarts,
                        definitions.keep(),
                        clock.instant())
                .orElseThrow(() -> refusal(file));
        try (RunLeases.Lease lease = leases.hold(runId)) {
            String state = "failed";
            String message = null;
            try {
                Job job = jobs.build(file, runId, parameters, done, watcher, lease.stop());
                JobExecution execution = operator.start(
                        job, new JobParametersBuilder().addLong("run", runId).toJobParameters());
                runs.execution(runId, execution.getId());
                state = stateOf(execution);
                message = firstFailure(execution);
                return new Outcome(
                        runId,
                        state,
                        Optional.ofNullable(message),
                        StepRecord.of(execution),
                        restarts == null ? List.of() : refusedBefore(restarts, runId),
                        runs.find(runId).map(this::changedDefinitions).orElse(List.of()));
            } catch (RuntimeException e) {
                message = e.getMessage();
                throw e;
            } catch (org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException
                    | org.springframework.batch.core.launch.JobExecutionAlreadyRunningException
                    | org.springframework.batch.core.job.parameters.InvalidJobParametersException
                    | org.springframework.batch.core.launch.JobRestartException e) {
                throw new IllegalStateException("a new run cannot have been run before", e);
            } finally {
                runs.finish(runId, state, clock.instant(), message);
            }
        }
    }

    /**
     * Ends a run of the job whose owner is dead. A lease that has ended, or lies too far ahead, may also be the work of a clock that was
     * set while its owner lives: an owner that may live is waited for as long as it takes to renew its lease.
     */
    private void bury(JobFile file) {
        Optional<Run> ended = runs.running(file.name()).filter(Run::leaseExpired);
        if (ended.isPresent()) {
            Run run = ended.get();
            if (!leases.isGone(run.owner())) {
                leases.awaitRenewal();
            }
            runs.bury(run.runId(), run.leaseUntil(), clock.instant());
        }
    }

    private static void check(JobFile.StepLine line, Parameters given) {
        line.kind().options().forEach(option -> option.check(given));
        line.kind().check(given);
    }

    private RunRefused refusal(JobFile file) {
        return runs.running(file.name())
                .map(run ->
                        new RunRefused(file.name() + " is running already: run " + run.runId() + " at " + run.owner()
                                + ". Wait for it, or stop it with 'turnpike stop " + run.runId()
                                + "'; a dead owner's lease ends within " + RunLeases.LEASE_SECONDS + " s"))
                .orElseGet(() -> new RunRefused(file.name() + " was running a moment ago: try again"));
    }

    private static Parameters complete(JobFile file, Parameters given) {
        Map<String, String> values = new TreeMap<>(given.values());
        for (JobFile.Parameter parameter : file.parameters()) {
            if (!parameter.otherwise().isEmpty()) {
                values.putIfAbsent(parameter.name(), parameter.otherwise());
            }
            if (parameter.required() && !values.containsKey(parameter.name())) {
                throw new Parameters.BadParameter("--" + parameter.name() + " is missing: " + parameter.help());
            }
        }
        return new Parameters(values);
    }

    /** A run and those before it that it went on with, the latest first. */
    public List<Run> attempts(Run run) {
        return Stream.iterate(
                        Optional.of(run),
                        Optional::isPresent,
                        at -> at.flatMap(one -> Optional.ofNullable(one.restarts()))
                                .flatMap(runs::find))
                .flatMap(Optional::stream)
                .toList();
    }

    private Set<String> finishedSteps(Run run) {
        return attempts(run).stream()
                .flatMap(attempt -> steps(attempt).stream())
                .filter(step -> step.state().equals("completed"))
                .map(StepRecord::name)
                .collect(Collectors.toSet());
    }

    private static String stateOf(JobExecution execution) {
        return execution.getStatus() == BatchStatus.COMPLETED
                ? "completed"
                : execution.getStatus() == BatchStatus.STOPPED ? "stopped" : "failed";
    }

    private static @Nullable String firstFailure(JobExecution execution) {
        // the failure of a partition says why; that of the job only that a partition failed
        return execution.getAllFailureExceptions().stream()
                .sorted(Comparator.comparing(failure -> failure instanceof JobExecutionException))
                .map(Failures::innermost)
                .filter(message -> !message.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static String written(Parameters parameters) {
        return new TreeMap<>(parameters.values())
                .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining("\n"));
    }

    private static Parameters parametersOf(Run run) {
        return new Parameters(run.parameters()
                .lines()
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1))));
    }

    /**
     * How a run ended.
     *
     * @param state completed, failed or stopped
     * @param message why it failed
     * @param refusedBefore what was refused in the runs that this one went on with, and not again
     * @param changed files of definitions that were changed since the run began that it goes on with
     */
    public record Outcome(
            long runId,
            String state,
            Optional<String> message,
            List<StepRecord> steps,
            List<String> refusedBefore,
            List<String> changed) {}

    /** A run that cannot be started now; the message says why and what to do. */
    public static final class RunRefused extends RuntimeException {
        RunRefused(String message) {
            super(message);
        }
    }
}
