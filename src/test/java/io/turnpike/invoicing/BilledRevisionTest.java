package io.turnpike.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.tax.VatRule.Per;
import io.turnpike.tax.VatRule.Prices;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BilledRevisionTest {
    private static final OperatorTerms TERMS = RandomYear.with(Prices.ADDED, Per.LINE);
    private static final String END = "2026-04-01";

    /** 3 pieces for 10.00 a day each month's day, 5 pieces from the 11th. */
    private static final FeeRow THREE_THEN_FIVE = fee(END, 5, 1_350, "2026-03-01 3 300000000,2026-03-11 5 1050000000");

    @Test
    void a_fee_that_ends_within_its_first_stretch_is_taken_back_from_the_days_of_each() {
        FeeRow ended = fee("2026-03-08", 3, -1_140, null);

        assertThat(parts(THREE_THEN_FIVE, 1_350, ended))
                .containsExactly("2026-03-08..2026-03-11 3 more -90", "2026-03-11..2026-04-01 5 more -1050");
    }

    @Test
    void a_fee_that_is_not_owed_at_all_is_taken_back_from_the_days_of_each_stretch() {
        FeeRow gone = fee("2026-03-05", 3, -1_350, null);

        assertThat(parts(THREE_THEN_FIVE, 1_350, gone))
                .containsExactly(
                        "2026-03-01..2026-03-05 3 more -120",
                        "2026-03-05..2026-03-11 3 more -180",
                        "2026-03-11..2026-04-01 5 more -1050");
    }

    @Test
    void price_and_quantity_that_change_together_are_dealt_out_by_what_the_days_cost() {
        FeeRow earlier = fee(END, 2, 310, null);
        FeeRow row = fee(END, 2, 600, "2026-03-01 4 200000000,2026-03-11 3 600000000,2026-03-21 2 110000000");

        assertThat(parts(earlier, 310, row))
                .containsExactly("2026-03-01..2026-03-11 2 more 100", "2026-03-11..2026-03-21 1 more 500");
    }

    @Test
    void fewer_pieces_that_cost_more_are_stated_as_they_are_now() {
        FeeRow earlier = fee(END, 3, 310, null);
        FeeRow row = fee(END, 2, 110, "2026-03-01 3 100000000,2026-03-11 2 320000000");

        assertThat(parts(earlier, 310, row)).containsExactly("2026-03-11..2026-04-01 2 anew 110");
    }

    @Test
    void days_that_are_added_stand_alone() {
        FeeRow earlier = fee("2026-03-21", 5, 800, "2026-03-01 3 300000000,2026-03-11 5 500000000");

        assertThat(parts(earlier, 800, fee(END, 5, 550, THREE_THEN_FIVE.stretches())))
                .containsExactly("2026-03-21..2026-04-01 5 more 550");
    }

    @Test
    void another_price_of_one_quantity_is_for_all_days() {
        FeeRow earlier = fee(END, 3, 930, null);

        assertThat(parts(earlier, 930, fee(END, 3, -300, "2026-03-01 3 300000000,2026-03-11 3 330000000")))
                .containsExactly("2026-03-01..2026-04-01 3 anew -300");
        assertThat(parts(earlier, 930, fee("2026-03-11", 3, -630, null)))
                .containsExactly("2026-03-01..2026-03-11 3 anew -630");
    }

    /** The rate is another one from 2026-01-01 on, and every day that comes back bears it. */
    @Test
    void what_comes_back_bears_the_vat_rate_of_the_days_it_comes_back_for() {
        FeeRow year = fee("2025-07-01", "2026-07-01", 1, 365, null);

        assertThat(parts(year, 365, fee("2025-07-01", "2026-04-01", 1, -91, null)))
                .containsExactly("2026-01-01..2026-07-01 1 anew -91");
        assertThat(parts(year, 365, fee("2025-07-01", "2025-12-01", 1, -212, null)))
                .containsExactly("2025-07-01..2026-01-01 1 anew -31", "2026-01-01..2026-07-01 1 anew -181");
    }

    @Test
    void days_that_cost_nothing_bring_no_vat_rate_of_theirs() {
        FeeRow suspended =
                fee("2025-12-01", "2026-02-01", 5, 720, "2025-12-01 3 220000000,2025-12-11 5 500000000,2026-01-01 5 0");

        assertThat(parts(suspended, 720, fee("2025-12-01", "2025-12-08", 3, -566, null)))
                .containsExactly("2025-12-08..2025-12-11 3 more -66", "2025-12-11..2026-01-01 5 more -500");
    }

    /** What 100.00 over 31 days leaves to round on days that are as before stays with the days that are not. */
    @Test
    void the_parts_come_to_the_revision_whatever_rounding_leaves() {
        FeeRow earlier = fee(END, 1, 100, null);
        FeeRow row = fee("2026-03-29", 2, 10, "2026-03-01 1 22580645,2026-03-08 2 87419355");
        List<ChargePart> parts = new BilledRevision(earlier, micros(100), row, TERMS).parts();

        assertThat(parts.stream().mapToLong(ChargePart::micros).sum()).isEqualTo(micros(10));
        assertThat(parts).extracting(ChargePart::from).containsExactly(day("2026-03-08"), day("2026-03-29"));
    }

    private static List<String> parts(FeeRow earlier, long earlierTotal, FeeRow row) {
        return new BilledRevision(earlier, micros(earlierTotal), row, TERMS)
                .parts().stream()
                        .map(part -> part.from() + ".." + part.to() + " " + part.quantity()
                                + (part.more() ? " more " : " anew ")
                                + BigDecimal.valueOf(part.micros(), 6)
                                        .stripTrailingZeros()
                                        .toPlainString())
                        .collect(Collectors.toList());
    }

    private static FeeRow fee(String to, int quantity, long amount, @Nullable String stretches) {
        return fee("2026-03-01", to, quantity, amount, stretches);
    }

    private static FeeRow fee(String from, String to, int quantity, long amount, @Nullable String stretches) {
        return new FeeRow(
                1,
                1,
                7,
                "fee-1",
                "plan",
                day(from),
                day(to),
                BigDecimal.valueOf(quantity),
                micros(amount),
                stretches,
                false);
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }

    private static long micros(long major) {
        return Math.multiplyExact(major, 1_000_000);
    }
}
