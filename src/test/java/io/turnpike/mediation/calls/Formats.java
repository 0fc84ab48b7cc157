package io.turnpike.mediation.calls;

import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import java.nio.file.Path;

/** Small formats for tests. */
final class Formats {
    /** {@code id;start;a;b;seconds}, UTC, with room for more blocks at the end. */
    static final String SIMPLE = """
            kind: calls
            about: test
            text:
              layout: delimited
              character-set: utf-8
              delimiter: semicolon
              quote: '"'
              columns: [id, start, a, b, seconds, flag]
              lines: { longest-bytes: 200 }
            usage: voice
            start: { column: start, format: yyyy-MM-dd HH:mm:ss, zone: Europe/Berlin, repeated-hour: reject, skipped-hour: reject }
            quantity: { column: seconds, unit: s, fraction: up, empty: reject }
            numbers: { calling: a, called: b }
            direction:
              - always: outgoing
            owner: { outgoing: calling, incoming: called }
            duplicate: [id]
            """;

    private Formats() {}

    static CallFormat of(String yaml) {
        Problems problems = new Problems();
        CallFormat format = Readers.read("test", file(yaml), problems).get("test");
        problems.throwIfAny();
        return format;
    }

    static SourceFile file(String yaml) {
        return new SourceFile("readers/test/format.yaml", Path.of("format.yaml"), yaml);
    }
}
