package io.turnpike.charging;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.CatalogInForce;
import io.turnpike.database.DatabaseTest;
import io.turnpike.definitions.Problems;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Progress;
import io.turnpike.mediation.traffic.TrafficFixture;
import io.turnpike.time.DateRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Charges of traffic are computed anew from the hours they sum. Times are of Moscow, three hours before UTC. */
@DatabaseTest
class ExplainedTrafficTest {
    private static final long MIB = 1_048_576;

    // a name of its own: the numbers of rates are remembered by plan over all classes
    private static final String PLAN = """
            plan: by-the-hour
            valid-from: 2026-01-01
            currency: RUB
            round: half-up to 0.01 RUB
            rates:
              internet/incoming/internet:          { price: 1.00 RUB/MiB, step: 1 MiB }
              internet/incoming/internet @ night:  { price: 50 %, when: 00:00-08:00 }
              internet/incoming/local:             { tiers: graduated, up-to 2 MiB: 0 RUB/MiB, above: 1.00 RUB/MiB, setup: 0.10 RUB }
              internet/outgoing:                   { price: 1.00 RUB/MiB }
            allowances:
              sent: { units: 2 MiB, every: month, covers: [internet/outgoing] }
            """;

    private static final DateRange DAYS = new DateRange(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 3));

    @TempDir
    private Path folder;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private CatalogInForce catalog;

    @Autowired
    private ChargeExplanation explanation;

    @Autowired
    private ChargeList list;

    @Autowired
    private ChargeCheck check;

    private TrafficFixture traffic;
    private Catalog shipped;

    @BeforeEach
    void onePlan() throws IOException {
        Path rules = Files.createDirectories(folder.resolve("rules/by-the-hour"));
        Files.writeString(rules.resolve("2026-01-01.yaml"), PLAN);
        Problems problems = new Problems();
        shipped = catalog.get();
        catalog.replace(Catalog.load(folder.resolve("rules"), problems));
        assertThat(problems.render()).isEmpty();
        traffic = new TrafficFixture(context, folder);
        traffic.begin();
        traffic.subscriber("1", "by-the-hour", "10.20.0.17");
    }

    @AfterEach
    void shippedPlans() {
        catalog.replace(shipped);
    }

    private void download(String file, String at, long bytes) throws IOException {
        traffic.collect(traffic.flows(file, "2026-" + at + ":00+03:00 60 192.0.2.10 10.20.0.17 " + bytes));
        traffic.rate("2026-03-02", 1);
    }

    private List<ExplainedUsage> explained() {
        return list.usage(1, Instant.parse("2026-02-28T21:00:00Z"), Instant.parse("2026-03-02T21:00:00Z"), 10).stream()
                .map(listed -> explanation.usage(listed.id()).get(0))
                .toList();
    }

    private static String local(String at, long bytes) {
        return "2026-" + at + ":00+03:00 60 172.16.0.1 10.20.0.17 " + bytes;
    }

    private static String sent(String at, String to, long bytes) {
        return "2026-" + at + ":00+03:00 60 10.20.0.17 " + to + " " + bytes;
    }

    private void settle() {
        traffic.run("settle", Map.of("through", "2026-04-01"), 1);
    }

    /** Whether rating March again would change anything: what explaining finds different, and nothing else, is changed by it. */
    private boolean ratingAgainChanges() {
        List<Long> accounts = new ArrayList<>();
        context.getBean(RerateTrial.class)
                .run(
                        RerateSelection.of(new Parameters(Map.of("from", "2026-03-01", "to", "2026-04-01"))),
                        Progress.NONE,
                        one -> accounts.add(one.afterMicros()));
        return !accounts.isEmpty();
    }

    private List<String> differences() {
        List<String> differences = new ArrayList<>();
        check.check(
                new ChargeCheck.Scope(1L, null),
                DAYS,
                one -> differences.add(one.recomputedMicros() + " " + one.storedMicros()),
                progress -> {});
        return differences;
    }

    @Test
    void each_hour_is_shown_with_its_own_rounding_up() throws IOException {
        traffic.collect(traffic.flows(
                "f1",
                "2026-03-01T07:10:00+03:00 60 192.0.2.10 10.20.0.17 " + MIB,
                "2026-03-01T12:10:00+03:00 60 192.0.2.10 10.20.0.17 " + MIB / 2,
                "2026-03-01T13:10:00+03:00 60 192.0.2.10 10.20.0.17 " + MIB / 2));
        traffic.rate("2026-03-02", 1);
        List<ExplainedUsage> charges = explained();
        assertThat(charges).hasSize(2);
        // one MiB at half the price; two halves, each a MiB of its own hour
        assertThat(charges.get(0).result().recomputedMicros()).isEqualTo(500_000);
        assertThat(charges.get(1).result().recomputedMicros()).isEqualTo(2_000_000);
        assertThat(charges.get(1).priced())
                .extracting(hour -> hour.at() + " " + hour.quantity())
                .containsExactly("2026-03-01T09:00:00Z 524288", "2026-03-01T10:00:00Z 524288");
        assertThat(charges).noneMatch(charge -> charge.result().differs());
        assertThat(differences()).isEmpty();
    }

    @Test
    void an_hour_that_came_in_parts_is_compared_by_the_sum_of_its_charges() throws IOException {
        download("f1", "03-01T12:10", MIB + MIB / 2);
        download("f2", "03-01T12:30", MIB / 4);
        download("f3", "03-01T12:40", MIB / 2);
        List<ExplainedUsage> charges = explained();
        assertThat(charges).hasSize(3);
        // 2.25 MiB are three: charged 2.00, 0.00 and 1.00
        assertThat(charges).allSatisfy(charge -> {
            assertThat(charge.result().together()).hasSize(3).contains(charge.id());
            assertThat(charge.result().recomputedMicros()).isEqualTo(3_000_000);
            assertThat(charge.result().differs()).isFalse();
        });
        traffic.update("update usage_charge set amount_micros = amount_micros + 1 where quantity = " + MIB / 4);
        assertThat(explained()).allMatch(charge -> charge.result().differs());
        assertThat(differences()).containsExactly("3000000 3000001");
    }

    @Test
    void settled_traffic_is_priced_hour_by_hour_with_the_counters_of_each_hour() throws IOException {
        traffic.collect(traffic.flows(
                "f1", local("03-01T10:10", MIB), local("03-01T11:10", MIB + MIB / 2), local("03-01T13:10", MIB / 2)));
        traffic.rate("2026-03-02", 1);
        assertThat(explained()).allMatch(charge -> charge.result().waits());
        settle();
        assertThat(explained()).singleElement().satisfies(charge -> {
            // setup three times: 0.10; 0.10 + 0.5 of 1.5 MiB paid; 0.10 + 0.50
            assertThat(charge.result().storedMicros()).isEqualTo(1_300_000);
            assertThat(charge.result().recomputedMicros()).isEqualTo(1_300_000);
            assertThat(charge.result().waits() || charge.result().differs()).isFalse();
            assertThat(charge.priced())
                    .extracting(hour -> hour.at() + " " + hour.quantity() + counters(hour))
                    .containsExactly(
                            "2026-03-01T07:00:00Z 1048576, 0 to 1048576",
                            "2026-03-01T08:00:00Z 1572864, 1048576 to 2621440",
                            "2026-03-01T10:00:00Z 524288, 2621440 to 3145728");
        });
        assertThat(differences()).isEmpty();
        assertThat(ratingAgainChanges()).isFalse();
        traffic.update("update usage_charge set amount_micros = amount_micros + 1");
        assertThat(differences()).containsExactly("1300000 1300001");
        assertThat(ratingAgainChanges()).isTrue();
    }

    private static String counters(ExplainedUsage.Priced hour) {
        return hour.counters().stream()
                .map(use -> ", " + use.unitsBefore() + " to " + use.unitsAfter())
                .collect(Collectors.joining());
    }

    @Test
    void an_allowance_is_used_up_by_all_traffic_of_an_hour_before_that_of_the_next() throws IOException {
        traffic.collect(traffic.flows(
                "f1",
                sent("03-01T10:10", "172.16.0.1", MIB),
                sent("03-01T11:10", "192.0.2.10", MIB),
                sent("03-01T12:10", "172.16.0.1", MIB)));
        traffic.rate("2026-03-02", 1);
        settle();
        // two MiB are included: of what went to local the first, the other is paid
        assertThat(explained())
                .extracting(charge -> charge.party() + " " + charge.result().recomputedMicros() + " "
                        + charge.result().recomputedCovered())
                .containsExactly("local 1000000 1048576", "internet 0 1048576");
        assertThat(differences()).isEmpty();
        assertThat(ratingAgainChanges()).isFalse();
    }

    @Test
    void a_charge_that_was_made_anew_is_not_used_a_second_time() throws IOException {
        traffic.collect(traffic.flows("f1", local("03-02T12:00", 3 * MIB)));
        traffic.rate("2026-03-03", 1);
        // as it came 2 of 3 MiB are free: 1.10; hours of the day before came later and were charged 0.60 each
        traffic.collect(traffic.flows("f2", local("03-01T10:00", MIB / 2), local("03-01T11:00", MIB / 2)));
        traffic.rate("2026-03-03", 1);
        settle();
        assertThat(traffic.number("select count(*) from usage_correction where unpriced = 'charged-anew'"))
                .isEqualTo(2);
        // in order the first day costs twice 0.10, the second 0.10 and 2 of 3 MiB
        assertThat(explained())
                .extracting(charge -> charge.takenBack() + " " + charge.result().recomputedMicros() + " "
                        + charge.result().storedMicros()
                        + charge.priced().stream()
                                .map(ExplainedTrafficTest::counters)
                                .collect(Collectors.joining()))
                .containsExactlyInAnyOrder(
                        "charged-anew 0 0",
                        "null 200000 200000, 0 to 524288, 524288 to 1048576",
                        "charged-anew 0 0",
                        "null 2100000 2100000, 1048576 to 4194304");
        assertThat(differences()).isEmpty();
        assertThat(ratingAgainChanges()).isFalse();
    }

    @Test
    void whatever_traffic_came_in_what_order_the_settled_month_is_what_explaining_computes() throws IOException {
        long seed = 20260301;
        Random random = new Random(seed);
        for (int file = 0; file < 4; file++) {
            List<String> flows = new ArrayList<>();
            for (int flow = 0; flow < 25; flow++) {
                String at = String.format(
                        Locale.ROOT,
                        "03-%02dT%02d:%02d",
                        1 + random.nextInt(2),
                        random.nextInt(24),
                        random.nextInt(58));
                long bytes = 1 + random.nextInt(600_000);
                String address = random.nextBoolean() ? "172.16.0.1" : "192.0.2.10";
                flows.add(
                        random.nextBoolean()
                                ? sent(at, address, bytes)
                                : local(at, bytes).replace("172.16.0.1", address));
            }
            traffic.collect(traffic.flows("f" + file, flows.toArray(String[]::new)));
            traffic.rate("2026-03-03", 1);
            if (file == 1) { // what comes from here on comes to a month that was settled
                settle();
            }
        }
        settle();
        assertThat(traffic.number("select count(*) from usage_correction")).isPositive();
        assertThat(ratingAgainChanges()).as("seed " + seed).isFalse();
        assertThat(differences()).as("seed " + seed).isEmpty();
    }
}
