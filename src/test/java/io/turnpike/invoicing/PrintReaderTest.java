package io.turnpike.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Problem;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrintReaderTest {
    private final Problems problems = new Problems();

    private PrintTerms read(String yaml) {
        SourceFile file = new SourceFile("document-templates/operators/alpha.yaml", Path.of("alpha.yaml"), yaml);
        Fields operator = new Fields(Yaml.read(file, problems).orElseThrow(), problems);
        return new PrintReader(operator.block("print").orElseThrow()).read();
    }

    @Test
    void a_print_block_is_read() {
        PrintTerms terms = read("""
                print:
                  group: postal-index
                  sort: [street-and-house, name]
                  separator: first-level
                  documents-per-file: 500
                """);

        assertThat(problems.all()).isEmpty();
        assertThat(terms)
                .isEqualTo(new PrintTerms(List.of("street-and-house", "name"), "postal-index", "first-level", 500));
    }

    @Test
    void what_is_left_out_is_as_the_standard_has_it() {
        assertThat(read("print: { group: city }"))
                .isEqualTo(new PrintTerms(List.of("postal-index", "name"), "city", "group", 10_000));
    }

    @Test
    void all_mistakes_of_a_print_block_are_reported() {
        read("""
                print:
                  group: town
                  sort: [name, contract, number]
                  documents-per-file: 0
                  separators: none
                """);

        assertThat(problems.all())
                .extracting(Problem::message)
                .containsExactlyInAnyOrder(
                        "unknown word 'town'", "'sort' has 3 levels", "cannot read '0'", "unknown key 'separators'");
    }
}
