package io.turnpike.payments.statements;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.catalog.Schemas;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import io.turnpike.mediation.calls.ReaderFile;
import io.turnpike.mediation.calls.Readers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schemas that editors complete readers of payments by, held against what is shipped and against the reader itself. */
class PaymentSchemaTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));

    @Test
    void every_shipped_reader_of_payments_fits_its_schemas() throws IOException {
        int readers = 0;
        for (ReaderFile reader : Readers.files(HOME.resolve("readers"), new Problems())) {
            if (reader.kind().equals("payments")) {
                readers++;
                assertThat(Schemas.fits(Schemas.of("payment-reader"), reader.block()))
                        .as(reader.name())
                        .isTrue();
                SourceFile matching =
                        SourceFile.read(reader.folder(), reader.folder().resolve("matching.yaml"));
                Node.Block block = Yaml.read(matching, new Problems()).orElseThrow();
                assertThat(Schemas.fits(Schemas.of("matching"), block))
                        .as(reader.name())
                        .isTrue();
            }
        }
        assertThat(readers).isPositive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            amount: amount             | amount: sum                | unknown column 'sum'
            currency: RUB              | currency: roubles          | cannot read 'roubles'
            format: dd-MM-yyyy         | format: "dd-QQ-bbbb"       | cannot read 'dd-QQ-bbbb'
            reference: [operation]     | reference: [operation, no] | unknown column 'no'
            statement: registry        | statement: list            | unknown word 'list'
            customer: { account: acc   | customer: { acount: acc    | unknown key 'acount'
            """)
    void a_mistake_in_a_reader_is_told_with_its_place(String right, String wrong, String message) throws IOException {
        String shipped = Files.readString(HOME.resolve("readers/sber-registry/format.yaml"));
        assertThat(shipped).contains(right);
        SourceFile file = new SourceFile(
                "readers/mine/format.yaml", Path.of("readers/mine/format.yaml"), shipped.replace(right, wrong));
        Problems problems = new Problems();
        Node.Block block = Yaml.read(file, problems).orElseThrow();
        PaymentReaders.read(new ReaderFile("mine", Path.of("readers/mine"), file, "payments", block), problems);
        assertThat(problems.render()).startsWith("readers/mine/format.yaml:").contains(message);
    }
}
