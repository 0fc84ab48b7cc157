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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Traffic of an operator in Kolkata, five and a half hours before UTC: its midnight is 18:30 UTC. */
@DatabaseTest
class HalfHourTrafficTest {
    private static final long MIB = 1_048_576;

    // a name of its own: the numbers of rates are remembered by plan over all classes
    private static final String PLAN = """
            plan: half-hours
            valid-from: 2026-01-01
            currency: RUB
            round: half-up to 0.01 RUB
            rates:
              internet/incoming/internet:          { price: 1.00 RUB/MiB, step: 1 MiB }
              internet/incoming/internet @ night:  { price: 50 %, when: 00:00-08:00 }
            """;

    private static final String BILLABLE = """
            select to_char(usage_time at time zone 'Asia/Kolkata', 'MM-DD HH24:MI'), rate_path, sum(quantity), sum(amount_micros)
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

    @Autowired
    private ChargeExplanation explanation;

    @Autowired
    private ChargeList list;

    private TrafficFixture traffic;
    private Catalog shipped;

    @BeforeEach
    void onePlan() throws IOException {
        shipped = catalog.get();
        plan("2026-01-01", PLAN);
        traffic = new TrafficFixture(context, folder);
        traffic.begin("Asia/Kolkata");
        traffic.subscriber("1", "half-hours", "10.20.0.17");
    }

    @AfterEach
    void shippedPlans() {
        catalog.replace(shipped);
    }

    private void plan(String validFrom, String text) throws IOException {
        Path rules = Files.createDirectories(folder.resolve("rules/half-hours"));
        Files.writeString(rules.resolve(validFrom + ".yaml"), text.replace("2026-01-01", validFrom));
        Problems problems = new Problems();
        catalog.replace(Catalog.load(folder.resolve("rules"), problems));
        assertThat(problems.render()).isEmpty();
    }

    private static String download(String at, long seconds, String to, long bytes) {
        return "2026-" + at + ":00+05:30 " + seconds + " 192.0.2.10 " + to + " " + bytes;
    }

    private void aroundMidnight() throws IOException {
        traffic.collect(traffic.flows(
                "f1",
                // 20 minutes before midnight, 40 after it
                download("03-31T23:40", 3600, "10.20.0.17", 3 * MIB),
                download("04-01T00:10", 60, "10.20.0.17", MIB)));
    }

    @Test
    void the_first_half_hour_of_a_month_is_rated_with_its_own_day() throws IOException {
        aroundMidnight();
        traffic.rate("2026-04-01", 1);
        assertThat(traffic.rows(BILLABLE)).containsExactly("03-31 23:00 internet/incoming/internet 1048576 1000000");
        traffic.rate("2026-04-02", 1);
        // 3 MiB at half of 1.00
        assertThat(traffic.rows(BILLABLE))
                .containsExactly(
                        "03-31 23:00 internet/incoming/internet 1048576 1000000",
                        "04-01 00:00 internet/incoming/internet @ night 3145728 1500000");
    }

    @Test
    void it_is_explained_and_settled_as_it_was_rated() throws IOException {
        aroundMidnight();
        traffic.rate("2026-04-02", 1);
        List<ExplainedUsage> charges =
                list.usage(1, Instant.parse("2026-03-31T18:30:00Z"), Instant.parse("2026-04-30T18:30:00Z"), 10).stream()
                        .map(listed -> explanation.usage(listed.id()).get(0))
                        .toList();
        assertThat(charges).singleElement().satisfies(charge -> {
            assertThat(charge.priced())
                    .extracting(hour -> hour.at() + " " + hour.quantity())
                    .containsExactly("2026-03-31T18:30:00Z 3145728");
            assertThat(charge.result().differs()).isFalse();
        });
        List<String> once = traffic.rows(BILLABLE);
        traffic.run("settle", Map.of("through", "2026-05-01"), 1);
        assertThat(traffic.rows(BILLABLE)).isEqualTo(once);
        assertThat(traffic.number("select count(*) from usage_correction")).isZero();
    }

    @Test
    void a_price_that_is_new_in_april_is_that_of_its_first_half_hour() throws IOException {
        aroundMidnight();
        traffic.rate("2026-04-02", 1);
        plan("2026-04-01", PLAN.replace("1.00 RUB/MiB", "0.20 RUB/MiB"));
        Map<String, String> both = Map.of("from", "2026-03-01", "to", "2026-05-01");
        traffic.run("rerate-owners", both, 1);
        traffic.run("rerate", both, 1);
        assertThat(traffic.rows(BILLABLE))
                .containsExactly(
                        "03-31 23:00 internet/incoming/internet 1048576 1000000",
                        "04-01 00:00 internet/incoming/internet @ night 3145728 300000");
    }

    @Test
    void an_hour_that_finds_its_owner_late_is_of_the_day_in_which_its_first_flow_began() throws IOException {
        traffic.collect(traffic.flows(
                "f1",
                download("04-01T00:10", 60, "10.20.0.98", MIB),
                // of one hour of UTC
                download("03-31T23:40", 60, "10.20.0.99", MIB),
                download("04-01T00:10", 60, "10.20.0.99", MIB)));
        traffic.address("1", "10.20.0.98", "2026-01-01");
        traffic.run("match-traffic", Map.of(), 1);
        traffic.rate("2026-04-02", 1);
        assertThat(traffic.rows(BILLABLE))
                .containsExactly("04-01 00:00 internet/incoming/internet @ night 1048576 500000");
        traffic.address("1", "10.20.0.99", "2026-01-01");
        traffic.run("match-traffic", Map.of(), 1);
        traffic.rate("2026-04-02", 1);
        assertThat(traffic.rows(BILLABLE))
                .containsExactly(
                        "03-31 23:00 internet/incoming/internet 2097152 2000000",
                        "04-01 00:00 internet/incoming/internet @ night 1048576 500000");
    }
}
