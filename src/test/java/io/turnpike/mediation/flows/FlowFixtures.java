package io.turnpike.mediation.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The shipped definitions, read once a test, and a sink that keeps everything. */
final class FlowFixtures {
    static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));

    private FlowFixtures() {}

    static FlowFormat format(String reader) {
        return format(file("readers/" + reader + "/format.yaml"));
    }

    static FlowFormat format(SourceFile file) {
        Problems problems = new Problems();
        var format = FlowFormat.read(file, problems);
        assertThat(problems.render()).isEmpty();
        return format.orElseThrow();
    }

    static TrafficZones zones() {
        Problems problems = new Problems();
        var zones = TrafficZones.read(file("rating-rules/common/traffic-zones.yaml"), problems);
        assertThat(problems.render()).isEmpty();
        return zones.orElseThrow();
    }

    static SourceFile file(String name) {
        try {
            return SourceFile.read(HOME, HOME.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SourceFile inline(String name, String text) {
        return new SourceFile(name, Path.of(name), text);
    }

    /** One service an address, numbered from 0, for all time. */
    static AddressIndex index(String... prefixes) {
        AddressIndex.Builder builder = new AddressIndex.Builder();
        for (int i = 0; i < prefixes.length; i++) {
            builder.add(IpPrefix.of(prefixes[i]), i, 0, Long.MAX_VALUE);
        }
        return builder.build();
    }

    static Kept decode(FlowFormat format, String fileName, String text) {
        Kept kept = new Kept();
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        format.decoder(fileName, FlowPosition.START).decode(bytes, 0, bytes.length, true, kept);
        return kept;
    }

    /** A flow as values. */
    record Seen(
            String source,
            String destination,
            long bytes,
            long packets,
            long startMillis,
            long endMillis,
            boolean estimated) {}

    static final class Kept implements FlowSink {
        final List<Seen> flows = new ArrayList<>();
        final List<Seen> filtered = new ArrayList<>();
        final List<FlowRejection> rejections = new ArrayList<>();
        final List<SummaryCheck> summaries = new ArrayList<>();

        @Override
        public void flow(Flow flow) {
            flows.add(seen(flow));
        }

        @Override
        public void filtered(Flow flow) {
            filtered.add(seen(flow));
        }

        private static Seen seen(Flow f) {
            return new Seen(
                    f.source().toString(),
                    f.destination().toString(),
                    f.bytes(),
                    f.packets(),
                    f.startMillis(),
                    f.endMillis(),
                    f.estimated());
        }

        @Override
        public void rejected(FlowRejection rejection) {
            rejections.add(rejection);
        }

        @Override
        public void summary(SummaryCheck check) {
            summaries.add(check);
        }

        List<FlowFault> faults() {
            return rejections.stream().map(FlowRejection::fault).toList();
        }

        long bytes() {
            return flows.stream().mapToLong(Seen::bytes).sum();
        }
    }
}
