package io.turnpike.payments.statements;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.mediation.calls.ExampleOutcome;
import io.turnpike.payments.matching.MatchingExamples;
import io.turnpike.payments.matching.MatchingRulesReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ShippedPaymentReadersTest {
    static final Path READERS = Path.of(System.getProperty("turnpike.home", "."), "readers");

    @TestFactory
    List<DynamicTest> every_shipped_reader_of_payments_makes_of_its_examples_what_they_say() throws IOException {
        Problems problems = new Problems();
        List<PaymentFormat> formats =
                List.copyOf(PaymentReaders.load(READERS, problems).values());
        assertThat(problems.render()).isEmpty();
        assertThat(formats).hasSizeGreaterThanOrEqualTo(4);
        return formats.stream()
                .map(format -> DynamicTest.dynamicTest(format.name(), () -> check(format)))
                .toList();
    }

    private static void check(PaymentFormat format) throws IOException {
        Problems problems = new Problems();
        var rules = MatchingRulesReader.read(format, problems);
        assertThat(problems.render()).isEmpty();
        Path folder = Objects.requireNonNull(format.file().path().getParent());
        int examples = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path path : files.filter(file -> file.toString().endsWith(".examples"))
                    .sorted()
                    .toList()) {
                SourceFile file = SourceFile.read(folder, path);
                List<ExampleOutcome> outcomes = path.endsWith("matching.examples")
                        ? MatchingExamples.run(rules.orElseThrow(), file)
                        : PaymentExamples.run(format, file);
                assertThat(outcomes.stream()
                                .filter(outcome -> !outcome.passed())
                                .map(ExampleOutcome::text))
                        .isEmpty();
                examples += outcomes.size();
            }
        }
        assertThat(examples).as("examples of " + format.name()).isGreaterThan(3);
    }
}
