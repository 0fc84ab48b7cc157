package io.turnpike.proof;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Goes through months by commands that are killed at random moments of their steps: the program alone, the program and its database
 * together, or told to end by SIGTERM. What was killed is gone on with, by {@code restart} or by the same command again.
 */
final class ProofCrashes implements AutoCloseable {
    private static final long POLL_NANOS = 2_000_000;
    private static final int MOST_DELAY_MILLIS = 120;
    private static final int REFUSED = 4;

    private final Random dice;
    private final ProofProcess program;
    private final Path folder;
    private final ProofInbox inbox;
    private final Map<String, Integer> crashes = new TreeMap<>();
    private int left;
    private int imports;
    private int realWaits;

    /**
     * Starts the server.
     *
     * @param most how many crashes there are to be
     * @param realWaits how often the lease of a dead owner is waited for; the others are aged
     */
    ProofCrashes(ProofRound round, Path folder, int most, int realWaits) {
        this.dice = new Random(round.order() + 2);
        this.folder = folder;
        this.left = most;
        this.realWaits = realWaits;
        this.inbox = new ProofInbox(folder.resolve("inbox"), new Random(round.order()));
        this.program = new ProofProcess(
                folder,
                ProofDefinitions.write(folder.resolve("definitions"), round),
                ProofDefinitions.HOME.resolve("target/test-postgres/18.6"));
    }

    /** How often what was killed in which step. */
    Map<String, Integer> crashes() {
        return crashes;
    }

    int count() {
        return crashes.values().stream().mapToInt(Integer::intValue).sum();
    }

    ProofBooks perform(List<ProofDeed> deeds) {
        boolean first = true;
        int runs = (int) deeds.stream().filter(ProofDeed.Run.class::isInstance).count();
        for (ProofDeed deed : deeds) {
            if (deed instanceof ProofDeed.Learn learn) {
                program.run(
                        "customers",
                        "import",
                        ProofInbox.write(folder.resolve("import-" + ++imports), learn.feeds())
                                .toString());
            } else if (deed instanceof ProofDeed.Deliver deliver) {
                inbox.deliver(deliver.files());
            } else if (deed instanceof ProofDeed.Close close) {
                program.run(
                        "ledger",
                        "close",
                        "--operator",
                        close.operator(),
                        "--month",
                        close.month().toString(),
                        "--by",
                        "proof");
            } else if (deed instanceof ProofDeed.Run run && first) {
                first = false;
                runs--;
                twice(run);
            } else if (deed instanceof ProofDeed.Run run) {
                left -= crash(run, (left + runs - 1) / runs);
                runs--;
            }
        }
        return ProofBooks.of(program.jdbc());
    }

    private static List<String> words(ProofDeed.Run run) {
        List<String> words = new ArrayList<>(List.of("run", run.job()));
        new TreeMap<>(run.parameters()).forEach((name, value) -> words.addAll(List.of("--" + name, value)));
        return words;
    }

    /** Runs a job to its end with so many crashes on the way, or fewer where it ends before; returns how many there were. */
    private int crash(ProofDeed.Run run, int wanted) {
        List<String> words = words(run);
        int done = 0;
        while (true) {
            ProofProcess.Command command = program.start(words);
            Optional<String> killed = done < wanted ? kill(command, run.job()) : Optional.empty();
            int code = command.exitCode();
            if (killed.isEmpty()) {
                if (code != 0) {
                    throw new IllegalStateException(words + " ended with " + code + ": " + command.text());
                }
                return done;
            }
            done++;
            crashes.merge(killed.get(), 1, Integer::sum);
            words = goOn(run, words);
        }
    }

