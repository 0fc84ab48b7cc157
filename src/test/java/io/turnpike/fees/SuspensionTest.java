package io.turnpike.fees;

import static io.turnpike.fees.Fees.micros;
import static io.turnpike.fees.Fees.on;
import static io.turnpike.fees.Fees.rental;
import static io.turnpike.fees.Fees.suspended;
import static io.turnpike.fees.Fees.terms;
import static io.turnpike.fees.Fees.timeline;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.fees.ChangePolicy.Billed;
import io.turnpike.fees.ChangePolicy.Effect;
import io.turnpike.fees.OneTimeFee.Occasion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Suspensions that change their kind or meet a change of plan, at 300.00 or 600.00 a month of 30 days: voluntary half, debt nothing. */
class SuspensionTest {
    private static final ChangePolicies NOW = ChangePolicies.DEFAULT;
    private final Books books = new Books();

    @Test
    void a_change_of_the_kind_of_suspension_is_no_resumption() {
        FeeTerms terms = terms(
                List.of(new OneTimeFee("re-connection", micros("50.00"), Occasion.RESUMPTION, QuantityRule.ONE)),
                rental("300.00"));
        ServiceTimeline facts = timeline(1, on("2026-04-01..", "home", terms));
        facts = suspended(facts, "2026-04-06..2026-04-11", SuspensionKind.DEBT);
        facts = suspended(facts, "2026-04-11..2026-04-21", SuspensionKind.VOLUNTARY);
        // 5 days full, 5 none, 10 half, 10 full: 20 x 10.00; one resumption
        assertThat(books.run(facts, "2026-04-30")).isEqualTo("""
                        rental 2026-04-01..2026-05-01 r0 200.00
                        re-connection 2026-04-21..2026-04-22 r0 50.00""");
    }

    @Test
    void a_suspension_that_counts_from_the_next_period_does_not_begin_earlier_on_another_plan() {
        FeeTerms left = terms(suspension(Effect.PERIOD_END), List.of(), rental("300.00"));
        ServiceTimeline facts = timeline(
                1, on("2026-04-01..2026-04-21", "home", left), on("2026-04-21..", "office", terms(rental("600.00"))));
        facts = suspended(facts, "2026-04-11..2026-06-01", SuspensionKind.VOLUNTARY);
        // April: 20 days of 300.00, 10 of 600.00, none suspended yet; May at half
        assertThat(books.run(facts, "2026-05-01")).isEqualTo("""
                        rental 2026-04-01..2026-04-21 r0 200.00
                        rental 2026-04-21..2026-05-01 r0 200.00
                        rental 2026-05-01..2026-06-01 r0 300.00""");
    }

    @Test
    void a_resumption_that_counts_from_the_next_period_holds_on_another_plan_too() {
        FeeTerms left = terms(resumption(Effect.PERIOD_END), List.of(), rental("300.00"));
        ServiceTimeline facts = timeline(
                1, on("2026-04-01..2026-04-21", "home", left), on("2026-04-21..", "office", terms(rental("600.00"))));
        facts = suspended(facts, "2026-04-06..2026-04-11", SuspensionKind.DEBT);
        // suspended from April 6 to the end of April, whatever the plan
        assertThat(books.run(facts, "2026-05-01")).isEqualTo("""
                        rental 2026-04-01..2026-04-21 r0 50.00
                        rental 2026-05-01..2026-06-01 r0 600.00""");
    }

    @Test
    void a_suspension_over_a_change_of_plan_ends_by_the_policy_of_the_plan_in_force() {
        FeeTerms left = terms(resumption(Effect.PERIOD_START), List.of(), rental("300.00"));
        ServiceTimeline facts = timeline(
                1,
                on("2026-04-01..2026-04-11", "home", left),
                on("2026-04-11..", "office", terms(NOW, List.of(), rental("600.00"))));
        facts = suspended(facts, "2026-04-06..2026-04-21", SuspensionKind.DEBT);
        // 5 days of 300.00, then none until April 21, then 10 of 600.00
        assertThat(books.run(facts, "2026-05-01")).isEqualTo("""
                        rental 2026-04-01..2026-04-11 r0 50.00
                        rental 2026-04-11..2026-05-01 r0 200.00
                        rental 2026-05-01..2026-06-01 r0 600.00""");
    }

    @Test
    void an_earlier_kind_of_suspension_gives_way_on_the_day_that_counts_for_the_next() {
        FeeTerms terms = terms(suspension(Effect.PERIOD_END), List.of(), rental("300.00"));
        ServiceTimeline facts = timeline(1, on("2026-03-01..", "home", terms));
        facts = suspended(facts, "2026-03-20..2026-04-10", SuspensionKind.VOLUNTARY);
        facts = suspended(facts, "2026-04-10..2026-06-01", SuspensionKind.DEBT);
        // voluntary counts in April, debt in May
        assertThat(books.run(facts, "2026-05-01")).isEqualTo("""
                        rental 2026-03-01..2026-04-01 r0 300.00
                        rental 2026-04-01..2026-05-01 r0 150.00""");
    }

    private static ChangePolicies suspension(Effect effect) {
        return new ChangePolicies(
                ChangePolicy.DEFAULT,
                ChangePolicy.DEFAULT,
                new ChangePolicy(effect, Billed.NEXT_RUN),
                ChangePolicy.DEFAULT);
    }

    private static ChangePolicies resumption(Effect effect) {
        return new ChangePolicies(
                ChangePolicy.DEFAULT,
                ChangePolicy.DEFAULT,
                ChangePolicy.DEFAULT,
                new ChangePolicy(effect, Billed.NEXT_RUN));
    }
}
