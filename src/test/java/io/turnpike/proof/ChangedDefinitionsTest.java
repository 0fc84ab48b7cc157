package io.turnpike.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Definitions are edited between the kill of a run and its restart. */
class ChangedDefinitionsTest {
    private static final int CALLS = 20_000;
    private static final int WRONG_DEFINITION = 3;
    private static final String PRICED = "rating-rules/home-phone/2026-01-01.yaml";
    private static final String NOT_PRICED = "rating-rules/home-100/2026-01-01.yaml";

    @TempDir
    private Path folder;

    @Test
    void a_price_that_charged_stays_or_nothing_goes_on_and_other_changes_are_named() throws IOException {
        Path definitions = definitions();
        Path inbox = Files.createDirectories(folder.resolve("data/inbox/asterisk-csv"));
        OneTelephone.calls(inbox.resolve("Master1.csv"), CALLS);
        try (ProofProcess program = new ProofProcess(
                folder.resolve("data"),
                definitions,
                ProofDefinitions.HOME.resolve("target/test-postgres/18.6"),
                folder)) {
            program.run("customers", "import", OneTelephone.customers(folder).toString());
            ProofProcess.Command command = program.start("run", "collect");
            while (charged(program.jdbc()) == 0) {
                assertThat(command.process().isAlive()).as(command.text()).isTrue();
                LockSupport.parkNanos(5_000_000);
            }
            command.process().destroyForcibly();
            assertThat(command.exitCode()).isNotZero();
            long before = charged(program.jdbc());
            assertThat(before).isLessThan(CALLS);
            program.jdbc().update("update run set lease_until = clock_timestamp() - interval '1 s'");

            String file = Files.readString(definitions.resolve(PRICED));
            Files.writeString(definitions.resolve(PRICED), file.replace("RUB/min", "RUB / min"));
            ProofProcess.Command refused = program.start("restart", "1");
            assertThat(refused.exitCode()).as(refused.text()).isEqualTo(WRONG_DEFINITION);
            assertThat(refused.text()).contains(PRICED, "this version of the plan has priced usage since");
            assertThat(charged(program.jdbc())).isEqualTo(before);

            Files.writeString(definitions.resolve(PRICED), file);
            Files.writeString(
                    definitions.resolve(NOT_PRICED), Files.readString(definitions.resolve(NOT_PRICED)) + "# edited\n");
            ProofProcess.Command restart = program.start("restart", "1");
            assertThat(restart.exitCode()).as(restart.text()).isZero();
            assertThat(restart.text()).contains("WARNING definitions were changed since", ": " + NOT_PRICED + "\n");
            assertThat(charged(program.jdbc())).isEqualTo(CALLS);
            assertThat(program.start("status", "2").exitCode()).isZero();
        }
    }

    private static long charged(JdbcTemplate jdbc) {
        Long charged = jdbc.queryForObject("select count(*) from usage_charge", Long.class);
        return charged == null ? 0 : charged;
    }

    /** A copy of the shipped definitions, whose transactions are small. */
    private Path definitions() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("definitions"));
        for (String kind : List.of("readers", "document-templates", "payment-systems", "cash-registers")) {
            Files.createSymbolicLink(copy.resolve(kind), ProofDefinitions.HOME.resolve(kind));
        }
        for (String kind : List.of("jobs", "rating-rules")) {
            try (Stream<Path> files = Files.walk(ProofDefinitions.HOME.resolve(kind))) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(ProofDefinitions.HOME.relativize(file)));
                }
            }
        }
        Path collect = copy.resolve("jobs/collect.yaml");
        Files.writeString(
                collect,
                Files.readString(collect)
                        .replace("collect-calls: { partitions: 2 }", "collect-calls: { range: 100000 }"));
        return copy;
    }
}
