package io.turnpike.charging;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.CatalogInForce;
import io.turnpike.database.DatabaseTest;
import io.turnpike.definitions.Problems;
import io.turnpike.mediation.traffic.TrafficFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Traffic is rated again. One MiB is 1,048,576 bytes; times are of Moscow, three hours before UTC. */
@DatabaseTest
class RerateTrafficTest {
    private static final long MIB = 1_048_576;

    private static final String PLAN = """
            plan: rerated
            valid-from: 2026-01-01
            currency: RUB
            round: half-up to 0.01 RUB
            rates:
              internet/incoming/internet:          { price: 1.00 RUB/MiB, step: 1 MiB }
              internet/incoming/internet @ night:  { price: 50 %, when: 00:00-08:00 }
              internet/incoming/local:  { tiers: graduated, up-to 2 MiB: 0 RUB/MiB, above: 1.00 RUB/MiB }
              internet/outgoing:                   { price: 0 RUB/GiB }
            """;

    private static final String BILLABLE = """
            select to_char(usage_time at time zone 'Europe/Moscow', 'MM-DD'), rate_path, sum(quantity), sum(amount_micros)
            from billable_usage
            group by 1, 2
            having sum(quantity) <> 0 or sum(amount_micros) <> 0
            order by 1, 2
            """;

    @TempDir
    private Path folder;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private CatalogInForce catalog;

    private TrafficFixture traffic;
    private Catalog shipped;

    @BeforeEach
    void onePlan() throws IOException {
        shipped = catalog.get();
        plan("2026-01-01", PLAN);
        traffic = new TrafficFixture(context, folder);
        traffic.begin();
        traffic.subscriber("1", "rerated", "10.20.0.17");
    }

    @AfterEach
    void shippedPlans() {
        catalog.replace(shipped);
    }

    private static String download(String at, long bytes) {
        return "2026-" + at + ":00+03:00 60 192.0.2.10 10.20.0.17 " + bytes;
    }

    private void plan(String validFrom, String text) throws IOException {
        Path rules = Files.createDirectories(folder.resolve("rules/rerated"));
        Files.writeString(rules.resolve(validFrom + ".yaml"), text.replace("2026-01-01", validFrom));
        Problems problems = new Problems();
        catalog.replace(Catalog.load(folder.resolve("rules"), problems));
        assertThat(problems.render()).isEmpty();
    }

    private static final Map<String, String> MARCH = Map.of("from", "2026-03-01", "to", "2026-04-01");

    private void apply() {
        traffic.run("rerate-owners", MARCH, 2);
        traffic.run("rerate", MARCH, 2);
    }

    private List<String> dryRun() {
        List<String> shown = new java.util.ArrayList<>();
        context.getBean(RerateTrial.class)
                .run(
                        RerateSelection.of(new io.turnpike.jobs.Parameters(MARCH)),
                        io.turnpike.jobs.Progress.NONE,
                        one -> shown.add(one.account() + " " + one.beforeMicros() + " " + one.afterMicros() + " "
                                + one.withoutPrice()));
        return shown;
    }

    private List<String> stored() {
        return traffic.rows("""
                select row_to_json(c)::text from usage_charge c
                union all select row_to_json(c)::text from usage_correction c
                union all select row_to_json(c)::text from traffic_day c
                union all select row_to_json(c)::text from traffic_unrated c
                order by 1
                """);
    }

    @Test
    void a_day_that_comes_out_different_is_taken_back_and_charged_anew_hour_by_hour() throws IOException {
        traffic.collect(traffic.flows(
                "f1",
                download("03-01T07:10", MIB),
                download("03-01T12:10", MIB + MIB / 2),
                download("03-01T13:10", MIB / 2),
                download("03-20T07:10", MIB)));
        traffic.rate("2026-04-01", 1);
        // half price at night; 2 + 1 begun MiB
        assertThat(traffic.rows(BILLABLE))
                .containsExactly(
                        "03-01 internet/incoming/internet 2097152 3000000",
                        "03-01 internet/incoming/internet @ night 1048576 500000",
                        "03-20 internet/incoming/internet @ night 1048576 500000");
        // from 15 March there is no night, and less to pay
        plan(
                "2026-03-15",
                PLAN.replace("  internet/incoming/internet @ night:  { price: 50 %, when: 00:00-08:00 }\n", "")
                        .replace("1.00 RUB/MiB, step: 1 MiB", "0.20 RUB/MiB, step: 1 MiB"));
        List<String> before = stored();
        assertThat(dryRun()).containsExactly("1 500000 200000 0");
        assertThat(stored()).isEqualTo(before);
        apply();
        assertThat(traffic.rows(BILLABLE))
                .containsExactly(
                        "03-01 internet/incoming/internet 2097152 3000000",
                        "03-01 internet/incoming/internet @ night 1048576 500000",
                        "03-20 internet/incoming/internet 1048576 200000");
        List<String> once = stored();
        assertThat(dryRun()).isEmpty();
        apply();
        assertThat(stored()).isEqualTo(once);
        // traffic that comes later is charged beside what was charged anew
        traffic.collect(traffic.flows("f2", download("03-20T07:30", MIB)));
        traffic.rate("2026-04-01", 1);
        assertThat(traffic.rows(BILLABLE)).contains("03-20 internet/incoming/internet 2097152 400000");
    }

    @Test
    void traffic_without_a_price_goes_back_to_where_such_traffic_waits() throws IOException {
        traffic.collect(traffic.flows("f1", download("03-20T12:10", MIB)));
        traffic.rate("2026-04-01", 1);
        plan("2026-01-01", PLAN.replace("internet/incoming/internet", "internet/incoming/peering"));
        assertThat(dryRun()).containsExactly("1 1000000 0 1");
        apply();
        assertThat(traffic.rows(BILLABLE)).isEmpty();
        assertThat(traffic.rows("select reason, bytes from traffic_unrated")).containsExactly("no-rate " + MIB);
        List<String> once = stored();
        apply();
        assertThat(stored()).isEqualTo(once);
        plan("2026-01-01", PLAN);
        traffic.rate("2026-04-01", 1);
        assertThat(traffic.rows(BILLABLE)).containsExactly("03-20 internet/incoming/internet 1048576 1000000");
    }

    @Test
    void tiers_are_used_up_in_order_whatever_order_traffic_came_in() throws IOException {
        traffic.collect(traffic.flows("f1", "2026-03-20T12:00:00+03:00 60 172.16.0.1 10.20.0.17 " + 3 * MIB));
        traffic.rate("2026-04-01", 1);
        traffic.collect(traffic.flows("f2", "2026-03-10T12:00:00+03:00 60 172.16.0.1 10.20.0.17 " + MIB));
        traffic.rate("2026-04-01", 1);
        // as it came: 3 MiB with 2 free, then 1 at 1.00
        assertThat(traffic.rows(BILLABLE))
                .containsExactly(
                        "03-10 internet/incoming/local 1048576 1000000",
                        "03-20 internet/incoming/local 3145728 1000000");
        apply();
        // in order: 1 free; then 3 with 1 free
        assertThat(traffic.rows(BILLABLE))
                .containsExactly(
                        "03-10 internet/incoming/local 1048576 0", "03-20 internet/incoming/local 3145728 2000000");
        List<String> once = stored();
        traffic.run("settle", Map.of("through", "2026-04-01"), 1);
        assertThat(stored()).isEqualTo(once);
    }
}
