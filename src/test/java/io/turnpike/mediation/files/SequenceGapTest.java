package io.turnpike.mediation.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SequenceGapTest {
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final SequenceGap.Span ENDLESS = new SequenceGap.Span(1, 0);
    private static final SequenceGap.Span TO_9999 = new SequenceGap.Span(0, 9999);

    @Test
    void a_number_between_two_files_that_did_not_come_is_a_gap_until_it_comes() {
        assertThat(gaps(ENDLESS, 5, 6, 8, 12)).containsExactly("file 7 is missing", "files 9 to 11 are missing");
        assertThat(gaps(ENDLESS, 5, 6, 8, 12, 9, 7, 10)).containsExactly("file 11 is missing");
    }

    @Test
    void a_sequence_goes_on_with_its_first_number_after_its_last() {
        assertThat(gaps(TO_9999, 9998, 9999, 0, 1)).isEmpty();
        assertThat(gaps(TO_9999, 9997, 2)).containsExactly("files 9998 to 1 are missing");
        assertThat(gaps(TO_9999, 9998, 1, 0)).containsExactly("file 9999 is missing");
        assertThat(gaps(new SequenceGap.Span(1, 9), 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2))
                .containsExactly("file 1 is missing");
    }

    @Test
    void the_same_number_again_is_no_gap() {
        assertThat(gaps(ENDLESS, 5, 5, 6)).isEmpty();
        assertThat(gaps(ENDLESS)).isEmpty();
    }

    @Test
    void a_gap_of_long_ago_is_not_told_again() {
        List<SequenceGap.Arrival> arrivals = List.of(
                new SequenceGap.Arrival(1, LONG_AGO),
                new SequenceGap.Arrival(3, LONG_AGO),
                new SequenceGap.Arrival(5, NOW));
        assertThat(SequenceGap.between(arrivals, ENDLESS, NOW)).containsExactly(new SequenceGap(4, 4, 1));
    }

    private static List<String> gaps(SequenceGap.Span span, long... arrived) {
        return SequenceGap.between(
                        LongStream.of(arrived)
                                .mapToObj(number -> new SequenceGap.Arrival(number, NOW))
                                .toList(),
                        span,
                        LONG_AGO)
                .stream()
                .map(SequenceGap::text)
                .toList();
    }
}
