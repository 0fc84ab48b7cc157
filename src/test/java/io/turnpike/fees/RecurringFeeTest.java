package io.turnpike.fees;

import static io.turnpike.fees.Fees.arrears;
import static io.turnpike.fees.Fees.fee;
import static io.turnpike.fees.Fees.on;
import static io.turnpike.fees.Fees.rental;
import static io.turnpike.fees.Fees.terms;
import static io.turnpike.fees.Fees.timeline;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.time.BillingDays;
import org.junit.jupiter.api.Test;

class RecurringFeeTest {
    private final Books books = new Books();

    @Test
    void in_advance_each_period_is_due_on_its_first_day() {
        ServiceTimeline facts = timeline(1, on("2026-01-01..", "home", terms(rental("250.00"))));
        assertThat(books.run(facts, "2026-01-01")).isEqualTo("rental 2026-01-01..2026-02-01 r0 250.00");
        assertThat(books.run(facts, "2026-01-31")).isEmpty();
        assertThat(books.run(facts, "2026-02-01")).isEqualTo("rental 2026-02-01..2026-03-01 r0 250.00");
    }

    @Test
    void in_arrears_each_period_is_due_on_the_day_after_its_last() {
        ServiceTimeline facts = timeline(1, on("2026-01-01..", "home", terms(arrears("250.00"))));
        assertThat(books.run(facts, "2026-01-31")).isEmpty();
        assertThat(books.run(facts, "2026-02-01")).isEqualTo("rental 2026-01-01..2026-02-01 r0 250.00");
    }

    @Test
    void a_run_bills_all_that_is_due_however_many_periods_behind() {
        ServiceTimeline facts = timeline(10, on("2026-01-20..", "home", terms(rental("310.00"))));
        // 20 January to 10 February: 21 of the 31 days from 10 January, 310 x 21/31 = 210
        assertThat(books.run(facts, "2026-04-09")).isEqualTo("""
                        rental 2026-01-20..2026-02-10 r0 210.00
                        rental 2026-02-10..2026-03-10 r0 310.00
                        rental 2026-03-10..2026-04-10 r0 310.00""");
        assertThat(books.run(facts, "2026-04-09")).isEmpty();
    }

    @Test
    void the_leading_part_belongs_to_the_period_that_ends_on_the_first_billing_day() {
        RecurringFee quarterly = fee("rental", "3 months", "900.00", BillTiming.IN_ADVANCE, Proration.BY_DAY);
        ServiceTimeline facts = timeline(1, on("2026-03-17..", "home", terms(quarterly)));
        // 17 to 31 March: 15 of the 90 days from 1 January, 900 x 15/90 = 150
        assertThat(books.run(facts, "2026-04-01"))
                .isEqualTo("rental 2026-03-17..2026-04-01 r0 150.00\nrental 2026-04-01..2026-07-01 r0 900.00");
    }

    @Test
    void the_trailing_part_belongs_to_the_period_that_starts_on_the_last_billing_day() {
        ServiceTimeline facts = timeline(1, on("2026-04-01..2026-06-10", "home", terms(rental("300.00"))));
        // 1 to 9 June: 9 of 30 days, 300 x 9/30 = 90
        assertThat(books.run(facts, "2026-12-31")).isEqualTo("""
                        rental 2026-04-01..2026-05-01 r0 300.00
                        rental 2026-05-01..2026-06-01 r0 300.00
                        rental 2026-06-01..2026-06-10 r0 90.00""");
    }

    @Test
    void each_charge_is_rounded_once_by_the_plans_rule() {
        ServiceTimeline facts = timeline(1, on("2026-01-16..2026-02-01", "home", terms(rental("100.00"))));
        // 16 of 31 days: 51.612903... -> 51.61
        assertThat(books.run(facts, "2026-02-01")).isEqualTo("rental 2026-01-16..2026-02-01 r0 51.61");
    }

