package io.turnpike.fees;

import static io.turnpike.fees.Fees.arrears;
import static io.turnpike.fees.Fees.day;
import static io.turnpike.fees.Fees.fee;
import static io.turnpike.fees.Fees.on;
import static io.turnpike.fees.Fees.policies;
import static io.turnpike.fees.Fees.rental;
import static io.turnpike.fees.Fees.suspended;
import static io.turnpike.fees.Fees.terms;
import static io.turnpike.fees.Fees.timeline;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.fees.ChangePolicy.Billed;
import io.turnpike.fees.ChangePolicy.Effect;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Terminations, changes of plan and suspensions, in a month of 30 days at 300.00 or 600.00: 10.00 or 20.00 a day. */
class FeePolicyTest {
    private final Books books = new Books();

    @Test
    void unused_paid_days_are_credited_at_once() {
        FeeTerms terms = terms(policies(Effect.NOW, Billed.AT_ONCE), List.of(), rental("300.00"));
        books.run(timeline(1, on("2026-04-01..", "home", terms)), "2026-04-01");
        // 1 to 10 April used, 20 days x 10.00 come back
        assertThat(books.run(timeline(1, on("2026-04-01..2026-04-11", "home", terms)), "2026-04-11"))
                .isEqualTo("rental 2026-04-01..2026-04-11 r1 -200.00");
    }

    @Test
    void or_in_the_next_run() {
        FeeTerms terms = terms(policies(Effect.NOW, Billed.NEXT_RUN), List.of(), rental("300.00"));
        books.run(timeline(1, on("2026-04-01..", "home", terms)), "2026-04-01");
        ServiceTimeline ended = timeline(1, on("2026-04-01..2026-04-11", "home", terms));
        assertThat(books.run(ended, "2026-04-30")).isEmpty();
        assertThat(books.run(ended, "2026-05-01")).isEqualTo("rental 2026-04-01..2026-04-11 r1 -200.00");
    }

    @Test
    void what_is_asked_to_be_billed_at_once_does_not_wait_for_the_next_run_of_the_plan() {
        FeeTerms terms = terms(policies(Effect.NOW, Billed.NEXT_RUN), List.of(), rental("300.00"));
        books.run(timeline(1, on("2026-04-01..", "home", terms)), "2026-04-01");
        ServiceTimeline ended = timeline(1, on("2026-04-01..2026-04-11", "home", terms));
        ServiceTimeline atOnce = new ServiceTimeline(
                ended.service(),
                ended.billingDays(),
                ended.subscriptions(),
                List.of(),
                List.of(),
                List.of(),
                Set.of(day("2026-04-11")));
        assertThat(books.run(atOnce, "2026-04-10")).isEmpty();
        // 1 to 10 April used, 20 days x 10.00 come back
        assertThat(books.run(atOnce, "2026-04-11")).isEqualTo("rental 2026-04-01..2026-04-11 r1 -200.00");
    }

    @Test
    void the_next_run_is_the_accounts_next_billing_day_also_for_a_yearly_fee() {
        RecurringFee yearly = fee("rental", "year", "3650.00", BillTiming.IN_ADVANCE, Proration.BY_DAY);
        books.run(timeline(1, on("2026-01-01..", "home", terms(yearly))), "2026-01-01");
        ServiceTimeline ended = timeline(1, on("2026-01-01..2026-04-11", "home", terms(yearly)));
        assertThat(books.run(ended, "2026-04-30")).isEmpty();
        // 100 days used, 265 x 10.00 come back
        assertThat(books.run(ended, "2026-05-01")).isEqualTo("rental 2026-01-01..2026-04-11 r1 -2650.00");
    }

    @Test
    void a_termination_known_beforehand_is_credited_on_its_day() {
        FeeTerms terms = terms(policies(Effect.NOW, Billed.AT_ONCE), List.of(), rental("300.00"));
        books.run(timeline(1, on("2026-04-01..", "home", terms)), "2026-04-01");
        ServiceTimeline ending = timeline(1, on("2026-04-01..2026-04-11", "home", terms));
        assertThat(books.run(ending, "2026-04-10")).isEmpty();
        assertThat(books.run(ending, "2026-04-11")).isEqualTo("rental 2026-04-01..2026-04-11 r1 -200.00");
    }

    @Test
    void a_termination_at_period_end_credits_nothing_and_charges_nothing_more() {
        FeeTerms terms = terms(policies(Effect.PERIOD_END, Billed.AT_ONCE), List.of(), rental("300.00"));
        books.run(timeline(1, on("2026-04-01..", "home", terms)), "2026-04-01");
        assertThat(books.run(timeline(1, on("2026-04-01..2026-04-11", "home", terms)), "2026-08-01"))
                .isEmpty();
    }