    /** Kills a command in a step of its own; empty when it ended before. */
    private Optional<String> kill(ProofProcess.Command command, String job) {
        List<String> steps = steps(job);
        String wanted = steps.get(dice.nextInt(steps.size()));
        long delay = dice.nextInt(MOST_DELAY_MILLIS) * 1_000_000L;
        while (command.process().isAlive()) {
            Optional<String> at = step(wanted, steps);
            if (at.isPresent()) {
                LockSupport.parkNanos(delay);
                return end(command).map(how -> how + " in " + at.get());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return Optional.empty();
    }

    private Optional<String> end(ProofProcess.Command command) {
        int kind = dice.nextInt(5);
        if (!command.process().isAlive()) {
            return Optional.empty();
        }
        if (kind == 0) {
            command.process().destroy();
            int code = command.exitCode();
            String state =
                    program.jdbc().queryForObject("select state from run order by run_id desc limit 1", String.class);
            if (code == 0) {
                return Optional.empty();
            }
            if ("completed".equals(state)) {
                return Optional.of("SIGTERM behind the last range");
            }
            if (!"stopped".equals(state)) {
                throw new IllegalStateException("after SIGTERM the run is " + state + ": " + command.text());
            }
            return Optional.of("SIGTERM");
        }
        command.process().destroyForcibly();
        if (kind < 3) {
            return Optional.of("kill -9 of the program");
        }
        program.killDatabase();
        return Optional.of("kill -9 of program and database");
    }

    /** The step that runs now, if it is the wanted one or a later one of the job. */
    private Optional<String> step(String wanted, List<String> steps) {
        try {
            return program.database()
                    .flatMap(jdbc -> running(jdbc).stream()
                            .filter(step -> steps.indexOf(step) >= steps.indexOf(wanted))
                            .findFirst());
        } catch (DataAccessException e) {
            return Optional.empty(); // it is starting
        }
    }

    private static List<String> running(JdbcTemplate jdbc) {
        return jdbc.queryForList("""
            select distinct regexp_replace(s.step_name, '[.:].*', '')
            from run r
            join batch_step_execution s on s.job_execution_id = (
              select max(job_execution_id) from batch_job_execution)
            where r.state = 'running'
              and r.lease_until > clock_timestamp()
              and s.status = 'STARTED'
            """, String.class);
    }

    private List<String> steps(String job) {
        return switch (job) {
            case "month" ->
                List.of(
                        "retry-suspense",
                        "collect-calls",
                        "collect-flows",
                        "match-traffic",
                        "rate-traffic",
                        "rerate-owners",
                        "rerate",
                        "settle",
                        "charge-fees",
                        "draft-invoices",
                        "release-invoices",
                        "render-documents");
            case "collect" -> List.of("collect-calls", "collect-flows", "match-traffic", "rate-traffic");
            case "retry-suspense" -> List.of("retry-suspense", "retry-flows", "match-traffic", "rate-traffic");
            case "rerate" -> List.of("rerate-owners", "rerate");
            default -> throw new IllegalArgumentException(job);
        };
    }

    /** What is typed after a crash: restart, or the command once more; refused as long as the dead owner's lease holds. */
    private List<String> goOn(ProofDeed.Run run, List<String> before) {
        if (program.database().isEmpty() || !answers()) {
            program.run("db", "start");
        }
        JdbcTemplate jdbc = program.jdbc();
        long last = jdbc.queryForObject("select max(run_id) from run", Long.class);
        List<String> restart = List.of("restart", Long.toString(last));
        if ("running".equals(state(last)) && realWaits > 0) {
            realWaits--;
            waitForTheLease(restart);
        } else {
            jdbc.update("update run set lease_until = clock_timestamp() - interval '1 second' where state = 'running'");
        }
        return "completed".equals(state(last)) || dice.nextInt(3) == 0 ? words(run) : restart;
    }

    private String state(long run) {
        return program.jdbc().queryForObject("select state from run where run_id = ?", String.class, run);
    }

    private boolean answers() {
        try {
            return program.jdbc().queryForObject("select true", Boolean.class);
        } catch (DataAccessException e) {
            return false;
        }
    }

    /** A dead owner's run is refused with a clear message until its lease has ended. */
    private void waitForTheLease(List<String> restart) {
        Instant until = program.jdbc()
                .queryForObject("select max(lease_until) from run where state = 'running'", Timestamp.class)
                .toInstant();
        ProofProcess.Command early = program.start(restart);
        boolean refused = early.exitCode() == REFUSED && early.text().contains("is still running at");
        if (!refused && Instant.now().isBefore(until)) {
            throw new IllegalStateException("a run whose lease holds was not refused: " + early.text());
        }
        while (Boolean.TRUE.equals(program.jdbc()
                .queryForObject(
                        "select exists (select 1 from run where state = 'running' and lease_until > clock_timestamp())",
                        Boolean.class))) {
            LockSupport.parkNanos(200_000_000);
        }
    }

    /**
     * Starts the same run twice at once: one does it, the other is refused and says by whom. One that came up only when
     * the first had finished finds nothing left to do; then the two did not overlap.
     */
    private void twice(ProofDeed.Run run) {
        ProofProcess.Command one = program.start(words(run));
        ProofProcess.Command other = program.start(words(run));
        List<Integer> codes = List.of(one.exitCode(), other.exitCode());
        ProofProcess.Command refused = codes.get(0) == 0 ? other : one;
        boolean oneRefused = codes.contains(0)
                && codes.contains(REFUSED)
                && refused.text().contains(run.job() + " is running already");
        boolean oneAfterTheOther = codes.equals(List.of(0, 0)) && lastTwoFollowEachOther(run.job());
        if (!oneRefused && !oneAfterTheOther) {
            throw new IllegalStateException(
                    "two starts at once ended with " + codes + ": " + one.text() + other.text());
        }
    }

    private boolean lastTwoFollowEachOther(String job) {
        return Boolean.TRUE.equals(program.jdbc().queryForObject("""
                        select count(*) = 2 and max(started_at) >= min(finished_at)
                        from (select started_at, finished_at from run where job = ? order by run_id desc limit 2) last
                        """, Boolean.class, job));
    }

    @Override
    public void close() {
        program.close();
    }
}
