package io.turnpike.charging;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.CatalogInForce;
import io.turnpike.database.DatabaseTest;
import io.turnpike.definitions.Problems;
import io.turnpike.mediation.traffic.TrafficDeltas;
import io.turnpike.mediation.traffic.TrafficFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Traffic becomes charges. One MiB is 1,048,576 bytes; times are of Moscow, three hours before UTC. */
@DatabaseTest
class TrafficRatingTest {
    private static final long MIB = 1_048_576;

    private static final String PLAN = """
        plan: metered
        valid-from: 2026-01-01
        currency: RUB
        round: half-up to 0.01 RUB
        rates:
          internet/incoming/internet:          { price: 1.00 RUB/MiB, step: 1 MiB }
          internet/incoming/internet @ night:  { price: 50 %, when: 00:00-08:00 }
          internet/incoming/local:  { tiers: graduated, up-to 2 MiB: 0 RUB/MiB, above: 1.00 RUB/MiB }
          internet/outgoing:                   { price: 0 RUB/GiB }
        """;

    private static final String CHARGES = """
        select to_char(c.usage_time at time zone 'Europe/Moscow', 'MM-DD HH24'), c.service_id, c.party, c.quantity,
            c.amount_micros, c.flags, r.path
        from usage_charge c
        join rate r on r.rate_id = c.rate_id
        order by c.batch_id, c.usage_time, c.service_id, r.path
        """;

    @TempDir
    private Path folder;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private CatalogInForce catalog;

    @Autowired
    private TrafficDeltas deltas;

    @Autowired
    private TrafficDays days;

    private TrafficFixture traffic;
    private Catalog shipped;

    @BeforeEach
    void onePlan() throws IOException {
        Path rules = Files.createDirectories(folder.resolve("rules/metered"));
        Files.writeString(rules.resolve("2026-01-01.yaml"), PLAN);
        Problems problems = new Problems();
        shipped = catalog.get();
        catalog.replace(Catalog.load(folder.resolve("rules"), problems));
        assertThat(problems.render()).isEmpty();
        traffic = new TrafficFixture(context, folder);
        traffic.begin();
        traffic.subscriber("1", "metered", "10.20.0.17");
    }

    @AfterEach
    void shippedPlans() {
        catalog.replace(shipped);
    }

    private static String download(String at, long bytes) {
        return "2026-" + at + ":00+03:00 60 192.0.2.10 10.20.0.17 " + bytes;
    }

    /** Bytes that went to services, by the control totals of files. */
    private long collected() {
        return traffic.number("select sum(bytes_rated + bytes_both_sides)::bigint from input_file");
    }

    private long charged() {
        return traffic.number("select coalesce(sum(quantity), 0)::bigint from usage_charge");
    }