    @Test
    void a_termination_on_a_billing_day_at_period_end_is_that_day() {
        FeeTerms terms = terms(policies(Effect.PERIOD_END, Billed.AT_ONCE), List.of(), rental("300.00"));
        assertThat(books.run(timeline(1, on("2026-04-01..2026-05-01", "home", terms)), "2026-08-01"))
                .isEqualTo("rental 2026-04-01..2026-05-01 r0 300.00");
    }

    @Test
    void a_termination_back_to_the_periods_start_credits_the_whole_period() {
        FeeTerms terms = terms(policies(Effect.PERIOD_START, Billed.AT_ONCE), List.of(), rental("300.00"));
        books.run(timeline(1, on("2026-03-01..", "home", terms)), "2026-04-01");
        assertThat(books.run(timeline(1, on("2026-03-01..2026-04-11", "home", terms)), "2026-04-11"))
                .isEqualTo("rental 2026-04-01..2026-05-01 r1 -300.00");
    }

    @Test
    void and_waits_for_the_next_run_where_the_policy_says_so() {
        FeeTerms terms = terms(policies(Effect.PERIOD_START, Billed.NEXT_RUN), List.of(), rental("300.00"));
        books.run(timeline(1, on("2026-04-01..", "home", terms)), "2026-04-01");
        ServiceTimeline ended = timeline(1, on("2026-04-01..2026-04-11", "home", terms));
        assertThat(books.run(ended, "2026-04-11")).isEmpty();
        assertThat(books.run(ended, "2026-05-01")).isEqualTo("rental 2026-04-01..2026-05-01 r1 -300.00");
    }

    @Test
    void in_arrears_the_last_days_are_billed_at_once_or_with_the_period() {
        FeeTerms atOnce = terms(policies(Effect.NOW, Billed.AT_ONCE), List.of(), arrears("300.00"));
        assertThat(books.run(timeline(1, on("2026-04-01..2026-04-11", "home", atOnce)), "2026-04-11"))
                .isEqualTo("rental 2026-04-01..2026-04-11 r0 100.00");
        FeeTerms nextRun = terms(policies(Effect.NOW, Billed.NEXT_RUN), List.of(), arrears("300.00"));
        ServiceTimeline ended = timeline(1, on("2026-04-01..2026-04-11", "home", nextRun));
        Books other = new Books();
        assertThat(other.run(ended, "2026-04-30")).isEmpty();
        assertThat(other.run(ended, "2026-05-01")).isEqualTo("rental 2026-04-01..2026-04-11 r0 100.00");
    }

    @Test
    void a_change_of_plan_credits_the_old_and_charges_the_new_for_the_days_left() {
        FeeTerms slow = terms(policies(Effect.NOW, Billed.AT_ONCE), List.of(), rental("300.00"));
        FeeTerms fast = terms(rental("600.00"));
        books.run(timeline(1, on("2026-04-01..", "slow", slow)), "2026-04-01");
        ServiceTimeline changed =
                timeline(1, on("2026-04-01..2026-04-11", "slow", slow), on("2026-04-11..", "fast", fast));
        // 10 days at 10.00 stay of 300.00; 20 days at 20.00
        assertThat(books.run(changed, "2026-04-11"))
                .isEqualTo("rental 2026-04-01..2026-04-11 r1 -200.00\nrental 2026-04-11..2026-05-01 r0 400.00");
    }

    @Test
    void a_change_billed_in_the_next_run_shows_neither_half_before_it() {
        FeeTerms slow = terms(policies(Effect.NOW, Billed.NEXT_RUN), List.of(), rental("300.00"));
        FeeTerms fast = terms(rental("600.00"));
        books.run(timeline(1, on("2026-04-01..", "slow", slow)), "2026-04-01");
        ServiceTimeline changed =
                timeline(1, on("2026-04-01..2026-04-11", "slow", slow), on("2026-04-11..", "fast", fast));
        assertThat(books.run(changed, "2026-04-30")).isEmpty();
        assertThat(books.run(changed, "2026-05-01")).isEqualTo("""
                        rental 2026-04-01..2026-04-11 r1 -200.00
                        rental 2026-04-11..2026-05-01 r0 400.00
                        rental 2026-05-01..2026-06-01 r0 600.00""");
    }

