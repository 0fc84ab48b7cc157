package io.turnpike.mediation.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShippedReadersTest {
    private static final Path READERS = Path.of(System.getProperty("turnpike.home", "."), "readers");

    @Test
    void every_shipped_reader_loads_and_every_example_holds() throws IOException {
        Problems problems = new Problems();
        Map<String, CallFormat> formats = Readers.load(READERS, problems);
        assertThat(problems.render()).isEmpty();
        assertThat(formats.keySet())
                .contains(
                        "asterisk-csv",
                        "cisco-cucm",
                        "eltex-smg",
                        "events-csv",
                        "fixed-width-switch",
                        "freeswitch-csv",
                        "mvts",
                        "reference",
                        "sms-csv");
        StringBuilder failures = new StringBuilder();
        for (CallFormat format : formats.values()) {
            List<ExampleOutcome> outcomes = ReaderExamples.run(format);
            assertThat(outcomes).as(format.name()).isNotEmpty();
            outcomes.stream()
                    .filter(outcome -> !outcome.passed())
                    .forEach(outcome -> failures.append(outcome.text()).append('\n'));
        }
        assertThat(failures.toString()).isEmpty();
    }
}
