package io.turnpike.charging;

import static io.turnpike.charging.OneSubscriber.NUMBER;
import static io.turnpike.charging.OneSubscriber.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.CatalogInForce;
import io.turnpike.catalog.WrittenValues;
import io.turnpike.customers.AccountNames;
import io.turnpike.database.DatabaseTest;
import io.turnpike.rating.CounterUse;
import io.turnpike.rating.Explanation;
import io.turnpike.rating.Rating;
import io.turnpike.time.DateRange;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every charge of March 2026 of one telephone is explained. */
@DatabaseTest
class ExplainedMonthTest {
    private static final DateRange MARCH = new DateRange(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 1));
    private static final ChargeCheck.Scope ALL = new ChargeCheck.Scope(null, null);

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private CatalogInForce catalog;

    @Autowired
    private Settle settle;

    @Autowired
    private ChargeExplanation explanation;

    @Autowired
    private ChargeCheck check;

    @Autowired
    private ChargeList list;

    @Autowired
    private AccountNames names;

    @TempDir
    private Path folder;

    private Catalog shipped;
    private ExplainedMonth month;

    @BeforeEach
    void begin() throws IOException {
        shipped = catalog.get();
        month = new ExplainedMonth(context, folder);
        month.begin();
    }

    @AfterEach
    void shippedPlans() {
        catalog.replace(shipped);
    }

    private long account() {
        return names.withNumber("meridian", "100001").get(0).accountId();
    }

    private List<ExplainedUsage> explainedUsage() {
        return list
                .usage(account(), Instant.parse("2026-02-28T21:00:00Z"), Instant.parse("2026-03-31T21:00:00Z"), 1_000)
                .stream()
                .map(listed -> {
                    List<ExplainedUsage> found =
                            explanation.usage(ChargeId.parse(listed.id().toString()));
                    assertThat(found).hasSize(1);
                    assertThat(found.get(0).result().storedMicros()).isEqualTo(listed.micros());
                    return found.get(0);
                })
                .toList();
    }

    private ExplainedUsage usage(String file, long line) {
        List<ExplainedUsage> found = explanation.usage(ChargeId.parse(file + ":" + line));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    /** Setup and spans in fractions, worked out here once more: what it comes to before rounding. */
    private static BigDecimal sumOfSpans(Explanation explained, BigDecimal scale) {
        BigDecimal sum = BigDecimal.valueOf(explained.setupMicros()).multiply(scale);
        for (Explanation.Span span : explained.spans()) {
            if (span.paidBy().equals(Explanation.PaidBy.MONEY)) {
                sum = sum.add(BigDecimal.valueOf(span.billedUnits())
                        .multiply(BigDecimal.valueOf(span.price().numerator()))
                        .multiply(scale)
                        .divide(BigDecimal.valueOf(span.price().denominator())));
            }
        }
        return sum;
    }

    @Test
    void every_charge_of_a_month_is_computed_anew_and_is_what_was_charged() throws IOException {
        month.book();
        List<ExplainedUsage> usage = explainedUsage();
        assertThat(usage).hasSize(11);
        for (ExplainedUsage charge : usage) {
            assertThat(charge.result().differs()).as(charge.id().toString()).isFalse();
            assertThat(charge.result().waits()).isFalse();
            assertThat(charge.result().recomputedMicros())
                    .as(charge.id().toString())
                    .isEqualTo(charge.result().storedMicros());
            assertThat(charge.result().recomputedCovered())
                    .isEqualTo(charge.result().storedCovered());
            Explanation explained = charge.priced().get(0).explanation();
            // prices of a minute are whole micro-units for sixty seconds
            BigDecimal sixty = BigDecimal.valueOf(60);
            BigDecimal micros = sumOfSpans(explained, sixty);
            var exact = java.util.Objects.requireNonNull(explained.beforeRounding());
            assertThat(exact.equalsMajor(micros.movePointLeft(6), sixty)).isTrue();
        }
        // 10 min: 5 on the 2nd, 4 on the 10th, 1 of 7 on the 20th; 6 x 0.60 = 3.60, and no setup: it began in the
        // allowance? the
        // allowance states none, so the rate's 0.10 stands for each: 0.10, 0.10, 3.70
        // mobile 3.80; 1.90 + 0.95 = 2.85; retried 1.90; own 0.60; national 2 x 3 = 6.00, then 8 x 3 + 2 x 1 = 26.00
        // europe 3 + 4 min, over 5: all at 10.00: 30.00 and 40.00
        assertThat(usage.stream().mapToLong(charge -> charge.result().storedMicros()))
                .containsExactly(
                        6_000_000L,
                        100_000L,
                        3_800_000L,
                        2_850_000L,
                        26_000_000L,
                        30_000_000L,
                        600_000L,
                        1_900_000L,
                        100_000L,
                        3_700_000L,
                        40_000_000L);

        List<ChargeList.ListedFee> charged = list.fees(account(), MARCH.from(), MARCH.to(), 100);
        List<ExplainedFee> rental = new ArrayList<>();
        for (ChargeList.ListedFee fee : charged) {
            ExplainedFee explained = explanation
                    .fee(new ChargeId.OfFee(((ChargeId.OfFee) fee.id()).feeChargeId()))
                    .orElseThrow();
            assertThat(explained.differs()).as(fee.toString()).isFalse();
            assertThat(explained.recomputedMicros()).isEqualTo(explained.storedMicros());
            if (fee.fee().equals("line-rental")) {
                rental.add(explained);
            }
        }
        // 310.00 in advance; 10 of 31 days at half the price: 260.00, a credit of 50.00
        assertThat(rental).hasSize(2);
        assertThat(rental.get(1).revisions())
                .extracting(ExplainedFee.Revision::micros)
                .containsExactly(310_000_000L, -50_000_000L);
        assertThat(rental.get(1).revisions().get(1).recomputedMicros()).isEqualTo(-50_000_000L);
        assertThat(java.util.Objects.requireNonNull(rental.get(1).owed()).explanation())
                .contains("10/31 days x 310.00 RUB x 50 % (suspended: voluntary)");

        List<ChargeCheck.Difference> differences = new ArrayList<>();
        ChargeCheck.Checked checked = check.check(ALL, MARCH, differences::add, progress -> {});
        assertThat(differences).isEmpty();
        assertThat(List.of(checked.accounts(), checked.usage(), checked.waiting(), checked.differing()))
                .containsExactly(1L, 11L, 0L, 0L);
        assertThat(checked.fees()).isEqualTo(charged.size());
    }

    @Test
    void a_charge_shows_its_record_its_rate_where_each_value_is_written_and_its_allowance() throws IOException {
        month.book();
        ExplainedUsage late = usage("Master3.csv", 1);
        assertThat(late.service()).isEqualTo("meridian 100001/tel");
        assertThat(late.source().line()).isEqualTo(1);
        assertThat(late.rates()).singleElement().satisfies(rate -> {
            assertThat(rate.plan() + " " + rate.validFrom() + " " + rate.key())
                    .isEqualTo("phone 2026-01-01 voice/outgoing/local");
            assertThat(rate.sha256()).matches("[0-9a-f]{64}");
            assertThat(rate.values())
                    .contains(
                            new WrittenValues.Written(
                                    "voice/outgoing/local", "price", "0.60 RUB/min", "rules/base/2026-01-01.yaml:6:38"),
                            new WrittenValues.Written(
                                    "voice/outgoing/local", "setup", "0.10 RUB", "rules/base/2026-01-01.yaml:6:80"),
                            new WrittenValues.Written("zone local", "prefix", "+7495", "rules/common/zones/zones.yaml"),
                            new WrittenValues.Written(
                                    "plan base", "round", "half-up to 0.01 RUB", "rules/base/2026-01-01.yaml:4:1"),
                            new WrittenValues.Written(
                                    "allowance free-local", "units", "10 min", "rules/phone/2026-01-01.yaml:7:17"));
        });
        // in the total order the call of the 2nd took 300 s before it; it takes 240 of the 300 left
        assertThat(late.priced().get(0).counters())
                .extracting(use -> use.counter().name(), CounterUse::unitsBefore, CounterUse::unitsAfter)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("allowance free-local", 300L, 540L));
        assertThat(late.priced().get(0).explanation().rating())
                .isInstanceOfSatisfying(
                        Rating.Rated.class,
                        rated -> assertThat(rated.covered().get(0).left()).isEqualTo(60));
    }

    @Test
    void a_band_shows_the_price_it_is_a_share_of_and_an_own_price_itself() throws IOException {
        month.book();
        ExplainedUsage evening = usage("Master1.csv", 3);
        assertThat(evening.rates())
                .extracting(ExplainedUsage.Rate::key)
                .containsExactly("voice/outgoing/mobile", "voice/outgoing/mobile @ night");
        assertThat(evening.rates().get(1).values())
                .extracting(value -> value.owner() + " " + value.key() + " " + value.text())
                .startsWith(
                        "voice/outgoing/mobile @ night price 50 %",
                        "voice/outgoing/mobile @ night when 20:00-08:00",
                        "voice/outgoing/mobile price 1.90 RUB/min",
                        "voice/outgoing/mobile step 60 s");
        ExplainedUsage own = usage("Master1.csv", 6);
        assertThat(own.rates().get(0).key()).isEqualTo("own voice/outgoing/+" + ExplainedMonth.OWN);
        assertThat(own.rates().get(0).values().get(0))
                .isEqualTo(new WrittenValues.Written(
                        "voice/outgoing/+" + ExplainedMonth.OWN,
                        "own price",
                        "0.30 RUB/min",
                        "the account's own, valid [2026-03-01, )"));
    }

    @Test
    void a_call_over_midnight_is_cut_there() throws IOException {
        month.book();
        ExplainedUsage call = usage("Master1.csv", 4);
        assertThat(call.priced().get(0).explanation().spans())
                .extracting(span -> span.fromUnit() + " " + span.usedUnits())
                // two of the ten minutes of the first tier went to the call of the 1st: eight are left, three of them
                // on this side
                .containsExactly("0 300", "300 180", "480 120");
    }

    @Test
    void an_amount_that_was_tampered_with_is_found() throws IOException {
        month.book();
        jdbc.sql("update usage_charge set amount_micros = amount_micros + 10000 where party = ?")
                .param(ExplainedMonth.OWN)
                .update();
        jdbc.sql("update fee_charge set amount_micros = amount_micros - 1 where fee = 'line-rental' and revision = 0"
                        + " and period_from = date '2026-03-01'")
                .update();
        ExplainedUsage charge = usage("Master1.csv", 6);
        assertThat(charge.result().differs()).isTrue();
        assertThat(charge.result().recomputedMicros()).isEqualTo(600_000);
        assertThat(charge.result().storedMicros()).isEqualTo(610_000);

        List<ChargeCheck.Difference> differences = new ArrayList<>();
        check.check(ALL, MARCH, differences::add, progress -> {});
        assertThat(differences)
                .extracting(one -> one.recomputedMicros() + " " + one.storedMicros())
                .containsExactly("600000 610000", "260000000 259999999");
        assertThat(differences.get(0).id()).isEqualTo(charge.id());
    }

    @Test
    void usage_that_waits_to_be_settled_is_told_apart_from_a_difference() throws IOException {
        month.collect("Master2.csv", call(NUMBER, ExplainedMonth.LOCAL, "2026-03-20 10:00:00", 600));
        month.collect("Master1.csv", call(NUMBER, ExplainedMonth.LOCAL, "2026-03-02 10:00:00", 300));
        // 5 min x 0.60 + 0.10 as it came; in the total order the allowance is its own
        ExplainedUsage early = usage("Master1.csv", 1);
        assertThat(early.result().storedMicros()).isEqualTo(3_100_000);
        assertThat(early.result().recomputedMicros()).isEqualTo(100_000);
        assertThat(early.result().waits()).isTrue();
        assertThat(early.result().differs()).isFalse();
        month.run(settle, Map.of("through", "2026-04-01"));
        ExplainedUsage settled = usage("Master1.csv", 1);
        assertThat(settled.result().storedMicros()).isEqualTo(100_000);
        assertThat(settled.result().firstMicros()).isEqualTo(3_100_000);
        assertThat(settled.result().waits()).isFalse();
        assertThat(settled.result().revisions())
                .extracting(
                        revision -> revision.beforeMicros() + " " + revision.afterMicros() + " " + revision.reason())
                .containsExactly("3100000 100000 settled through 2026-04-01");
    }

    @Test
    void a_name_that_is_no_charge_says_how_charges_are_named() {
        assertThatThrownBy(() -> ChargeId.parse("4711"))
                .hasMessageStartingWith(
                        "'4711' names no charge: write U20260310T090000Z-3f2a9c11 for usage, F123 for a fee");
        assertThatThrownBy(() -> ChargeId.parse("U20261310T090000Z-3f2a9c11")).hasMessageContaining("has no such time");
        assertThat(explanation.usage(ChargeId.parse("U20260310T090000Z-3f2a9c11")))
                .isEmpty();
        assertThat(explanation.fee(new ChargeId.OfFee(1_000_000))).isEmpty();
    }
}
