package io.turnpike.charging;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.CatalogInForce;
import io.turnpike.database.DatabaseTest;
import io.turnpike.definitions.Problems;
import io.turnpike.mediation.traffic.TrafficFixture;
import io.turnpike.time.DateRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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
            """;

    private static final DateRange FIRST_OF_MARCH = new DateRange(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 2));

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
        return list.usage(1, Instant.parse("2026-02-28T21:00:00Z"), Instant.parse("2026-03-01T21:00:00Z"), 10).stream()
                .map(listed -> explanation.usage(listed.id()).get(0))
                .toList();
    }

    private List<String> differences() {
        List<String> differences = new ArrayList<>();
        check.check(
                new ChargeCheck.Scope(1L, null),
                FIRST_OF_MARCH,
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
}
