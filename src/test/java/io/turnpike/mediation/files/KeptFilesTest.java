package io.turnpike.mediation.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that was named by hand is kept like one of the inbox: its lines are shown when a charge is explained. */
class KeptFilesTest {
    @TempDir
    private Path data;

    @TempDir
    private Path elsewhere;

    @Test
    void a_file_from_elsewhere_is_kept_once_and_stays_where_it_is() throws IOException {
        Path file = Files.writeString(elsewhere.resolve("calls.csv"), "one\n");
        archive(file);
        archive(file);
        assertThat(file).hasContent("one\n");
        assertThat(kept()).containsExactly("calls.csv");
        Files.delete(file);
        assertThat(data.resolve("taken/pbx/calls.csv")).hasContent("one\n");
    }

    @Test
    void another_file_of_the_same_name_is_kept_beside_it() throws IOException {
        archive(Files.writeString(elsewhere.resolve("calls.csv"), "one\n"));
        Path other = Files.createDirectories(elsewhere.resolve("other"));
        archive(Files.writeString(other.resolve("calls.csv"), "two\n"));
        assertThat(kept()).containsExactly("calls.csv", "calls.csv.2");
        assertThat(data.resolve("taken/pbx/calls.csv.2")).hasContent("two\n");
    }

    @Test
    void a_file_of_the_inbox_is_moved() throws IOException {
        Path inbox = Files.createDirectories(data.resolve("inbox/pbx"));
        Path file = Files.writeString(inbox.resolve("calls.csv"), "one\n");
        archive(file);
        assertThat(file).doesNotExist();
        assertThat(kept()).containsExactly("calls.csv");
    }

    private void archive(Path file) {
        new Inbox(data.resolve("inbox")).archive(new Inbox.Delivery("pbx", file));
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("taken/pbx"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