    @Test
    void of_thirty_days_a_day_costs_a_thirtieth_in_every_month() {
        RecurringFee of30 = fee("rental", "month", "300.00", BillTiming.IN_ADVANCE, Proration.BY_30_DAYS);
        // 15 days of January, 300 x 15/30 = 150; February whole: its full price though it has 28 days
        assertThat(books.run(timeline(1, on("2026-01-17..", "home", terms(of30))), "2026-02-01"))
                .isEqualTo("rental 2026-01-17..2026-02-01 r0 150.00\nrental 2026-02-01..2026-03-01 r0 300.00");
        // 14 days of February, 300 x 14/30 = 140
        assertThat(new Books().run(timeline(1, on("2026-02-15..2026-03-01", "home", terms(of30))), "2026-03-01"))
                .isEqualTo("rental 2026-02-15..2026-03-01 r0 140.00");
        // 30 of January's 31 days: never more than the full price
        assertThat(new Books().run(timeline(1, on("2026-01-02..2026-02-01", "home", terms(of30))), "2026-02-01"))
                .isEqualTo("rental 2026-01-02..2026-02-01 r0 300.00");
    }

    @Test
    void without_proration_a_part_costs_the_whole() {
        RecurringFee whole = fee("rental", "month", "300.00", BillTiming.IN_ADVANCE, Proration.NONE);
        ServiceTimeline open = timeline(1, on("2026-01-31..", "home", terms(whole)));
        assertThat(books.run(open, "2026-02-01"))
                .isEqualTo("rental 2026-01-31..2026-02-01 r0 300.00\nrental 2026-02-01..2026-03-01 r0 300.00");
        ServiceTimeline ended = timeline(1, on("2026-01-31..2026-02-02", "home", terms(whole)));
        assertThat(books.run(ended, "2026-03-01")).isEmpty();
    }

    @Test
    void of_whole_months_a_month_begun_is_charged_and_the_others_are_credited() {
        RecurringFee yearly = fee("rental", "year", "1200.00", BillTiming.IN_ADVANCE, Proration.WHOLE_MONTHS);
        ServiceTimeline open = timeline(1, on("2026-01-01..", "home", terms(yearly)));
        assertThat(books.run(open, "2026-01-01")).isEqualTo("rental 2026-01-01..2027-01-01 r0 1200.00");
        // to 10 May: January to May are begun, 5 x 100 = 500; 7 x 100 = 700 come back
        ServiceTimeline ended = timeline(1, on("2026-01-01..2026-05-11", "home", terms(yearly)));
        assertThat(books.run(ended, "2027-01-01")).isEqualTo("rental 2026-01-01..2026-05-11 r1 -700.00");
    }

    @Test
    void every_thirty_days_counts_from_the_start_and_knows_no_billing_day() {
        RecurringFee thirty = fee("rental", "30 days", "600.00", BillTiming.IN_ADVANCE, Proration.BY_DAY);
        ServiceTimeline facts = timeline(1, on("2026-01-20..2026-03-01", "home", terms(thirty)));
        // second period 19 February to 21 March; 10 of its 30 days, 600 x 10/30 = 200
        assertThat(books.run(facts, "2026-03-01"))
                .isEqualTo("rental 2026-01-20..2026-02-19 r0 600.00\nrental 2026-02-19..2026-03-01 r0 200.00");
    }

    @Test
    void day_31_bills_on_the_last_day_of_short_months() {
        ServiceTimeline facts = timeline(31, on("2026-01-31..", "home", terms(rental("250.00"))));
        assertThat(books.run(facts, "2026-04-30")).isEqualTo("""
                        rental 2026-01-31..2026-02-28 r0 250.00
                        rental 2026-02-28..2026-03-31 r0 250.00
                        rental 2026-03-31..2026-04-30 r0 250.00
                        rental 2026-04-30..2026-05-31 r0 250.00""");
    }

    @Test
    void the_bridge_days_of_a_changed_billing_day_are_prorated_and_what_was_paid_for_them_is_credited() {
        ServiceTimeline facts = timeline(1, on("2026-01-01..", "home", terms(rental("280.00"))));
        assertThat(books.run(facts, "2026-03-01")).endsWith("rental 2026-03-01..2026-04-01 r0 280.00");
        ServiceTimeline changed = Fees.billedOn(facts, BillingDays.always(1).changed(Fees.day("2026-03-10"), 15));
        // bridge 1 to 14 March: 14 of the 28 days from 15 February, 280 x 14/28 = 140; 140 - 280 = -140
        assertThat(books.run(changed, "2026-03-15"))
                .isEqualTo("rental 2026-03-01..2026-03-15 r1 -140.00\nrental 2026-03-15..2026-04-15 r0 280.00");
    }