    @Test
    void a_days_hours_are_priced_one_by_one_and_charged_as_one_row_a_rate() throws IOException {
        traffic.collect(traffic.flows(
                "f1",
                download("03-01T07:10", MIB),
                download("03-01T12:10", MIB),
                download("03-01T12:40", MIB / 2),
                download("03-01T13:10", MIB)));
        traffic.rate("2026-03-02", 1);
        assertThat(traffic.rows(CHARGES))
                .containsExactly(
                        // 1 MiB at half of 1.00
                        "03-01 07 1 internet 1048576 500000 0 internet/incoming/internet @ night",
                        // 12 h: 1.5 MiB, rounded up to 2; 13 h: 1 MiB
                        "03-01 12 1 internet 2621440 3000000 0 internet/incoming/internet");
        assertThat(deltas.bytesWaiting()).isZero();
        assertThat(charged()).isEqualTo(collected());
        assertThat(days.ofService(1, LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 2)))
                .singleElement()
                .satisfies(day -> {
                    assertThat(day.hours()[7]).isEqualTo(MIB);
                    assertThat(day.hours()[12]).isEqualTo(MIB + MIB / 2);
                    assertThat(day.hours()[13]).isEqualTo(MIB);
                });
    }

    @Test
    void rating_again_changes_nothing() throws IOException {
        traffic.collect(traffic.flows("f1", download("03-01T12:10", MIB)));
        traffic.rate("2026-03-02", 1);
        List<String> once = traffic.rows(CHARGES);
        traffic.rate("2026-03-02", 1);
        traffic.rate("2026-04-01", 2);
        assertThat(traffic.rows(CHARGES)).isEqualTo(once).hasSize(1);
    }

    @Test
    void an_hour_costs_the_same_in_whatever_pieces_it_comes() throws IOException {
        traffic.collect(traffic.flows("f1", download("03-01T12:10", MIB + MIB / 2)));
        traffic.rate("2026-03-02", 1);
        traffic.collect(traffic.flows("f2", download("03-01T12:30", MIB / 4)));
        traffic.rate("2026-03-02", 1);
        traffic.collect(traffic.flows("f3", download("03-01T12:40", MIB / 2)));
        traffic.rate("2026-03-02", 1);
        assertThat(traffic.rows(CHARGES))
                .containsExactly(
                        "03-01 12 1 internet 1572864 2000000 0 internet/incoming/internet", // 1.5 MiB: 2
                        "03-01 12 1 internet 262144 0 2 internet/incoming/internet", // 1.75 MiB: 2 as before
                        "03-01 12 1 internet 524288 1000000 2 internet/incoming/internet"); // 2.25 MiB: 3
        assertThat(charged()).isEqualTo(collected());
        assertThat(traffic.rows("select revision, file_id from traffic_day")).containsExactly("3 3");
        // a day's traffic comes from many files: the charge names none, whatever came last
        assertThat(traffic.rows("select file_id, line_number from usage_charge order by batch_id"))
                .containsExactly("0 0", "0 0", "0 0");
    }

    @Test
    void a_day_is_the_operators_and_later_days_wait() throws IOException {
        traffic.collect(traffic.flows("f1", download("02-28T23:30", MIB), download("03-01T00:30", MIB)));
        traffic.rate("2026-03-01", 1);
        assertThat(traffic.rows(CHARGES))
                .containsExactly("02-28 23 1 internet 1048576 1000000 0 internet/incoming/internet");
        assertThat(deltas.bytesWaiting()).isEqualTo(MIB);
        traffic.rate("2026-03-02", 1);
        assertThat(traffic.rows(CHARGES))
                .contains("03-01 00 1 internet 1048576 500000 0 internet/incoming/internet @ night");
    }

    @Test
    void tiers_are_used_up_in_the_order_of_time_and_the_price_is_provisional() throws IOException {
        traffic.collect(traffic.flows(
                "f1",
                "2026-03-01T14:00:00+03:00 60 172.16.0.1 10.20.0.17 " + MIB,
                "2026-03-01T12:00:00+03:00 60 172.16.0.1 10.20.0.17 " + MIB,
                "2026-03-01T13:00:00+03:00 60 172.16.0.1 10.20.0.17 " + MIB));
        traffic.rate("2026-03-02", 1);
        assertThat(traffic.rows(CHARGES))
                .containsExactly("03-01 12 1 local 3145728 1000000 4 internet/incoming/local"); // 2 MiB at 0, 1 at 1.00
        assertThat(traffic.number("select sum(units)::bigint from usage_counter"))
                .isEqualTo(3 * MIB);
        traffic.collect(traffic.flows("f2", "2026-03-01T12:30:00+03:00 60 172.16.0.1 10.20.0.17 " + MIB));
        traffic.rate("2026-03-02", 1);
        assertThat(traffic.rows(CHARGES)).contains("03-01 12 1 local 1048576 1000000 6 internet/incoming/local");
        assertThat(traffic.number("select sum(units)::bigint from usage_counter"))
                .isEqualTo(4 * MIB);
    }

    @Test
    void traffic_without_a_price_waits_with_its_reason_and_is_charged_when_it_has_one() throws IOException {
        traffic.subscriber("2", "", "10.20.0.18");
        traffic.collect(traffic.flows(
                "f1",
                download("03-01T12:10", MIB),
                "2026-03-01T12:00:00+03:00 60 192.0.2.10 10.20.0.18 " + MIB,
                "2026-03-01T12:00:00+03:00 60 198.51.100.7 10.20.0.17 " + 5 * MIB));
        traffic.rate("2026-03-02", 1);
        traffic.rate("2026-03-02", 1);
        assertThat(charged()).isEqualTo(MIB);
        assertThat(traffic.rows(
                        "select service_id, traffic_class, reason, bytes from traffic_unrated order by service_id"))
                .containsExactly("1 3 no-rate " + 5 * MIB, "2 5 no-plan " + MIB);
        assertThat(context.getBean(UnratedTraffic.class).reasons())
                .extracting(reason ->
                        reason.bytes() + " " + reason.reason() + " " + reason.services() + " " + reason.first())
                .containsExactly(5 * MIB + " no-rate 1 2026-03-01", MIB + " no-plan 1 2026-03-01");
        assertThat(traffic.notes())
                .anyMatch(note -> note.startsWith("WARNING " + MIB + " bytes of traffic have no price"));
        traffic.subscription("2", "metered");
        traffic.rate("2026-03-02", 1);
        assertThat(traffic.rows(CHARGES)).contains("03-01 12 2 internet 1048576 1000000 0 internet/incoming/internet");
        assertThat(charged() + traffic.number("select sum(bytes)::bigint from traffic_unrated"))
                .isEqualTo(collected());
    }

    @Test
    void traffic_past_its_retention_is_dropped_and_what_is_younger_stays() throws IOException {
        String recent = java.time.OffsetDateTime.now(context.getBean(java.time.Clock.class))
                .minusDays(2)
                .withNano(0)
                .withOffsetSameInstant(java.time.ZoneOffset.UTC)
                .toString();
        traffic.collect(traffic.flows(
                "f1", recent + " 60 192.0.2.10 10.99.0.1 5", "2016-02-01T00:00:00Z 60 192.0.2.10 10.99.0.1 7"));
        traffic.update("create table if not exists traffic_day_201601 partition of traffic_day"
                + " for values from ('2016-01-01') to ('2016-02-01')");
        traffic.run("retain", Map.of("unmatched-months", "14", "traffic-months", "38", "duplicates-months", "14"), 1);
        assertThat(traffic.rows("select bytes from unmatched_traffic")).containsExactly("5");
        assertThat(traffic.number("select count(*) from traffic_chunk")).isEqualTo(1);
        traffic.update("update input_file set claimed_at = '2016-01-01T00:00Z'");
        traffic.run("retain", Map.of("duplicates-months", "14"), 1);
        assertThat(traffic.number("select count(*) from traffic_chunk")).isZero();
        assertThat(traffic.number(
                        "select count(*) from pg_inherits where inhrelid = to_regclass('traffic_day_201601')"))
                .isZero();
    }

    @Test
    void without_a_day_all_days_that_are_over_are_rated() throws IOException {
        OffsetDateTime now =
                OffsetDateTime.now(ZoneOffset.ofHours(3)).minusMinutes(5).truncatedTo(ChronoUnit.SECONDS);
        String today = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(now);
        traffic.collect(traffic.flows("f1", download("03-01T12:10", MIB), today + " 60 192.0.2.10 10.20.0.17 " + MIB));
        traffic.run("rate-traffic", Map.of(), 1);
        assertThat(charged()).isEqualTo(MIB);
        assertThat(deltas.bytesWaiting()).isEqualTo(MIB);
    }

    @Test
    void a_failing_transaction_leaves_nothing_and_the_restart_does_all_of_it() throws IOException {
        traffic.collect(traffic.flows("f1", download("03-01T12:10", MIB)));
        traffic.failIn("rate-traffic", Map.of("through", "2026-03-02"));
        assertThat(charged()).isZero();
        assertThat(traffic.number("select count(*) from traffic_day")).isZero();
        assertThat(deltas.bytesWaiting()).isEqualTo(MIB);
        traffic.rate("2026-03-02", 1);
        assertThat(charged()).isEqualTo(MIB);
    }

    @Test
    void the_number_of_partitions_does_not_change_the_charges() throws IOException {
        List<String> one = daysOfThreeRanges(1);
        assertThat(one).hasSize(9);
        traffic.begin();
        traffic.subscriber("1", "metered", "10.20.0.17");
        assertThat(daysOfThreeRanges(3)).containsExactlyInAnyOrderElementsOf(one);
    }

    /** Accounts 1, 5001 and 9001 are in three ranges of 4,096. */
    private List<String> daysOfThreeRanges(int partitions) throws IOException {
        for (int range = 1; range <= 2; range++) {
            traffic.number("select setval(pg_get_serial_sequence('account', 'id'), ?)", 1000 + 4000L * range);
            traffic.subscriber("a" + range, "metered", "10.20.1." + range);
        }
        String[] flows = new String[9];
        for (int i = 0; i < flows.length; i++) {
            String address = i % 3 == 0 ? "10.20.0.17" : "10.20.1." + i % 3;
            flows[i] = "2026-03-0" + (1 + i / 3) + "T12:00:00+03:00 60 172.16.0.1 " + address + " " + (MIB + i);
        }
        traffic.collect(traffic.flows("f" + partitions, flows));
        traffic.rate("2026-04-01", partitions);
        return traffic.rows(CHARGES);
    }
}
