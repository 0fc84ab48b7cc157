package io.turnpike.mediation.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InboxTest {
    @Test
    void a_file_belongs_to_one_partition_whatever_was_put_away_before_that_one_looked() {
        List<Inbox.Delivery> all = List.of(
                new Inbox.Delivery("asterisk-csv", Path.of("in/Master1.csv")),
                new Inbox.Delivery("asterisk-csv", Path.of("in/Master2.csv")),
                new Inbox.Delivery("asterisk-csv", Path.of("in/Master3.csv")));
        List<Inbox.Delivery> first = Inbox.share(all, 0, 2);
        List<Inbox.Delivery> left =
                all.stream().filter(file -> !first.contains(file)).toList();
        assertThat(Stream.concat(first.stream(), Inbox.share(left, 1, 2).stream()))
                .containsExactlyInAnyOrderElementsOf(all);
    }
}
