package io.turnpike.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NumberPatternTest {
    @Test
    void a_document_is_looked_up_by_what_its_number_was_made_of_whatever_the_pattern() {
        for (String pattern :
                List.of("{yy}-{number:7}", "УПД-{yy}-{number}", "R{yyyy}{number:6}", "{number}{yy}", "7{number}")) {
            String written = new NumberPattern(pattern).format(2026, 1042);
            assertThat(NumberPattern.sequenceNumbers(written))
                    .as(written)
                    .contains(1042L)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void a_text_without_digits_names_no_document() {
        assertThat(NumberPattern.sequenceNumbers("the last one")).isEmpty();
        assertThat(NumberPattern.sequenceNumbers("9".repeat(60)))
                .allSatisfy(number -> assertThat(number).isPositive());
    }
}
