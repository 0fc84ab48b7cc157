package io.turnpike.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What reports make of their lines, without a database. */
class ReportLinesTest {
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final LocalDate DUE = LocalDate.of(2026, 4, 20);

    @Test
    void what_does_not_fit_on_paper_is_one_line_with_its_sums() {
        PrintedLines printed = new PrintedLines(new ReportColumns(List.of("account"), List.of("closing")), RUB, 2);
        for (long minor : new long[] {5_00, -900_00, 7_00, 1_00}) {
            printed.add(ReportLine.of(List.of("of " + minor), minor));
        }
        assertThat(printed.content().toString())
                .isEqualTo("{lines=[{closing=-900.00, account=of -90000}, {closing=7.00, account=of 700}],"
                        + " others={closing=6.00, count=2}, totals={closing=-887.00}}");
    }

    @Test
    void debts_move_from_band_to_band_on_the_day_after_their_last() {
        assertThat(List.of(
                        AgedDebt.band(DUE, DUE),
                        AgedDebt.band(DUE, LocalDate.of(2026, 4, 21)),
                        AgedDebt.band(DUE, LocalDate.of(2026, 5, 20)),
                        AgedDebt.band(DUE, LocalDate.of(2026, 5, 21)),
                        AgedDebt.band(DUE, LocalDate.of(2026, 7, 19)),
                        AgedDebt.band(DUE, LocalDate.of(2026, 7, 20))))
                .containsExactly(0, 1, 1, 2, 3, 4);
    }
}
