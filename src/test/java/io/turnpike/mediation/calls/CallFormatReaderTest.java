package io.turnpike.mediation.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problems;
import org.junit.jupiter.api.Test;

class CallFormatReaderTest {
    @Test
    void all_mistakes_of_a_reader_are_shown_together_with_place_and_remedy() {
        String yaml = Formats.SIMPLE
                .replace("duplicate: [id]", "duplicate: [idd]")
                .replace("unit: s", "unit: sec")
                .replace("format: yyyy-MM-dd HH:mm:ss", "format: YYYY-MM-dd")
                .replace("quote: '\"'", "qoute: '\"'")
                .replace("always: outgoing", "always: out");
        Problems problems = new Problems();
        assertThat(Readers.read("test", Formats.file(yaml), problems)).isEmpty();
        assertThat(problems.all().stream().map(problem -> problem.place() + ": " + problem.message()))
                .containsExactly(
                        "readers/test/format.yaml:4:3: 'quote' is missing",
                        "readers/test/format.yaml:7:3: unknown key 'qoute'",
                        "readers/test/format.yaml:11:33: cannot read 'YYYY-MM-dd'",
                        "readers/test/format.yaml:12:36: unknown word 'sec'",
                        "readers/test/format.yaml:15:13: unknown word 'out'",
                        "readers/test/format.yaml:17:13: unknown column 'idd'");
        assertThat(problems.render()).contains("did you mean 'id'? write one of: a, b, flag, id, seconds, start");
    }

    @Test
    void a_local_zone_with_clock_changes_needs_both_rules_written() {
        Problems problems = new Problems();
        Readers.read(
                "test",
                Formats.file(Formats.SIMPLE.replace(", repeated-hour: reject, skipped-hour: reject", "")),
                problems);
        assertThat(problems.all())
                .extracting(problem -> problem.message())
                .containsExactly("'repeated-hour' is missing", "'skipped-hour' is missing");
    }

    @Test
    void file_sequences_show_gaps_and_begin_again() {
        FileNamePattern pattern = FileNamePattern.of("cdr_{series}_{any}_{sequence}.csv", 0, 999);
        FileNamePattern.NamedFile file =
                pattern.read("in/cdr_north_2026-03-02_0042.csv.gz").orElseThrow();
        assertThat(file.series()).isEqualTo("north");
        assertThat(file.sequence()).hasValue(42);
        assertThat(pattern.read("cdr_north_0042.csv")).isEmpty();
    }

    @Test
    void a_checkpoint_survives_as_text() {
        CallDecoder decoder = new CallDecoder(Formats.of(Formats.SIMPLE), Checkpoint.START);
        Checkpoint at = decoder.checkpoint();
        assertThat(Checkpoint.of(at.text())).isEqualTo(at);
    }
}
