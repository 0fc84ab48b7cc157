package io.turnpike.mediation.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowTrapsTest {
    private static final String HEADER =
            "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,flows\n";
    private static final String GOOD =
            "2026-03-01 12:50:00.000,31.000,6,192.0.2.10,443,203.0.113.10,40010,70,98000,1\n";

    private static FlowFixtures.Kept decode(String text) {
        return FlowFixtures.decode(FlowFixtures.format("nfdump-1.7.5"), "f.csv", text);
    }

    @Test
    void columns_are_found_by_name_in_any_order_and_a_new_header_names_them_anew() {
        var kept = decode(HEADER + GOOD + "firstSeen,bytes,dstAddr,srcAddr,duration,packets,flows\n"
                + "2026-03-01 12:50:00,7,203.0.113.10,192.0.2.10,1,1,1\n" + HEADER + GOOD);
        assertThat(kept.rejections).isEmpty();
        assertThat(kept.flows).extracting(FlowFixtures.Seen::bytes).containsExactly(98_000L, 7L, 98_000L);
    }

    @Test
    void a_header_that_lacks_a_column_is_rejected_and_so_is_what_follows_until_a_good_one() {
        var kept = decode("firstSeen,duration,srcAddr\n" + GOOD + HEADER + GOOD);
        assertThat(kept.faults()).containsExactly(FlowFault.NO_HEADER, FlowFault.NO_HEADER);
        assertThat(kept.rejections.get(0).detail()).contains("dstAddr").contains("bytes");
        assertThat(kept.flows).hasSize(1);
    }

    @Test
    void byte_order_mark_crlf_and_empty_lines_do_not_matter() {
        var kept = decode("\u00EF\u00BB\u00BF" + (HEADER + "\n" + GOOD + "\n").replace("\n", "\r\n"));
        assertThat(kept.rejections).isEmpty();
        assertThat(kept.flows).hasSize(1);
        assertThat(kept.flows.get(0).bytes()).isEqualTo(98_000);
    }

    @Test
    void a_last_line_cut_off_is_rejected_and_counts_nothing() {
        for (int cut = 1; cut < GOOD.length() - 1; cut++) {
            var kept = decode(HEADER + GOOD + GOOD.substring(0, cut));
            assertThat(kept.flows).as("cut at %d", cut).hasSize(1);
            assertThat(kept.faults()).as("cut at %d", cut).containsExactly(FlowFault.UNFINISHED_LINE);
        }
    }

    @Test
    void a_last_line_whose_needed_columns_are_complete_needs_no_line_end() {
        String header = "firstSeen,duration,srcAddr,dstAddr,packets,bytes,flows,tos\n";
        var kept = decode(header + "2026-03-01 12:50:00,1,192.0.2.1,203.0.113.1,1,55,1,0");
        assertThat(kept.rejections).isEmpty();
        assertThat(kept.flows).hasSize(1);
    }

    @Test
    void rejections_carry_line_offset_reason_and_the_raw_line() {
        var kept = decode(HEADER + GOOD + "b\u00E4d\u0000line\n" + GOOD.replace("98000", "98 kB")
                + GOOD.replace("203.0.113.10", "203.0.113.256") + GOOD.replace("2026-03-01", "2026-02-30")
                + GOOD.replace("31.000", "-1") + GOOD.replace("98000", "9999999999999999999")
                + GOOD.replace("98000", "99999999999999999") + GOOD.replace("2026", "1993"));
        assertThat(kept.faults())
                .containsExactly(
                        FlowFault.NUL_BYTES,
                        FlowFault.BAD_NUMBER,
                        FlowFault.BAD_ADDRESS,
                        FlowFault.BAD_TIME,
                        FlowFault.BAD_TIME,
                        FlowFault.BAD_NUMBER,
                        FlowFault.TOO_MANY_BYTES,
                        FlowFault.BAD_TIME);
        FlowRejection first = kept.rejections.get(0);
        assertThat(first.line()).isEqualTo(3);
        assertThat(first.offset()).isEqualTo(HEADER.length() + GOOD.length());
        assertThat(first.raw()).isEqualTo("b\u00E4d\u0000line");
        assertThat(kept.rejections.get(1).detail()).isEqualTo("bytes '98 kB'");
    }

    @Test
    void scaled_numbers_and_cut_addresses_are_refused_with_their_own_reason() {
        var kept = decode(HEADER + GOOD.replace("98000", "3.9 M") + GOOD.replace("192.0.2.10", "2001:db8..12:5"));
        assertThat(kept.faults()).containsExactly(FlowFault.SCALED_NUMBER, FlowFault.CUT_ADDRESS);
    }

    @Test
    void a_line_without_end_is_bounded_and_reading_goes_on_after_it() {
        String huge = "x".repeat(3 * FlowDecoder.LONGEST_LINE_BYTES);
        byte[] text = (HEADER + huge + "\n" + GOOD).getBytes(StandardCharsets.ISO_8859_1);
        FlowFormat format = FlowFixtures.format("nfdump-1.7.5");
        FlowFixtures.Kept kept = new FlowFixtures.Kept();
        FlowPosition position = FlowPosition.START;
        int block = 2 * FlowDecoder.LONGEST_LINE_BYTES;
        while (position.offset() < text.length) {
            int from = (int) position.offset();
            int to = Math.min(text.length, from + block);
            FlowDecoder decoder = format.decoder("f", position);
            assertThat(decoder.decode(text, from, to, to == text.length, kept)).isGreaterThan(from);
            position = decoder.position();
        }
        assertThat(kept.faults()).containsExactly(FlowFault.LINE_TOO_LONG);
        assertThat(kept.rejections.get(0).raw()).hasSize(1024);
        assertThat(kept.flows).hasSize(1);
        assertThat(position.line()).isEqualTo(3);
    }

    @Test
    void a_flow_of_a_time_to_come_is_not_taken() {
        String sample = FlowFixtures.file("readers/nfdump-1.7.1/sample.csv").text();
        byte[] text = sample.getBytes(StandardCharsets.ISO_8859_1);
        FlowFixtures.Kept kept = new FlowFixtures.Kept();
        long latest = Instant.parse("2026-03-01T09:55:00Z").toEpochMilli(); // some of them begin later
        FlowFixtures.format("nfdump-1.7.1")
                .decoder("f", FlowPosition.START, latest)
                .decode(text, 0, text.length, true, kept);
        assertThat(kept.flows).isNotEmpty().allMatch(flow -> flow.startMillis() <= latest);
        assertThat(kept.faults()).isNotEmpty().containsOnly(FlowFault.TIME_OUT_OF_RANGE);
        assertThat(kept.rejections.get(0).detail()).contains("which is to come");
    }

    @Test
    void the_summary_of_flows_that_were_put_together_counts_more_of_them_than_there_are_lines() {
        assertThat(new SummaryCheck(9, 85, 45, 993_424, 993_424, 700, 700).agrees())
                .isTrue();
        assertThat(new SummaryCheck(9, 85, 45, 993_424, 993_424, 700, 699).agrees())
                .isFalse();
        assertThat(new SummaryCheck(9, 85, 86, 993_424, 993_424, 700, 700).agrees())
                .isFalse();
        assertThat(new SummaryCheck(9, 85, 84, SummaryCheck.NOT_STATED, 993_424, 700, 700).agrees())
                .isFalse();
    }

    @Test
    void a_line_with_both_directions_gives_two_flows_of_one_record() {
        String sample = FlowFixtures.file("readers/nfdump-1.7.1/sample.csv").text();
        String[] lines = sample.split("\n");
        String both = lines[1].replace(",70,98000,0,0,", ",70,98000,7,4321,");
        assertThat(both).isNotEqualTo(lines[1]);
        FlowAggregator aggregator = new FlowAggregator(FlowFixtures.index("203.0.113.10"), FlowFixtures.zones());
        byte[] text = (lines[0] + "\n" + both + "\n").getBytes(StandardCharsets.US_ASCII);
        FlowFixtures.format("nfdump-1.7.1")
                .decoder("f", FlowPosition.START)
                .decode(text, 0, text.length, true, aggregator);
        assertThat(aggregator.control().recordsRead()).isEqualTo(1);
        assertThat(aggregator.control().bytesRead()).isEqualTo(98_000 + 4_321);
        // zone internet is the third: outgoing 4, incoming 5; 09:50 UTC
        int hour = 1_772_358_600 / 3600;
        assertThat(aggregator.totals().bytes(0, 5, hour)).isEqualTo(98_000);
        assertThat(aggregator.totals().bytes(0, 4, hour)).isEqualTo(4_321);
    }

    private static FlowFormat berlin(String repeated, String skipped, String end) {
        String text = FlowFixtures.file("readers/nfdump-1.7.5/format.yaml")
                .text()
                .replace("Europe/Moscow", "Europe/Berlin")
                .replaceFirst("repeated-hour: \\S+", "repeated-hour: " + repeated)
                .replaceFirst("skipped-hour: \\S+", "skipped-hour: " + skipped)
                .replace("duration: duration", end);
        return FlowFixtures.format(FlowFixtures.inline("berlin/format.yaml", text));
    }

    @Test
    void the_repeated_hour_is_the_earlier_the_later_or_refused_as_the_reader_says() {
        // Berlin, 2026-10-25: 03:00 summer time becomes 02:00. 02:30 is 00:30 UTC or 01:30 UTC
        String text = HEADER + GOOD.replace("2026-03-01 12:50:00", "2026-10-25 02:30:00");
        assertThat(FlowFixtures.decode(berlin("earlier", "later", "duration: duration"), "f", text)
                        .flows
                        .get(0)
                        .startMillis())
                .isEqualTo(1_792_888_200_000L);
        assertThat(FlowFixtures.decode(berlin("later", "later", "duration: duration"), "f", text)
                        .flows
                        .get(0)
                        .startMillis())
                .isEqualTo(1_792_891_800_000L);
        assertThat(FlowFixtures.decode(berlin("reject", "later", "duration: duration"), "f", text)
                        .faults())
                .containsExactly(FlowFault.REPEATED_HOUR);
    }

    @Test
    void a_flow_that_seems_to_end_before_it_began_ended_in_the_second_of_the_repeated_hours() {
        String text = "firstSeen,lastSeen,srcAddr,dstAddr,packets,bytes,flows\n"
                + "2026-10-25 02:50:00,2026-10-25 02:10:00,192.0.2.1,203.0.113.1,1,55,1\n";
        var kept = FlowFixtures.decode(berlin("earlier", "later", "end: lastSeen"), "f", text);
        assertThat(kept.rejections).isEmpty();
        assertThat(kept.flows.get(0).endMillis() - kept.flows.get(0).startMillis())
                .isEqualTo(20 * 60_000);
    }

    @Test
    void the_skipped_hour_is_moved_or_refused_as_the_reader_says() {
        // Berlin, 2026-03-29: 02:00 becomes 03:00. 02:30 read with the offset before is 01:30 UTC, with the one after
        // 00:30 UTC
        String text = HEADER + GOOD.replace("2026-03-01 12:50:00", "2026-03-29 02:30:00");
        assertThat(FlowFixtures.decode(berlin("earlier", "later", "duration: duration"), "f", text)
                        .flows
                        .get(0)
                        .startMillis())
                .isEqualTo(1_774_747_800_000L);
        assertThat(FlowFixtures.decode(berlin("earlier", "earlier", "duration: duration"), "f", text)
                        .flows
                        .get(0)
                        .startMillis())
                .isEqualTo(1_774_744_200_000L);
        assertThat(FlowFixtures.decode(berlin("earlier", "reject", "duration: duration"), "f", text)
                        .faults())
                .containsExactly(FlowFault.SKIPPED_HOUR);
    }

    @Test
    void a_router_whose_uptime_counter_started_again_is_understood() {
        // sent 5 s after the counter passed 2^32 ms; the flow began 10 s and ended 2 s before it was sent
        String header = "#:unix_secs,unix_nsecs,sysuptime,exaddr,dpkts,doctets,first,last,srcaddr,dstaddr\n";
        String text =
                header + "1772358600,0,5000,127.0.0.1,1,100," + ((1L << 32) - 5000) + ",3000,192.0.2.1,203.0.113.1\n";
        var kept = FlowFixtures.decode(FlowFixtures.format("flow-tools-export"), "f", text);
        assertThat(kept.flows.get(0).startMillis()).isEqualTo(1_772_358_590_000L);
        assertThat(kept.flows.get(0).endMillis()).isEqualTo(1_772_358_598_000L);
    }

    @Test
    void only_and_except_leave_flows_out_and_count_them() {
        String text = FlowFixtures.file("readers/nfdump-1.7.5/format.yaml").text()
                + "records: { only: { proto: [\"6\", \"17\"] }, except: { dstPort: [\"40011\"] } }\n";
        FlowFormat format = FlowFixtures.format(FlowFixtures.inline("r/format.yaml", text));
        var kept = FlowFixtures.decode(
                format, "f", HEADER + GOOD + GOOD.replace(",6,", ",1,") + GOOD.replace("40010", "40011"));
        assertThat(kept.flows).hasSize(1);
        assertThat(kept.filtered).hasSize(2);
    }

    @Test
    void a_cisco_file_whose_name_holds_no_time_cannot_be_used() {
        FlowFormat format = FlowFixtures.format("cisco-verbose-cache");
        assertThatThrownBy(() -> format.decoder("listing.txt", FlowPosition.START))
                .isInstanceOf(UnusableFlowFile.class)
                .hasMessageContaining("cache-yyyyMMdd-HHmmss");
    }

    @Test
    void the_two_lines_of_a_cisco_flow_may_lie_in_two_blocks() {
        FlowFormat format = FlowFixtures.format("cisco-verbose-cache");
        byte[] text = FlowFixtures.file("readers/cisco-verbose-cache/cache-20260301-132000.txt")
                .text()
                .getBytes(StandardCharsets.US_ASCII);
        FlowFixtures.Kept whole = new FlowFixtures.Kept();
        format.decoder("cache-20260301-132000.txt", FlowPosition.START).decode(text, 0, text.length, true, whole);
        FlowFixtures.Kept pieces = new FlowFixtures.Kept();
        FlowPosition position = FlowPosition.START;
        int size = 37;
        while (position.offset() < text.length) {
            int from = (int) position.offset();
            int to = Math.min(text.length, from + size);
            FlowDecoder decoder = format.decoder("cache-20260301-132000.txt", position);
            int end = decoder.decode(text, from, to, to == text.length, pieces);
            size = end == from ? size + 37 : 37;
            position = decoder.position();
        }
        assertThat(pieces.flows).isEqualTo(whole.flows).hasSize(33);
    }

    @Test
    void gzip_is_read_range_by_range_like_the_plain_file(@TempDir Path folder) throws IOException {
        byte[] text =
                FlowFixtures.file("readers/nfdump-1.7.1/sample.csv").text().getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text);
        }
        Path file = folder.resolve("sample.csv.gz");
        Files.write(file, packed.toByteArray());
        FlowFixtures.Kept kept = new FlowFixtures.Kept();
        FlowFormat format = FlowFixtures.format("nfdump-1.7.1");
        FlowPosition position = FlowPosition.START;
        boolean more = true;
        while (more) {
            try (FlowFile flows = FlowFile.open(file, format, position, FlowRow.LATEST_MILLIS)) {
                more = flows.read(1000, kept); // many ranges, each in a new process
                position = flows.position();
            }
        }
        assertThat(position.offset()).isEqualTo(text.length);
        assertThat(position.line()).isEqualTo(42); // header, 38 flows, 3 of the summary
        assertThat(kept.flows).hasSize(38);
        assertThat(kept.summaries).singleElement().matches(SummaryCheck::agrees);
    }

    @Test
    void a_file_of_no_flows_and_an_empty_file_are_fine() {
        assertThat(decode("").rejections).isEmpty();
        var none = FlowFixtures.decode(
                FlowFixtures.format("nfdump-1.7.1"),
                "f",
                "ts,te,td,sa,da,ipkt,ibyt,opkt,obyt\nNo matching flows\nSummary\nflows,bytes,packets,avg_bps\n0,0,0,0\n");
        assertThat(none.rejections).isEmpty();
        assertThat(none.summaries).singleElement().matches(SummaryCheck::agrees);
    }

    @Test
    void addresses_are_read_in_all_forms_and_wrong_ones_are_refused() {
        assertThat(IpAddress.of("2001:DB8:0:0:0:0:0:1")).hasToString("2001:db8::1");
        assertThat(IpAddress.of("::ffff:192.0.2.1"))
                .isEqualTo(IpAddress.of("192.0.2.1"))
                .hasToString("192.0.2.1");
        assertThat(IpAddress.of("::")).hasToString("::");
        assertThat(IpAddress.of("1:0:0:2:0:0:0:3")).hasToString("1:0:0:2::3");
        assertThat(IpAddress.of("1:2:3:4:5:6:7::")).hasToString("1:2:3:4:5:6:7:0");
        for (String wrong : List.of(
                "",
                "1.2.3",
                "1.2.3.4.5",
                "01.2.3.4",
                "1.2.3.256",
                ":1",
                "1:",
                "1::2::3",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                "::1.2.3",
                "fe80::1%eth0",
                "1:2:3:4:5:6:7:8::")) {
            assertThatThrownBy(() -> IpAddress.of(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