    @Test
    void a_change_at_period_end_starts_the_new_plan_on_the_next_billing_day() {
        FeeTerms slow = terms(policies(Effect.PERIOD_END, Billed.AT_ONCE), List.of(), rental("300.00"));
        ServiceTimeline changed = timeline(
                1, on("2026-04-01..2026-04-11", "slow", slow), on("2026-04-11..", "fast", terms(rental("600.00"))));
        assertThat(books.run(changed, "2026-05-01"))
                .isEqualTo("rental 2026-04-01..2026-05-01 r0 300.00\nrental 2026-05-01..2026-06-01 r0 600.00");
    }

    @Test
    void a_change_back_to_the_periods_start_makes_the_period_one_of_the_new_plan() {
        FeeTerms slow = terms(policies(Effect.PERIOD_START, Billed.AT_ONCE), List.of(), rental("300.00"));
        books.run(timeline(1, on("2026-03-01..", "slow", slow)), "2026-04-01");
        ServiceTimeline changed = timeline(
                1, on("2026-03-01..2026-04-11", "slow", slow), on("2026-04-11..", "fast", terms(rental("600.00"))));
        assertThat(books.run(changed, "2026-04-11")).isEqualTo("rental 2026-04-01..2026-05-01 r1 300.00");
    }

    @Test
    void a_fee_without_proration_is_charged_once_in_a_period_though_the_plan_changes() {
        FeeTerms slow = terms(fee("rental", "month", "300.00", BillTiming.IN_ADVANCE, Proration.NONE));
        FeeTerms fast = terms(fee("rental", "month", "600.00", BillTiming.IN_ADVANCE, Proration.NONE));
        ServiceTimeline changed =
                timeline(1, on("2026-04-01..2026-04-11", "slow", slow), on("2026-04-11..", "fast", fast));
        assertThat(books.run(changed, "2026-05-01"))
                .isEqualTo("rental 2026-04-01..2026-04-11 r0 300.00\nrental 2026-05-01..2026-06-01 r0 600.00");
    }

    @Test
    void a_change_of_plan_goes_on_in_the_quarter_of_the_old_plan() {
        FeeTerms slow = terms(fee("rental", "3 months", "900.00", BillTiming.IN_ADVANCE, Proration.BY_DAY));
        FeeTerms fast = terms(fee("rental", "3 months", "1800.00", BillTiming.IN_ADVANCE, Proration.BY_DAY));
        ServiceTimeline changed =
                timeline(1, on("2026-01-01..2026-02-10", "slow", slow), on("2026-02-10..", "fast", fast));
        // January to March has 90 days: 40 at 10.00 and 50 at 20.00
        assertThat(books.run(changed, "2026-04-01")).isEqualTo("""
                        rental 2026-01-01..2026-02-10 r0 400.00
                        rental 2026-02-10..2026-04-01 r0 1000.00
                        rental 2026-04-01..2026-07-01 r0 1800.00""");
    }

    @Test
    void a_change_to_another_interval_counts_from_the_change() {
        FeeTerms slow = terms(rental("300.00"));
        FeeTerms fast = terms(fee("rental", "3 months", "1800.00", BillTiming.IN_ADVANCE, Proration.BY_DAY));
        ServiceTimeline changed =
                timeline(1, on("2026-01-01..2026-03-17", "slow", slow), on("2026-03-17..", "fast", fast));
        // March: 300 x 16/31 = 154.838...; 17 to 31 March: 15 of the 90 days from January, 1800 x 15/90 = 300
        assertThat(books.run(changed, "2026-04-01")).endsWith("""
                        rental 2026-03-01..2026-03-17 r0 154.84
                        rental 2026-03-17..2026-04-01 r0 300.00
                        rental 2026-04-01..2026-07-01 r0 1800.00""");
    }

    @Test
    void a_suspension_costs_the_share_of_its_kind() {
        ServiceTimeline facts = timeline(1, on("2026-04-01..", "home", terms(arrears("300.00"))));
        facts = suspended(facts, "2026-04-01..2026-04-11", SuspensionKind.VOLUNTARY);
        facts = suspended(facts, "2026-04-11..2026-04-16", SuspensionKind.DEBT);
        facts = suspended(facts, "2026-04-21..2026-04-26", SuspensionKind.ADMINISTRATIVE);
        // 10 x 10.00 x 50 % + 5 x 0 + 5 x 10.00 + 5 x 10.00 (not named: full) + 5 x 10.00
        assertThat(books.run(facts, "2026-05-01")).isEqualTo("rental 2026-04-01..2026-05-01 r0 200.00");
    }

