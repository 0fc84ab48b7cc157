package io.turnpike.fees;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.time.BillingDays;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What must hold for any facts and any days of running; a failure names the seed that repeats it. */
class FeePropertiesTest {
    private static final int SEEDS = 200;
    private static final LocalDate LAST = LocalDate.of(2029, 6, 1);

    @Test
    void the_days_of_running_do_not_change_what_is_charged() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            ServiceTimeline facts = new RandomFacts(seed).timeline();
            Books once = new Books();
            once.charge(facts, LAST);
            Books often = new Books();
            Random days = new Random(seed);
            for (LocalDate day = LocalDate.of(2026, 1, 1);
                    day.isBefore(LAST);
                    day = day.plusDays(1 + days.nextInt(50))) {
                often.charge(facts, day);
            }
            often.charge(facts, LAST);
            assertThat(totals(often)).as("seed %s", seed).isEqualTo(totals(once));
        }
    }

    @Test
    void facts_learnt_late_end_in_the_same_charges_as_facts_known_from_the_start() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            RandomFacts facts = new RandomFacts(seed);
            Books learning = new Books();
            Random days = new Random(seed);
            for (LocalDate day = LocalDate.of(2026, 1, 1);
                    day.isBefore(LAST);
                    day = day.plusDays(1 + days.nextInt(50))) {
                learning.charge(facts.knownOn(day), day);
            }
            learning.charge(facts.timeline(), LAST);
            Books knowing = new Books();
            knowing.charge(facts.timeline(), LAST);
            assertThat(totals(learning)).as("seed %s", seed).isEqualTo(totals(knowing));
        }
    }

    @Test
    void a_second_run_finds_nothing_and_no_credit_exceeds_what_was_charged() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            RandomFacts facts = new RandomFacts(seed);
            Books books = new Books();
            Random days = new Random(seed);
            Map<String, Long> sums = new HashMap<>();
            Map<String, Integer> revisions = new HashMap<>();
            for (LocalDate day = LocalDate.of(2026, 1, 1);
                    day.isBefore(LAST);
                    day = day.plusDays(1 + days.nextInt(90))) {
                for (FeeCharge charge : books.charge(facts.knownOn(day), day)) {
                    String key = charge.fee() + " " + charge.days().from();
                    long sum = sums.merge(key, charge.amount().micros(), Long::sum);
                    assertThat(sum).as("seed %s: %s", seed, charge).isNotNegative();
                    assertThat(charge.total().micros())
                            .as("seed %s: %s", seed, charge)
                            .isEqualTo(sum);
                    assertThat(charge.revision())
                            .as("seed %s: %s", seed, charge)
                            .isEqualTo(revisions.merge(key, 1, Integer::sum) - 1);
                }
                assertThat(books.charge(facts.knownOn(day), day))
                        .as("seed %s", seed)
                        .isEmpty();
            }
        }
    }

    @Test
    void parts_of_a_period_in_which_nothing_changed_add_up_to_its_price() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            Proration proration = Proration.values()[random.nextInt(4)];
            String price = (1 + random.nextInt(100_000)) + "." + random.nextInt(10) + random.nextInt(10);
            String every = List.of("month", "3 months", "year").get(random.nextInt(3));
            BillTiming bill = BillTiming.values()[random.nextInt(2)];
            FeeTerms terms = Fees.terms(Fees.fee("rental", every, price, bill, proration));
            BillingDays billingDays = BillingDays.always(1 + random.nextInt(31));
            LocalDate from = billingDays.monthly().beginningOnOrAfter(LocalDate.of(2026, 1 + random.nextInt(12), 1));
            LocalDate to = terms.recurring()
                    .get(0)
                    .schedule(from, billingDays)
                    .containing(from)
                    .days()
                    .to();
            // changed within the period to two other plans that have the same fee
            LocalDate first = from.plusDays(1 + random.nextInt(13));
            LocalDate second = first.plusDays(1 + random.nextInt(13));
            ServiceTimeline facts = Fees.timeline(
                    billingDays.first().dayOfMonth(),
                    Fees.on(from + ".." + first, "a", terms),
                    Fees.on(first + ".." + second, "b", terms),
                    Fees.on(second + "..", "c", terms));
            long inPeriod = FeeCalculator.due(facts, List.of(), to).stream()
                    .filter(charge -> charge.days().from().isBefore(to))
                    .mapToLong(charge -> charge.amount().micros())
                    .sum();
            assertThat(inPeriod).as("seed %s", seed).isEqualTo(Fees.micros(price));
        }
    }

    /** What all revisions of a key come to; keys that came to nothing are left out. */
    private static Map<String, Long> totals(Books books) {
        Map<String, Long> totals = new TreeMap<>();
        for (ChargedFee fee : books.charged()) {
            totals.merge(fee.fee() + " " + fee.days().from(), fee.amount().micros(), Long::sum);
        }
        totals.values().removeIf(micros -> micros == 0);
        return totals;
    }
}
