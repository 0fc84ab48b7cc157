package io.turnpike.fees;

import static io.turnpike.fees.Fees.KOPECK;
import static io.turnpike.fees.Fees.RUB;
import static io.turnpike.fees.Fees.arrears;
import static io.turnpike.fees.Fees.day;
import static io.turnpike.fees.Fees.days;
import static io.turnpike.fees.Fees.fee;
import static io.turnpike.fees.Fees.micros;
import static io.turnpike.fees.Fees.on;
import static io.turnpike.fees.Fees.rental;
import static io.turnpike.fees.Fees.terms;
import static io.turnpike.fees.Fees.timeline;
import static io.turnpike.fees.Fees.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.fees.OneTimeFee.Occasion;
import io.turnpike.fees.PlanVersion.ForExisting;
import io.turnpike.time.BillingDays;
import io.turnpike.time.BillingInterval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PhaseAndVersionTest {
    private final Books books = new Books();

    @Test
    void a_trial_and_a_promotion_then_the_plans_price() {
        FeeTerms terms = terms(
                ChangePolicies.DEFAULT,
                List.of(share("trial", "10 days", "0 %", false), share("promotion", "2 months", "50 %", false)),
                rental("300.00"));
        // trial 1 to 10 April; promotion 11 April to 10 June; 300 a month
        // April: 20/30 x 150 = 100; May: 150; June: 10/30 x 150 + 20/30 x 300 = 50 + 200
        assertThat(books.run(timeline(1, on("2026-04-01..", "home", terms)), "2026-07-01"))
                .isEqualTo("""
                        rental 2026-04-01..2026-05-01 r0 100.00
                        rental 2026-05-01..2026-06-01 r0 150.00
                        rental 2026-06-01..2026-07-01 r0 250.00
                        rental 2026-07-01..2026-08-01 r0 300.00""");
    }

    @Test
    void a_fixed_term_ends_the_subscription() {
        FeeTerms terms =
                terms(ChangePolicies.DEFAULT, List.of(share("term", "2 months", "100 %", true)), rental("300.00"));
        // 11 April to 10 June: 20/30 x 300, 300, 10/30 x 300
        assertThat(books.run(timeline(1, on("2026-04-11..", "home", terms)), "2026-12-01"))
                .isEqualTo("""
                        rental 2026-04-11..2026-05-01 r0 200.00
                        rental 2026-05-01..2026-06-01 r0 300.00
                        rental 2026-06-01..2026-06-11 r0 100.00""");
    }

    @Test
    void another_plan_on_the_day_a_fixed_term_ends_is_a_change_and_no_new_activation() {
        FeeTerms term = new FeeTerms(
                RUB,
                KOPECK,
                List.of(rental("300.00")),
                List.of(once("removal", "70.00", Occasion.TERMINATION)),
                List.of(share("term", "1 month", "100 %", true)),
                Optional.empty(),
                ChangePolicies.DEFAULT);
        FeeTerms next = terms(
                List.of(once("activation", "100.00", Occasion.ACTIVATION), once("move", "40.00", Occasion.PLAN_CHANGE)),
                rental("600.00"));
        ServiceTimeline facts =
                timeline(1, on("2026-04-01..2026-05-01", "home", term), on("2026-05-01..", "office", next));
        assertThat(books.run(facts, "2026-05-01")).isEqualTo("""
                        rental 2026-04-01..2026-05-01 r0 300.00
                        rental 2026-05-01..2026-06-01 r0 600.00
                        move 2026-05-01..2026-05-02 r0 40.00""");
    }

    @Test
    void phases_of_a_month_begun_on_the_31st_do_not_drift() {
        FeeTerms terms = terms(
                ChangePolicies.DEFAULT,
                List.of(share("first", "month", "0 %", false), share("second", "month", "0 %", true)),
                rental("300.00"));
        assertThat(terms.phaseEnd(day("2026-01-31"), 0)).isEqualTo("2026-02-28");
        assertThat(terms.phaseEnd(day("2026-01-31"), 1)).isEqualTo("2026-03-31");
    }

    @Test
    void months_behind_days_are_counted_from_the_day_on_which_the_days_are_over() {
        FeeTerms terms = terms(
                ChangePolicies.DEFAULT,
                List.of(share("trial", "14 days", "0 %", false), share("promotion", "3 months", "50 %", false)),
                rental("300.00"));
        // February 15 to 28 are the fourteen days; then March, April and May
        assertThat(terms.phaseEnd(day("2026-02-15"), 0)).isEqualTo("2026-03-01");
        assertThat(terms.phaseEnd(day("2026-02-15"), 1)).isEqualTo("2026-06-01");
    }

    @Test
    void a_phase_price_gives_way_to_an_own_price_and_a_share_is_taken_of_it() {
        Phase fixed = new Phase(
                "promotion",
                Optional.of(BillingInterval.months(1)),
                Map.of("rental", new Phase.Price.Fixed(micros("200.00"))),
                false);
        FeeTerms terms = terms(ChangePolicies.DEFAULT, List.of(fixed), rental("300.00"));
        ServiceTimeline facts = timeline(1, on("2026-04-01..", "home", terms));
        assertThat(books.run(facts, "2026-04-01")).isEqualTo("rental 2026-04-01..2026-05-01 r0 200.00");
        assertThat(books.run(Fees.ownPrice(facts, "rental", "2026-04-01..", "180.00"), "2026-04-02"))
                .isEqualTo("rental 2026-04-01..2026-05-01 r1 -20.00");
    }

    @Test
    void a_new_version_with_immediate_splits_the_running_period() {
        ServiceTimeline facts = versions(ForExisting.IMMEDIATE, "2026-04-16", terms(rental("600.00")));
        // 15 days at 10.00 and 15 at 20.00
        assertThat(books.run(facts, "2026-05-01"))
                .isEqualTo("rental 2026-04-01..2026-05-01 r0 450.00\nrental 2026-05-01..2026-06-01 r0 600.00");
    }

    @Test
    void a_new_version_with_next_period_waits_for_it() {
        ServiceTimeline facts = versions(ForExisting.NEXT_PERIOD, "2026-04-16", terms(rental("600.00")));
        assertThat(books.run(facts, "2026-05-01"))
                .isEqualTo("rental 2026-04-01..2026-05-01 r0 300.00\nrental 2026-05-01..2026-06-01 r0 600.00");
    }

    @Test
    void a_version_valid_on_the_first_day_of_a_period_holds_for_it() {
        ServiceTimeline facts = versions(ForExisting.NEXT_PERIOD, "2026-05-01", terms(rental("600.00")));
        assertThat(books.run(facts, "2026-05-01")).endsWith("rental 2026-05-01..2026-06-01 r0 600.00");
    }

    @Test
    void a_version_may_turn_a_monthly_fee_into_a_quarterly_one() {
        RecurringFee quarterly = fee("rental", "3 months", "900.00", BillTiming.IN_ADVANCE, Proration.BY_DAY);
        ServiceTimeline facts = versions(ForExisting.NEXT_PERIOD, "2026-04-16", terms(quarterly));
        assertThat(books.run(facts, "2026-08-01")).isEqualTo("""
                        rental 2026-04-01..2026-05-01 r0 300.00
                        rental 2026-05-01..2026-08-01 r0 900.00
                        rental 2026-08-01..2026-11-01 r0 900.00""");
    }

    @Test
    void a_version_may_bring_a_fee_and_take_one_away() {
        RecurringFee box = fee("box", "month", "30.00", BillTiming.IN_ADVANCE, Proration.BY_DAY);
        ServiceTimeline facts = versions(ForExisting.IMMEDIATE, "2026-04-16", terms(box));
        // 15 days each: 300 x 15/30 and 30 x 15/30
        assertThat(books.run(facts, "2026-04-20"))
                .isEqualTo("rental 2026-04-01..2026-04-16 r0 150.00\nbox 2026-04-16..2026-05-01 r0 15.00");
    }

    @Test
    void the_roundings_of_a_split_period_add_up_to_its_price() {
        FeeTerms terms = terms(rental("100.00"));
        ServiceTimeline facts = timeline(
                1,
                on("2026-04-01..2026-04-11", "a", terms),
                on("2026-04-11..2026-04-21", "b", terms),
                on("2026-04-21..2026-05-01", "c", terms));
        // a third each: 33.33; 66.666... -> 66.67 less 33.33 = 33.34; 100.00 less 66.67 = 33.33
        assertThat(books.run(facts, "2026-05-01")).isEqualTo("""
                        rental 2026-04-01..2026-04-11 r0 33.33
                        rental 2026-04-11..2026-04-21 r0 33.34
                        rental 2026-04-21..2026-05-01 r0 33.33""");
    }

    @Test
    void of_thirty_days_a_split_month_of_31_still_costs_its_price() {
        FeeTerms terms = terms(fee("rental", "month", "300.00", BillTiming.IN_ADVANCE, Proration.BY_30_DAYS));
        ServiceTimeline facts =
                timeline(1, on("2026-01-01..2026-01-17", "a", terms), on("2026-01-17..2026-02-01", "b", terms));
        // 16/30 and what is left of the 30: 14/30
        assertThat(books.run(facts, "2026-03-01"))
                .isEqualTo("rental 2026-01-01..2026-01-17 r0 160.00\nrental 2026-01-17..2026-02-01 r0 140.00");
    }

    @Test
    void one_time_fees_are_charged_for_their_occasion() {
        FeeTerms terms = terms(List.of(
                once("activation", "100.00", Occasion.ACTIVATION),
                once("re-connection", "50.00", Occasion.RESUMPTION),
                once("removal", "70.00", Occasion.TERMINATION),
                once("move", "40.00", Occasion.PLAN_CHANGE),
                once("visit", "500.00", Occasion.ORDER)));
        ServiceTimeline facts =
                timeline(1, on("2026-04-01..2026-05-01", "a", terms), on("2026-05-01..2026-06-01", "b", terms));
        facts = Fees.suspended(facts, "2026-04-10..2026-04-20", SuspensionKind.DEBT);
        facts = Fees.ordered(
                facts, new FeeOrder("visit", day("2026-04-03"), 1), new FeeOrder("visit", day("2026-04-03"), 1));
        assertThat(books.run(facts, "2026-12-31")).isEqualTo("""
                        activation 2026-04-01..2026-04-02 r0 100.00
                        re-connection 2026-04-20..2026-04-21 r0 50.00
                        move 2026-05-01..2026-05-02 r0 40.00
                        removal 2026-06-01..2026-06-02 r0 70.00
                        visit 2026-04-03..2026-04-04 r0 1000.00""");
        assertThat(books.run(facts, "2026-12-31")).isEmpty();
    }

    @Test
    void a_suspension_that_ends_with_a_change_of_plan_is_resumed_once_and_one_that_goes_on_is_not() {
        FeeTerms terms = terms(List.of(once("re-connection", "50.00", Occasion.RESUMPTION)));
        ServiceTimeline facts = timeline(1, on("2026-04-01..2026-05-01", "a", terms), on("2026-05-01..", "b", terms));
        assertThat(new Books().run(Fees.suspended(facts, "2026-04-10..2026-05-01", SuspensionKind.DEBT), "2026-12-31"))
                .isEqualTo("re-connection 2026-05-01..2026-05-02 r0 50.00");
        assertThat(books.run(Fees.suspended(facts, "2026-04-10..2026-05-20", SuspensionKind.DEBT), "2026-12-31"))
                .isEqualTo("re-connection 2026-05-20..2026-05-21 r0 50.00");
    }

    @Test
    void a_cancelled_order_is_credited() {
        FeeTerms terms = terms(List.of(once("visit", "500.00", Occasion.ORDER)));
        ServiceTimeline facts = timeline(1, on("2026-04-01..", "a", terms));
        books.run(Fees.ordered(facts, new FeeOrder("visit", day("2026-04-03"), 1)), "2026-04-03");
        assertThat(books.run(facts, "2026-04-10")).isEqualTo("visit 2026-04-03..2026-04-04 r1 -500.00");
    }

    @Test
    void an_order_for_what_the_plan_has_not_is_an_error_and_not_forgotten() {
        ServiceTimeline facts = Fees.ordered(
                timeline(1, on("2026-04-01..", "a", terms())), new FeeOrder("visit", day("2026-04-03"), 1));
        assertThatThrownBy(() -> FeeCalculator.due(facts, List.of(), day("2026-04-03")))
                .hasMessageContaining("the order of 2026-04-03 names 'visit'");
        assertThat(FeeCalculator.withoutFee(facts, day("2026-04-02"))).isEmpty();
        assertThat(FeeCalculator.withoutFee(facts, day("2026-04-03")))
                .containsExactly(new FeeOrder("visit", day("2026-04-03"), 1));
        ServiceTimeline others = facts.without(FeeCalculator.withoutFee(facts, day("2026-04-03")));
        assertThat(FeeCalculator.due(others, List.of(), day("2026-04-03"))).isEmpty();
    }

    @Test
    void a_minimum_charge_tops_up_what_the_period_lacks() {
        FeeTerms terms = minimum("500.00", arrears("300.00"));
        ServiceTimeline facts = timeline(1, on("2026-04-01..", "a", terms));
        // 500 - 300 of rental - 120.50 of usage
        assertThat(Fees.text(FeeCalculator.due(
                        facts, List.of(), days -> micros("120.50"), day("2026-01-01"), day("2026-05-01"))))
                .isEqualTo("rental 2026-04-01..2026-05-01 r0 300.00\nminimum-charge 2026-04-01..2026-05-01 r0 79.50");
    }

    @Test
    void late_usage_takes_the_top_up_back_but_never_more() {
        ServiceTimeline facts = timeline(1, on("2026-04-01..", "a", minimum("500.00")));
        List<FeeCharge> first =
                FeeCalculator.due(facts, List.of(), days -> micros("120.50"), day("2026-01-01"), day("2026-05-01"));
        List<ChargedFee> charged = first.stream().map(FeeCharge::charged).toList();
        assertThat(Fees.text(FeeCalculator.due(
                        facts, charged, days -> micros("900.00"), day("2026-01-01"), day("2026-05-02"))))
                .isEqualTo("minimum-charge 2026-04-01..2026-05-01 r1 -379.50");
    }

    @Test
    void a_minimum_charge_is_prorated_and_reduced_like_any_fee() {
        ServiceTimeline facts = Fees.suspended(
                timeline(1, on("2026-04-11..", "a", minimum("300.00"))),
                "2026-04-21..2026-05-01",
                SuspensionKind.VOLUNTARY);
        // 10 days at 10.00 and 10 at 50 %
        assertThat(books.run(facts, "2026-05-01")).isEqualTo("minimum-charge 2026-04-11..2026-05-01 r0 150.00");
    }

    private static FeeTerms minimum(String amount, RecurringFee... fees) {
        MinimumCharge minimum = new MinimumCharge(
                fee(MinimumCharge.FEE, "month", amount, BillTiming.IN_ARREARS, Proration.BY_DAY),
                Set.of(MinimumCharge.Counted.RECURRING_FEES, MinimumCharge.Counted.USAGE));
        return new FeeTerms(
                RUB, KOPECK, List.of(fees), List.of(), List.of(), Optional.of(minimum), ChangePolicies.DEFAULT);
    }

    private static OneTimeFee once(String name, String price, Occasion when) {
        return new OneTimeFee(name, micros(price), when, QuantityRule.ONE);
    }

    private static Phase share(String name, String lasts, String percent, boolean ends) {
        return new Phase(
                name,
                Optional.of(BillingInterval.parse(lasts)),
                Map.of("rental", new Phase.Price.Share(Percent.parse(percent))),
                ends);
    }

    private static ServiceTimeline versions(ForExisting forExisting, String from, FeeTerms later) {
        PlanVersion first = version("home", "2020-01-01", terms(rental("300.00")));
        PlanVersion second = new PlanVersion("home", day(from), forExisting, later);
        return ServiceTimeline.of(
                1, BillingDays.always(1), List.of(Subscription.of(days("2026-04-01.."), List.of(first, second))));
    }
}
