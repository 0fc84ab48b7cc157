package io.turnpike.documents.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.invoicing.PrintTerms;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrintOrderTest {
    @Test
    void terms_become_keys() {
        PrintOrder order =
                PrintOrder.of(new PrintTerms(List.of("street-and-house", "name"), "postal-index", "first-level", 500));

        assertThat(order)
                .isEqualTo(new PrintOrder(
                        Optional.of(PrintKey.POSTAL_INDEX),
                        List.of(PrintKey.STREET_AND_HOUSE, PrintKey.NAME),
                        PrintOrder.Separator.FIRST_LEVEL,
                        500));
    }

    @Test
    void every_word_of_an_operator_s_file_is_a_key() {
        assertThat(Arrays.stream(PrintKey.values()).map(PrintKey::word))
                .containsExactlyInAnyOrderElementsOf(PrintTerms.KEYS);
    }
}
