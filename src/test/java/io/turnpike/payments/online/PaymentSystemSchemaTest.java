package io.turnpike.payments.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.catalog.Schemas;
import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import io.turnpike.mediation.calls.ExampleOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped payment systems against their schema and their examples, and mistakes with their places. */
class PaymentSystemSchemaTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));

    @Test
    void every_shipped_payment_system_fits_its_schema_and_its_examples_come_out_as_written() throws IOException {
        Problems problems = new Problems();
        List<ExampleOutcome> outcomes = new ArrayList<>();
        for (PaymentSystem system : PaymentSystems.load(HOME, problems).values()) {
            assertThat(Schemas.fits(
                            Schemas.of("payment-system"),
                            Yaml.read(system.file(), problems).orElseThrow()))
                    .as(system.name())
                    .isTrue();
            Path examples = system.file().path().resolveSibling(system.name() + ".examples");
            outcomes.addAll(SystemExamples.run(system, SourceFile.read(HOME.toAbsolutePath(), examples)));
        }
        assertThat(problems.render()).isEmpty();
        assertThat(outcomes.stream().filter(outcome -> !outcome.passed()).map(ExampleOutcome::text))
                .isEmpty();
        assertThat(outcomes).hasSizeGreaterThan(70);
    }

    @Test
    void an_answer_that_nobody_expected_is_a_failure() throws IOException {
        PaymentSystem system = PaymentSystems.load(HOME, new Problems()).get("terminals");
        SourceFile file = new SourceFile(
                "x.examples",
                Path.of("x.examples"),
                "GET command=check&account=1\n= result 0\nGET command=check&account=1\nPUT x\n");
        assertThat(SystemExamples.run(system, file).stream().map(ExampleOutcome::text))
                .hasSize(3)
                .satisfiesExactly(
                        wrong -> assertThat(wrong).startsWith("x.examples:2: expected result 0\n  got result 5"),
                        unexpected -> assertThat(unexpected).startsWith("x.examples:3: expected nothing"),
                        unknown -> assertThat(unknown).startsWith("x.examples:4: expected a line that begins with"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            dialect: osmp                | dialect: qiwi                  | unknown word 'qiwi'
            currency: RUB                | currency: roubles              | cannot read 'roubles'
            203.0.113.0/24               | 203.0.113.1/24                 | no network: '203.0.113.1/24'
            { environment: TURNPIKE_REFERENCE_PASSWORD } | hunter2hunter2 | a secret is not written in a definition
            { environment: TURNPIKE_REFERENCE_PASSWORD } | { environment: A, file: b } | one place of a secret
            of: [command, txn_id, account, sum]          | of: [command, txn_id, account] | not signed: sum
            algorithm: hmac-sha256       | algorithm: none                | unknown word 'none'
            by: [account, phone]         | by: [account, inn]             | unknown word 'inn'
            length: 1-12                 | length: 12-1                   | from 1 to 64 characters
            at-most: 15000.00 RUB        | at-most: 9.00 RUB              | no sum is at least
            at-most: 15000.00 RUB        | at-most: 15000.00 USD          | cannot read '15000.00 USD'
            at-least: 10.00 RUB          | at-least: 0.00 RUB             | no sum is at least
            share: 1.5 %                 | share: 101 %                   | cannot read '101 %'
            within: 24 h                 | within: a day                  | cannot read 'a day'
            a-second: 200                | a-second: 0                    | cannot read '0'
            date-format: yyyyMMddHHmmss  | date-format: bbbb              | cannot read 'bbbb'
            sum: sum                     | sum: txn_id                    | 'txn_id' would say two things
            check-shows:                 | check-show:                    | unknown key 'check-show'
            """)
    void a_mistake_is_told_with_its_place(String right, String wrong, String message) throws IOException {
        String shipped = Files.readString(HOME.resolve("payment-systems/reference/system.yaml"));
        assertThat(shipped).contains(right);
        assertThat(problems("mine", shipped.replace(right, wrong)))
                .startsWith("payment-systems/mine/system.yaml:")
                .contains(message);
    }

    @Test
    void an_acquirer_with_words_and_kopecks_of_its_own_needs_no_java(@TempDir Path folder) throws IOException {
        Path file =
                Files.createDirectories(folder.resolve("payment-systems/mine")).resolve("system.yaml");
        String shipped = Files.readString(HOME.resolve("payment-systems/cards/system.yaml"));
        Files.writeString(
                file,
                shipped.replace("sums: major", "sums: minor")
                        .replace("transaction: payment.id", "transaction: data.object.id")
                        .replace("sum: payment.amount", "sum: data.object.captured")
                        .replace("paid: payment.succeeded", "paid: [captured, settled]"));
        Problems problems = new Problems();
        PaymentSystem system = PaymentSystems.load(folder, problems).get("mine");
        assertThat(problems.render()).isEmpty();
        String notice = "POST {\"type\":\"settled\",\"data\":{\"object\":{\"id\":17,\"captured\":50001}},"
                + "\"payment\":{\"account\":\"7\",\"currency\":\"RUB\"}}\n= http 200\n";
        SourceFile examples = new SourceFile("x.examples", Path.of("x.examples"), notice);
        assertThat(SystemExamples.run(system, examples)).allMatch(ExampleOutcome::passed);
        Ask ask = new WebhookDialect()
                .read(
                        system,
                        new OnlineRequest(
                                "POST",
                                "",
                                "application/json",
                                notice.substring(5, notice.indexOf('\n')).getBytes(StandardCharsets.UTF_8),
                                Map.of(),
                                "",
                                null),
                        Instant.parse("2026-11-02T09:00:00Z"));
        assertThat(ask)
                .isInstanceOfSatisfying(
                        Ask.Pay.class, pay -> assertThat(pay.amount()).hasToString("500.01 RUB"));
    }

    @Test
    void a_system_that_anybody_could_be_is_refused() throws IOException {
        String open = """
                about: a
                dialect: osmp
                operator: meridian
                currency: RUB
                zone: Europe/Moscow
                access: { from: 0.0.0.0/0 }
                account: { by: account }
                amount: { at-least: 1.00 RUB, at-most: 2.00 RUB }
                """;
        assertThat(problems("mine", open)).contains("anybody could pay");
        assertThat(problems("mine", open.replace("osmp", "webhook"))).contains("'signature' is missing");
        assertThat(problems("Mine", open.replace("0.0.0.0/0", "192.0.2.1"))).contains("'Mine' is no name");
        assertThat(problems("mine", open.replace("0.0.0.0/0", "192.0.2.1"))).isEmpty();
    }

    @Test
    void two_systems_cannot_take_their_transactions_for_each_others(@TempDir Path folder) throws IOException {
        for (String name : List.of("first", "second")) {
            Path file = Files.createDirectories(folder.resolve("payment-systems/" + name))
                    .resolve("system.yaml");
            String shipped = Files.readString(HOME.resolve("payment-systems/terminals/system.yaml"));
            Files.writeString(file, name.equals("first") ? shipped : shipped + "source: first\n");
        }
        Problems problems = new Problems();
        PaymentSystems.load(folder, problems);
        assertThat(problems.render()).contains("the transactions of first are known by source 'first' too");
    }

    private static String problems(String name, String text) {
        String path = "payment-systems/" + name + "/system.yaml";
        SourceFile file = new SourceFile(path, Path.of(path), text);
        Problems problems = new Problems();
        Yaml.read(file, problems)
                .ifPresent(block -> new PaymentSystemReader(name, file, new Fields(block, problems)).read());
        return problems.render();
    }
}
