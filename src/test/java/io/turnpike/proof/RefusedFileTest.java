package io.turnpike.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A run is killed behind a file that it refused. */
class RefusedFileTest {
    private static final int CALLS = 60_000;
    private static final int FAILED = 1;
    private static final String REFUSED =
            "WARNING before the restart: Master1.csv.gz (asterisk-csv) is refused, nothing of it was charged: it is no whole gzip file";

    @TempDir
    private Path folder;

    @Test
    void the_run_that_goes_on_ends_as_one_that_was_not_killed() throws IOException {
        Path data = folder.resolve("data");
        Path inbox = Files.createDirectories(data.resolve("inbox/asterisk-csv"));
        Files.write(inbox.resolve("Master1.csv.gz"), new byte[] {0x1f, (byte) 0x8b, 8});
        OneTelephone.calls(inbox.resolve("Master2.csv"), CALLS);
        try (ProofProcess program = new ProofProcess(
                data, ProofDefinitions.HOME, ProofDefinitions.HOME.resolve("target/test-postgres/18.6"), folder)) {
            program.run("customers", "import", OneTelephone.customers(folder).toString());
            ProofProcess.Command command = program.start("run", "collect");
            while (number(program.jdbc(), "select count(*) from run_refused") == 0) {
                assertThat(command.process().isAlive()).as(command.text()).isTrue();
                LockSupport.parkNanos(10_000_000);
            }
            command.process().destroyForcibly();
            assertThat(command.exitCode()).isNotZero();
            assertThat(number(program.jdbc(), "select count(*) from usage_charge"))
                    .as("what was committed when it was killed")
                    .isLessThan(CALLS);

            program.jdbc().update("update run set lease_until = clock_timestamp() - interval '1 s'");
            long run = number(program.jdbc(), "select max(run_id) from run");
            ProofProcess.Command restart = program.start("restart", String.valueOf(run));
            assertThat(restart.exitCode()).as(restart.text()).isEqualTo(FAILED);
            assertThat(restart.text()).contains(REFUSED).endsWith("run " + (run + 1) + " completed, refused a file\n");
            assertThat(number(program.jdbc(), "select count(*) from usage_charge"))
                    .isEqualTo(CALLS);
        }
    }

    private static long number(JdbcTemplate jdbc, String query) {
        Long number = jdbc.queryForObject(query, Long.class);
        return number == null ? 0 : number;
    }
}
