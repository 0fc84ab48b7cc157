package io.turnpike.mediation.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.turnpike.definitions.Problem;
import io.turnpike.definitions.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped readers of flows and their examples, the schemas, and what is said of mistakes. */
class FlowDefinitionsTest {
    static List<String> readers() throws IOException {
        try (Stream<Path> folders = Files.list(FlowFixtures.HOME.resolve("readers"))) {
            return folders.map(folder -> folder.resolve("format.yaml"))
                    .filter(Files::exists)
                    .filter(file -> FlowFixtures.file(
                                    FlowFixtures.HOME.relativize(file).toString())
                            .lines()
                            .contains("kind: flows"))
                    .map(file -> String.valueOf(file.getParent().getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("readers")
    void the_examples_of_a_reader_hold(String reader) {
        Problems problems = new Problems();
        int compared = FlowExamples.check(
                FlowFixtures.format(reader),
                FlowFixtures.zones(),
                FlowFixtures.file("readers/" + reader + "/flows.examples"),
                problems);
        assertThat(problems.render()).isEmpty();
        assertThat(compared).isPositive();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void a_reader_agrees_with_the_schema(String reader) throws IOException {
        assertSchema(
                "flow-reader",
                FlowFixtures.file("readers/" + reader + "/format.yaml").text());
    }

    @Test
    void the_zones_agree_with_the_schema() throws IOException {
        assertSchema(
                "traffic-zones",
                FlowFixtures.file("rating-rules/common/traffic-zones.yaml").text());
    }

    private static void assertSchema(String name, String yaml) throws IOException {
        String schema =
                Files.readString(FlowFixtures.HOME.resolve("src/main/resources/schemas/" + name + ".schema.json"));
        var errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON)
                .validate(yaml, InputFormat.YAML);
        assertThat(errors).isEmpty();
    }

    @Test
    void an_example_that_does_not_hold_is_shown_with_what_came() {
        Problems problems = new Problems();
        FlowExamples.check(
                FlowFixtures.format("nfdump-1.7.5"),
                FlowFixtures.zones(),
                FlowFixtures.inline(
                        "x.examples",
                        "> firstSeen,duration,srcAddr,dstAddr,packets,bytes,flows\n"
                                + "> 2026-03-01 12:50:00.250,31.500,192.0.2.10,203.0.113.10,70,98000,1\n"
                                + "= 192.0.2.10 -> 203.0.113.10 98001 B\n"),
                problems);
        assertThat(problems.render()).isEqualTo("""
                        x.examples:3:1: expected '192.0.2.10 -> 203.0.113.10 98001 B'
                            3 | = 192.0.2.10 -> 203.0.113.10 98001 B
                              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                          it is '192.0.2.10 -> 203.0.113.10 98000 B 2026-03-01T09:50:00.250Z 31.500 s incoming internet'""");
    }

    @Test
    void examples_with_addresses_of_their_own_do_not_ask_the_operators_zones() {
        Problems problems = new Problems();
        int compared = FlowExamples.check(
                FlowFixtures.format("nfdump-1.7.5"),
                FlowFixtures.zones(),
                FlowFixtures.inline(
                        "x.examples",
                        "subscribers 192.0.2.0/24   # theirs\n"
                                + "zone city 203.0.113.0/24 2001:db8::/32\n"
                                + "zone odd 203.0.113.0/33\n"
                                + "> firstSeen,duration,srcAddr,dstAddr,packets,bytes,flows\n"
                                + "> 2026-03-01 12:50:00.250,31.500,192.0.2.10,203.0.113.10,70,98000,1\n"
                                + "= 192.0.2.10 -> 203.0.113.10 98000 B 2026-03-01T09:50:00.250Z 31.500 s outgoing city\n"),
                problems);
        assertThat(compared).isEqualTo(1);
        assertThat(problems.render()).isEqualTo("""
                        x.examples:3:1: '203.0.113.0/33' is no prefix of addresses
                            3 | zone odd 203.0.113.0/33
                              | ^^^^^^^^^^^^^^^^^^^^^^^
                          write 203.0.113.0/24 or 2001:db8::/32""");
    }

    private static List<String> mistakes(String yaml) {
        Problems problems = new Problems();
        assertThat(FlowFormat.read(FlowFixtures.inline("r/format.yaml", yaml), problems))
                .isEmpty();
        return problems.all().stream().map(Problem::message).toList();
    }

    @Test
    void all_mistakes_of_a_reader_are_shown_together() {
        assertThat(mistakes("""
                        kind: flows
                        about: x
                        text: { layout: delimited, delimiter: comma, columns-from: positions, positions: { a: 1, b: 0 } }
                        flow: { source-address: a, destination-address: c, octets: d }
                        time: { format: yyyy-MM-dd HH:mm:ss, start: a, zone: Europe/Berlin }
                        scaled-numbers: maybe
                        """))
                .containsExactlyInAnyOrder(
                        "cannot read '0'",
                        "'bytes' is missing",
                        "unknown key 'octets'",
                        "a flow needs either 'end' or 'duration'",
                        "'repeated-hour' is missing",
                        "'skipped-hour' is missing",
                        "unknown word 'maybe'",
                        "no position is written for the column 'c'");
    }

    @Test
    void a_cisco_reader_must_say_that_it_estimates() {
        assertThat(mistakes("""
                        kind: flows
                        about: x
                        text: { layout: cisco-cache }
                        time: { format: file-name, name: cache-yyyyMMddHHmm, zone: UTC }
                        scaled-numbers: refuse
                        """)).containsExactly("a Cisco cache listing holds no byte counts");
    }

    @Test
    void mistakes_in_the_zones_are_shown_together() {
        Problems problems = new Problems();
        assertThat(TrafficZones.read(FlowFixtures.inline("zones.yaml", """
                                zones:
                                  Local: [10.0.0.0/8]
                                  peering: [203.0.113.1/24, 192.0.2.0/24]
                                  local: [192.0.2.0/24]
                                """), problems))
                .isEmpty();
        assertThat(problems.all().stream().map(Problem::message))
                .containsExactlyInAnyOrder(
                        "'Local' cannot be a zone",
                        "cannot read '203.0.113.1/24'",
                        "192.0.2.0/24 is in 'peering' and in 'local'",
                        "no zone is everything-else");
    }

    @Test
    void an_address_stands_for_each_zone_and_is_none_of_our_own_where_there_are_others() {
        TrafficZones zones = TrafficZones.read(FlowFixtures.inline("zones.yaml", """
                        subscriber-addresses: [ 10.0.0.0/8 ]
                        zones:
                          local: [ 10.0.0.0/8, 192.0.2.4/30 ]
                          narrow: [ 10.1.0.0/31 ]
                          hidden: [ 10.1.0.0/30 ]
                          internet: everything-else
                        """), new Problems())
                .orElseThrow();
        assertThat(zones.addressIn("local", IpAddress::isV4)).contains(IpAddress.of("192.0.2.4"));
        assertThat(zones.addressIn("hidden", IpAddress::isV4)).contains(IpAddress.of("10.1.0.2"));
        assertThat(zones.addressIn("narrow", address -> !address.equals(IpAddress.of("10.1.0.0"))))
                .contains(IpAddress.of("10.1.0.1"));
        assertThat(zones.addressIn("internet", address -> !address.isV4())).contains(IpAddress.of("2a00::1"));
        assertThat(zones.addressIn("local", address -> !address.isV4())).isEmpty();
    }
}
