package io.turnpike.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.database.DatabaseTest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@DatabaseTest
class RunsTest {
    private static final Parameters NO_PARAMETERS = new Parameters(Map.of());

    @Autowired
    private Runs runs;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void emptyTables() {
        jdbc.sql("drop table if exists counted").update();
        jdbc.sql("create table counted (step text, number integer, primary key (step, number))")
                .update();
        jdbc.sql("delete from run_refused").update();
        jdbc.sql("delete from run").update();
    }

    /** Counts to ten, each number in a transaction of its own; what is counted is known from the table. */
    private record Counting(String word, int failsAt, CountDownLatch begun, CountDownLatch goOn, JdbcClient jdbc)
            implements StepKind {
        @Override
        public String summary() {
            return "counts to ten";
        }

        @Override
        public boolean partitioned() {
            return true;
        }

        @Override
        public StepWork begin(StepRequest request) {
            List<Integer> todo = jdbc.sql("select n from generate_series(1, 10) n where n % ? = ? and not exists"
                            + " (select from counted where step = ? and number = n) order by n")
                    .params(request.partitions(), request.partition(), word)
                    .query(Integer.class)
                    .list();
            var left = todo.iterator();
            return () -> left.hasNext() ? piece(left.next()) : null;
        }

        private StepWork.Piece piece(int number) {
            return () -> {
                jdbc.sql("insert into counted values (?, ?)")
                        .params(word, number)
                        .update();
                begun.countDown();
                try {
                    assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                if (number == failsAt) {
                    throw new IllegalStateException("the disk is full");
                }
            };
        }
    }

    private Counting counting(String word, int failsAt) {
        return new Counting(word, failsAt, new CountDownLatch(1), new CountDownLatch(0), jdbc);
    }

    private static JobFile job(int partitions, StepKind... kinds) {
        return new JobFile(
                "counting",
                "",
                List.of(),
                java.util.Arrays.stream(kinds)
                        .map(kind -> new JobFile.StepLine(kind.word(), kind, partitions, Map.of()))
                        .toList());
    }

    private long counted(String step) {
        return jdbc.sql("select count(*) from counted where step = ?")
                .param(step)
                .query(Long.class)
                .single();
    }

    @Test
    void partitions_share_the_work_and_do_all_of_it() {
        Runs.Outcome outcome =
                runs.start(job(3, counting("one", 0), counting("two", 0)), NO_PARAMETERS, RunWatcher.NONE);
        assertThat(outcome.state()).isEqualTo("completed");
        assertThat(counted("one")).isEqualTo(10);
        assertThat(counted("two")).isEqualTo(10);
        assertThat(outcome.steps()).extracting(StepRecord::name).containsExactly("one", "two");
    }

    @Test
    void a_failed_piece_leaves_nothing_and_a_restart_does_only_what_is_left() {
        Runs.Outcome failed =
                runs.start(job(1, counting("one", 0), counting("two", 4)), NO_PARAMETERS, RunWatcher.NONE);
        assertThat(failed.state()).isEqualTo("failed");
        assertThat(failed.message()).contains("the disk is full");
        assertThat(counted("two")).isEqualTo(3);

        Run run = runs.find(failed.runId()).orElseThrow();
        Runs.Outcome restarted = runs.restart(run, job(1, counting("one", 1), counting("two", 0)), RunWatcher.NONE);
        assertThat(restarted.state()).isEqualTo("completed");
        assertThat(restarted.steps()).extracting(StepRecord::name).containsExactly("two");
        assertThat(counted("two")).isEqualTo(10);
    }

    /** Refuses what it is told to, each in a piece of its own; the piece of a word that begins with "fail" fails behind that. */
    private record Refusing(String word, Deque<String> left) implements StepKind {
        @Override
        public String summary() {
            return "refuses";
        }

        @Override
        public StepWork begin(StepRequest request) {
            return () -> {
                String fact = left.poll();
                return fact == null
                        ? null
                        : () -> {
                            request.progress().refused(fact);
                            if (fact.startsWith("fail")) {
                                throw new IllegalStateException("the disk is full");
                            }
                        };
            };
        }
    }

    private static JobFile refusing(String... facts) {
        return job(1, new Refusing("refusing", new ArrayDeque<>(List.of(facts))));
    }

    @Test
    void what_was_refused_before_a_restart_is_told_by_it_and_by_the_next() {
        Runs.Outcome first = runs.start(refusing("a.csv", "fail.csv"), NO_PARAMETERS, RunWatcher.NONE);
        assertThat(first.state()).isEqualTo("failed");
        assertThat(first.refusedBefore()).isEmpty();
        Runs.Outcome second =
                runs.restart(runs.find(first.runId()).orElseThrow(), refusing("b.csv", "fail.csv"), RunWatcher.NONE);
        assertThat(second.refusedBefore()).containsExactly("a.csv"); // the other one was undone with its piece
        Run interrupted = runs.find(second.runId()).orElseThrow();
        Runs.Outcome third = runs.restart(interrupted, refusing("b.csv", "c.csv"), RunWatcher.NONE);
        assertThat(third.state()).isEqualTo("completed");
        assertThat(third.refusedBefore()).containsExactly("a.csv"); // b.csv was refused again
        assertThat(runs.refused(runs.find(third.runId()).orElseThrow())).containsExactly("a.csv", "b.csv", "c.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "stopped", "running"})
    void a_run_that_ended_behind_its_last_step_is_completed_by_a_restart_that_does_nothing_again(String state) {
        JobFile job = job(1, counting("one", 0), counting("two", 0));
        long id = runs.start(job, NO_PARAMETERS, RunWatcher.NONE).runId();
        // as a kill, or a full disk, leaves it
        jdbc.sql(
                        "update run set state = ?, message = 'gone', lease_until = now() - interval '1 second' where run_id = ?")
                .params(state, id)
                .update();
        Runs.Outcome restarted = runs.restart(runs.find(id).orElseThrow(), job, RunWatcher.NONE);
        assertThat(restarted.state()).isEqualTo("completed");
        assertThat(restarted.runId()).isEqualTo(id);
        assertThat(runs.find(id).orElseThrow().state()).isEqualTo("completed");
        assertThat(counted("one") + counted("two")).isEqualTo(20);
        assertThat(runs.start(job, NO_PARAMETERS, RunWatcher.NONE).state())
                .as("nothing is in the way of the next")
                .isEqualTo("completed");
    }

    @Test
    void a_run_of_a_part_of_its_job_goes_on_with_that_part_alone() {
        JobFile whole = job(1, counting("one", 0), counting("two", 0), counting("three", 0));
        Runs.Outcome failed = runs.start(
                job(1, counting("one", 0), counting("two", 4), counting("three", 0))
                        .only(List.of("two")),
                NO_PARAMETERS,
                RunWatcher.NONE);
        assertThat(failed.state()).isEqualTo("failed");

        Run run = runs.find(failed.runId()).orElseThrow();
        Runs.Outcome restarted = runs.restart(run, whole, RunWatcher.NONE);
        assertThat(restarted.steps()).extracting(StepRecord::name).containsExactly("two");
        assertThat(counted("one") + counted("three")).isZero();

        JobFile without = job(1, counting("one", 0), counting("three", 0));
        assertThatThrownBy(() -> runs.restart(run, without, RunWatcher.NONE))
                .hasMessageContaining("steps that the job counting has no more: two");
    }

    /** Reads a day that it needs. */
    private record Dated() implements StepKind {
        @Override
        public String word() {
            return "dated";
        }

        @Override
        public String summary() {
            return "needs a day";
        }

        @Override
        public List<StepOption> options() {
            return List.of(StepOption.date("through").needed());
        }

        @Override
        public StepWork begin(StepRequest request) {
            return () -> null;
        }
    }

    @Test
    void a_parameter_that_a_later_step_cannot_read_refuses_the_run_before_its_first_step() {
        JobFile job = job(1, counting("one", 0), new Dated());
        assertThatThrownBy(() -> runs.start(job, new Parameters(Map.of("through", "2026-02-30")), RunWatcher.NONE))
                .isInstanceOf(Parameters.BadParameter.class)
                .hasMessage("--through: cannot read '2026-02-30': write a date as 2026-01-31");
        assertThat(counted("one")).isZero();
        assertThat(runs.latest(1)).isEmpty();
    }

    @Test
    void of_two_starts_at_once_one_wins_and_the_other_is_told_who() throws Exception {
        Counting slow = new Counting("one", 0, new CountDownLatch(1), new CountDownLatch(1), jdbc);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Runs.Outcome> first = thread.submit(() -> runs.start(job(1, slow), NO_PARAMETERS, RunWatcher.NONE));
            assertThat(slow.begun().await(20, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> runs.start(job(1, slow), NO_PARAMETERS, RunWatcher.NONE))
                    .isInstanceOf(Runs.RunRefused.class)
                    .hasMessageContaining("counting is running already: run");
            slow.goOn().countDown();
            assertThat(first.get(20, TimeUnit.SECONDS).state()).isEqualTo("completed");
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void a_run_whose_owner_is_dead_is_taken_over_when_its_lease_has_ended() {
        jdbc.sql("insert into run (job, parameters, state, owner, lease_until, started_at) values ('counting',"
                        + " '', 'running', 'elsewhere:1', clock_timestamp() - interval '1 s', now())")
                .update();
        assertThat(runs.start(job(1, counting("one", 0)), NO_PARAMETERS, RunWatcher.NONE)
                        .state())
                .isEqualTo("completed");
        assertThat(jdbc.sql("select message from run where owner = 'elsewhere:1'")
                        .query(String.class)
                        .single())
                .isEqualTo("its owner elsewhere:1 is gone");
    }

    @Test
    void an_owner_that_slept_through_its_lease_writes_nothing_beside_the_one_who_has_taken_over() throws Exception {
        Counting slow = new Counting("one", 0, new CountDownLatch(1), new CountDownLatch(1), jdbc);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Runs.Outcome> first = thread.submit(() -> runs.start(job(1, slow), NO_PARAMETERS, RunWatcher.NONE));
            assertThat(slow.begun().await(20, TimeUnit.SECONDS)).isTrue();
            // as whoever takes over a run leaves it
            jdbc.sql("update run set state = 'failed' where state = 'running'").update();
            assertThat(runs.start(job(1, counting("two", 0)), NO_PARAMETERS, RunWatcher.NONE)
                            .state())
                    .isEqualTo("completed");
            slow.goOn().countDown();
            Runs.Outcome slept = first.get(20, TimeUnit.SECONDS);
            assertThat(slept.state()).isEqualTo("failed");
            assertThat(slept.message())
                    .hasValueSatisfying(message -> assertThat(message).contains("it was taken over"));
            assertThat(counted("one")).isZero();
            assertThat(counted("two")).isEqualTo(10);
        } finally {
            thread.shutdownNow();
        }
    }

    /** What a lease looks like when the clock has jumped: an hour ahead, or a day back. */
    @ParameterizedTest
    @ValueSource(strings = {"- interval '1 hour'", "+ interval '1 day'"})
    void a_clock_that_jumps_ends_no_lease_of_an_owner_that_lives_and_none_of_a_dead_one_lasts(String by)
            throws Exception {
        Counting slow = new Counting("one", 0, new CountDownLatch(1), new CountDownLatch(1), jdbc);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        String jump = "update run set lease_until = lease_until " + by + " where state = 'running'";
        try {
            Future<Runs.Outcome> first = thread.submit(() -> runs.start(job(1, slow), NO_PARAMETERS, RunWatcher.NONE));
            assertThat(slow.begun().await(20, TimeUnit.SECONDS)).isTrue();
            jdbc.sql(jump).update();
            Run run = runs.latest(1).get(0);
            assertThatThrownBy(() -> runs.start(job(1, slow), NO_PARAMETERS, RunWatcher.NONE))
                    .isInstanceOf(Runs.RunRefused.class)
                    .hasMessageContaining("counting is running already: run " + run.runId());
            assertThatThrownBy(() -> runs.restart(run, job(1, slow), RunWatcher.NONE))
                    .isInstanceOf(Runs.RunRefused.class);
            slow.goOn().countDown();
            assertThat(first.get(20, TimeUnit.SECONDS).state()).isEqualTo("completed");
        } finally {
            thread.shutdownNow();
        }
        jdbc.sql("insert into run (job, parameters, state, owner, lease_until, started_at) values ('counting',"
                        + " '', 'running', 'elsewhere:1', clock_timestamp() + interval '30 s', now())")
                .update();
        jdbc.sql(jump).update();
        assertThat(runs.start(job(1, counting("two", 0)), NO_PARAMETERS, RunWatcher.NONE)
                        .state())
                .as("behind a dead owner")
                .isEqualTo("completed");
    }

    @Test
    void a_stop_takes_hold_at_the_end_of_a_piece_and_the_run_can_go_on() throws Exception {
        Counting slow = new Counting("one", 0, new CountDownLatch(1), new CountDownLatch(1), jdbc);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Runs.Outcome> first = thread.submit(() -> runs.start(job(1, slow), NO_PARAMETERS, RunWatcher.NONE));
            assertThat(slow.begun().await(20, TimeUnit.SECONDS)).isTrue();
            Run run = runs.latest(1).get(0);
            assertThat(runs.stop(run.runId())).isTrue();
            Thread.sleep(6_000); // the heartbeat, every five seconds, hears of the stop
            slow.goOn().countDown();
            assertThat(first.get(20, TimeUnit.SECONDS).state()).isEqualTo("stopped");
            assertThat(counted("one")).isEqualTo(1);
            Run stopped = runs.find(run.runId()).orElseThrow();
            assertThat(runs.restart(stopped, job(1, counting("one", 0)), RunWatcher.NONE)
                            .state())
                    .isEqualTo("completed");
            assertThat(counted("one")).isEqualTo(10);
        } finally {
            thread.shutdownNow();
        }
    }
}