    @Test
    void bridge_days_are_prorated_even_where_nothing_else_is() {
        RecurringFee whole = fee("rental", "month", "280.00", BillTiming.IN_ARREARS, Proration.NONE);
        ServiceTimeline facts = Fees.billedOn(
                timeline(1, on("2026-02-01..", "home", terms(whole))),
                BillingDays.always(1).changed(Fees.day("2026-03-10"), 15));
        assertThat(books.run(facts, "2026-04-15")).isEqualTo("""
                        rental 2026-02-01..2026-03-01 r0 280.00
                        rental 2026-03-01..2026-03-15 r0 140.00
                        rental 2026-03-15..2026-04-15 r0 280.00""");
    }

    @Test
    void a_quantity_multiplies_and_its_change_in_advance_is_charged_for_the_days_left() {
        QuantityFrom five = QuantityFrom.ofAll(Fees.day("2026-04-01"), 5);
        ServiceTimeline before = timeline(1, on("2026-04-01..", "office", terms(rental("30.00")), five));
        assertThat(books.run(before, "2026-04-01")).isEqualTo("rental 2026-04-01..2026-05-01 r0 150.00");
        QuantityFrom seven = QuantityFrom.ofAll(Fees.day("2026-04-11"), 7);
        ServiceTimeline after = timeline(1, on("2026-04-01..", "office", terms(rental("30.00")), five, seven));
        // 2 more for 20 of 30 days: 2 x 30 x 20/30 = 40, on the next bill
        assertThat(books.run(after, "2026-04-20")).isEmpty();
        assertThat(books.run(after, "2026-05-01"))
                .isEqualTo("rental 2026-04-01..2026-05-01 r1 40.00\nrental 2026-05-01..2026-06-01 r0 210.00");
    }

    @Test
    void rows_of_the_same_plan_are_one_subscription_with_another_quantity() {
        FeeTerms terms = terms(rental("30.00"));
        PlanVersion version = Fees.version("office", "2020-01-01", terms);
        ServiceTimeline facts = timeline(
                1,
                Subscription.of(Fees.days("2026-04-01..2026-04-11"), java.util.List.of(version), 5),
                Subscription.of(Fees.days("2026-04-11.."), java.util.List.of(version), 7));
        // 5 x 30 x 10/30 + 7 x 30 x 20/30 = 50 + 140
        assertThat(books.run(facts, "2026-04-30")).isEqualTo("rental 2026-04-01..2026-05-01 r0 190.00");
    }

    @Test
    void a_fee_may_have_a_quantity_of_its_own() {
        QuantityFrom boxes = new QuantityFrom("box", Fees.day("2026-04-01"), 3);
        RecurringFee box = fee("box", "month", "10.00", BillTiming.IN_ADVANCE, Proration.BY_DAY);
        ServiceTimeline facts = timeline(1, on("2026-04-01..", "tv", terms(rental("250.00"), box), boxes));
        assertThat(books.run(facts, "2026-04-01"))
                .isEqualTo("rental 2026-04-01..2026-05-01 r0 250.00\nbox 2026-04-01..2026-05-01 r0 30.00");
    }

    @Test
    void an_own_price_stands_in_for_the_plans_on_its_days() {
        ServiceTimeline facts = Fees.ownPrice(
                timeline(1, on("2026-04-01..", "home", terms(rental("300.00")))),
                "rental",
                "2026-04-16..2026-06-01",
                "200.00");
        // 15 days at 300 and 15 at 200: 150 + 100
        assertThat(books.run(facts, "2026-06-01")).isEqualTo("""
                        rental 2026-04-01..2026-05-01 r0 250.00
                        rental 2026-05-01..2026-06-01 r0 200.00
                        rental 2026-06-01..2026-07-01 r0 300.00""");
    }
}
