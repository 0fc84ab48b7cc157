package io.turnpike.documents.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Problem;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrintOrderTest {
    private final Problems problems = new Problems();

    private PrintOrder read(String yaml) {
        SourceFile file = new SourceFile("document-templates/operators/alpha.yaml", Path.of("alpha.yaml"), yaml);
        Fields operator = new Fields(Yaml.read(file, problems).orElseThrow(), problems);
        return PrintOrder.read(operator.block("print").orElseThrow());
    }

    @Test
    void a_print_section_is_read() {
        PrintOrder order = read("""
                print:
                  group: postal-index
                  sort: [street-and-house, name]
                  separator: first-level
                  documents-per-file: 500
                """);

        assertThat(problems.all()).isEmpty();
        assertThat(order.group()).contains(PrintKey.POSTAL_INDEX);
        assertThat(order.levels()).isEqualTo(List.of(PrintKey.STREET_AND_HOUSE, PrintKey.NAME));
        assertThat(order.separator()).isEqualTo(PrintOrder.Separator.FIRST_LEVEL);
        assertThat(order.documentsPerFile()).isEqualTo(500);
    }

    @Test
    void all_mistakes_of_a_print_section_are_reported() {
        read("""
                print:
                  group: town
                  sort: [name, contract, number]
                  documents-per-file: 0
                  separators: none
                """);

        assertThat(problems.all())
                .extracting(Problem::message)
                .containsExactly(
                        "unknown word 'town'", "'sort' has 3 levels", "cannot read '0'", "unknown key 'separators'");
    }
}