    @Test
    void a_suspension_of_paid_days_is_credited_and_its_end_charged_again() {
        FeeTerms terms = terms(policies(Effect.NOW, Billed.AT_ONCE), List.of(), rental("300.00"));
        ServiceTimeline facts = timeline(1, on("2026-04-01..", "home", terms));
        books.run(facts, "2026-04-01");
        assertThat(books.run(suspended(facts, "2026-04-11..", SuspensionKind.DEBT), "2026-04-11"))
                .isEqualTo("rental 2026-04-01..2026-05-01 r1 -200.00");
        assertThat(books.run(suspended(facts, "2026-04-11..2026-04-21", SuspensionKind.DEBT), "2026-04-21"))
                .isEqualTo("rental 2026-04-01..2026-05-01 r2 100.00");
    }

    @Test
    void a_suspension_at_period_end_leaves_the_running_period_at_full_price() {
        FeeTerms terms = terms(policies(Effect.PERIOD_END, Billed.AT_ONCE), List.of(), rental("300.00"));
        ServiceTimeline facts = suspended(
                timeline(1, on("2026-04-01..", "home", terms)), "2026-04-11..2026-06-01", SuspensionKind.DEBT);
        // May is suspended whole and costs nothing
        assertThat(books.run(facts, "2026-06-01"))
                .isEqualTo("rental 2026-04-01..2026-05-01 r0 300.00\nrental 2026-06-01..2026-07-01 r0 300.00");
    }

    @Test
    void a_back_dated_termination_credits_every_period_after_it() {
        FeeTerms terms = terms(policies(Effect.NOW, Billed.AT_ONCE), List.of(), rental("300.00"));
        books.run(timeline(1, on("2026-04-01..", "home", terms)), "2026-06-01");
        assertThat(books.run(timeline(1, on("2026-04-01..2026-04-16", "home", terms)), "2026-06-10"))
                .isEqualTo("""
                        rental 2026-04-01..2026-04-16 r1 -150.00
                        rental 2026-05-01..2026-06-01 r1 -300.00
                        rental 2026-06-01..2026-07-01 r1 -300.00""");
        assertThat(books.totalMicros()).isEqualTo(150_000_000);
    }

    @Test
    void a_revoked_termination_is_charged_again() {
        FeeTerms terms = terms(policies(Effect.NOW, Billed.AT_ONCE), List.of(), rental("300.00"));
        ServiceTimeline open = timeline(1, on("2026-04-01..", "home", terms));
        books.run(open, "2026-04-01");
        books.run(timeline(1, on("2026-04-01..2026-04-11", "home", terms)), "2026-04-11");
        assertThat(books.run(open, "2026-04-12")).isEqualTo("rental 2026-04-01..2026-05-01 r2 200.00");
    }

    @Test
    void a_run_for_an_earlier_day_takes_nothing_back() {
        ServiceTimeline facts = timeline(1, on("2026-04-01..", "home", terms(rental("300.00"), arrearsOf("box"))));
        books.run(facts, "2026-06-01");
        assertThat(books.run(facts, "2026-04-15")).isEmpty();
    }

    @Test
    void settled_periods_are_not_looked_at() {
        FeeTerms terms = terms(rental("300.00"));
        ServiceTimeline facts = timeline(1, on("2020-04-01..", "home", terms));
        assertThat(Fees.text(
                        FeeCalculator.due(facts, List.of(), PeriodUsage.NONE, day("2026-05-01"), day("2026-05-31"))))
                .isEqualTo("rental 2026-05-01..2026-06-01 r0 300.00");
    }

    @Test
    void a_charge_explains_itself() {
        FeeTerms terms = terms(policies(Effect.NOW, Billed.AT_ONCE), List.of(), rental("250.00"));
        ServiceTimeline facts = timeline(1, on("2026-01-01..", "home", terms));
        books.run(facts, "2026-01-01");
        FeeCharge credit = books.charge(suspended(facts, "2026-01-17..", SuspensionKind.VOLUNTARY), day("2026-01-17"))
                .get(0);
        // 250 x 16/31 = 129.032258..., 250 x 50 % x 15/31 = 60.483870..., together 189.516129... -> 189.52
        assertThat(credit.explanation()).isEqualTo("""
                        rental [2026-01-01, 2026-02-01)
                          [2026-01-01, 2026-01-17): 16/31 days x 250.00 RUB = 129.032258064… by home/2020-01-01
                          [2026-01-17, 2026-02-01): 15/31 days x 250.00 RUB x 50 % (suspended: voluntary) = 60.483870967… by home/2020-01-01
                          exact 189.516129032…, rounded half-up to 0.01 = 189.520000 RUB
                          revision 1 corrects 0: charged before 250.000000 RUB, difference -60.480000 RUB""");
    }

    private static RecurringFee arrearsOf(String name) {
        return fee(name, "month", "30.00", BillTiming.IN_ARREARS, Proration.BY_DAY);
    }
}
