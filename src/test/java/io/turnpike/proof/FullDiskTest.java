package io.turnpike.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** The disk of database and data folder is full in the middle of a file of calls. */
class FullDiskTest {
    private static final int CALLS = 60_000;
    /** Each call takes some hundred bytes of table, indexes and log: a good part of them finds no room. */
    private static final long LEFT_BYTES = 4 << 20;

    @TempDir
    private Path folder;

    @Test
    void the_run_fails_and_says_so_and_goes_on_when_there_is_room() throws IOException {
        Path data = folder.resolve("data");
        SmallDisk disk = SmallDisk.over(data).orElse(null);
        assumeTrue(disk != null, "only root on Linux has a disk of its own");
        try (SmallDisk small = disk;
                ProofProcess program = new ProofProcess(
                        data,
                        ProofDefinitions.HOME,
                        ProofDefinitions.HOME.resolve("target/test-postgres/18.6"),
                        folder)) {
            program.run("customers", "import", OneTelephone.customers(folder).toString());
            small.leave(LEFT_BYTES);
            List<String> collect = List.of(
                    "run",
                    "collect",
                    "--file",
                    OneTelephone.calls(folder.resolve("calls.csv"), CALLS).toString(),
                    "--format",
                    "asterisk-csv");
            ProofProcess.Command command = program.start(collect);
            assertThat(command.exitCode()).as(command.text()).isNotZero();
            small.makeRoom();
            assertThat(command.text()).contains("No space left on device");

            program.run("db", "start");
            long before = charged(program.jdbc());
            assertThat(before).as("what was committed when the disk was full").isLessThan(CALLS);
            program.run(
                    "restart",
                    program.jdbc()
                            .queryForObject("select max(run_id) from run", Long.class)
                            .toString());
            assertThat(charged(program.jdbc())).isEqualTo(CALLS);
            assertThat(program.jdbc()
                            .queryForObject(
                                    "select records_read || ' ' || records_rated from input_file", String.class))
                    .isEqualTo(CALLS + " " + CALLS);
            program.run("run", "collect", "--file", folder.resolve("calls.csv").toString(), "--format", "asterisk-csv");
            assertThat(charged(program.jdbc())).as("the same file again").isEqualTo(CALLS);
        }
    }

    private static long charged(JdbcTemplate jdbc) {
        Long charged = jdbc.queryForObject("select count(*) from usage_charge", Long.class);
        return charged == null ? 0 : charged;
    }
}
