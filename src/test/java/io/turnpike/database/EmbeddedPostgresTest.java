package io.turnpike.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@DatabaseTest
class EmbeddedPostgresTest {
    @Autowired
    private JdbcClient jdbc;

    @Test
    void what_is_committed_is_on_the_disk() {
        List<String> settings = List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums");
        for (String setting : settings) {
            assertThat(jdbc.sql("select current_setting(?)")
                            .param(setting)
                            .query(String.class)
                            .single())
                    .as(setting)
                    .isEqualTo("on");
        }
    }
}
