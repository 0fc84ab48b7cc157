package io.turnpike.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.invoicing.CreditSplit.Credit;
import io.turnpike.tax.VatRule.Per;
import io.turnpike.tax.VatRule.Prices;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Random years of a company: fees in advance for a month or a quarter and in arrears, ended or made cheaper or dearer in hindsight,
 * usage, and usage taken back late. What the documents of services rendered say, corrections taken off, is what was charged.
 */
class RenderedMonthsPropertiesTest {
    private static final int SEEDS = 150;

    private interface Check {
        void on(RandomYear year, String seed);
    }

    private static void each(Check check) {
        for (Prices prices : Prices.values()) {
            for (Per rounding : Per.values()) {
                for (long seed = 1; seed <= SEEDS; seed++) {
                    RandomYear year = new RandomYear(seed, RandomYear.with(prices, rounding));
                    year.run();
                    check.on(year, "seed " + seed + " " + prices + " " + rounding);
                }
            }
        }
    }

    @Test
    void acts_and_corrections_add_up_to_what_was_charged() {
        each((year, seed) -> {
            long acts = year.printed(DocumentKind.ACT, each -> year.base(each.line()));
            long corrections = year.printed(DocumentKind.CORRECTION, each -> year.base(each.line()));
            assertThat(acts + corrections).as(seed).isEqualTo(year.charged / RandomYear.MICROS_PER_KOPECK);
            assertThat(year.printed(DocumentKind.VAT_INVOICE, each -> year.base(each.line())))
                    .as(seed)
                    .isEqualTo(acts);
        });
    }

    @Test
    void invoices_debit_notes_and_credit_notes_add_up_to_what_was_charged() {
        each((year, seed) -> {
            long asked = 0;
            for (DocumentKind kind : List.of(DocumentKind.INVOICE, DocumentKind.DEBIT_NOTE, DocumentKind.CREDIT_NOTE)) {
                asked += year.printed(kind, each -> year.base(each.line()));
            }
            assertThat(asked).as(seed).isEqualTo(year.charged / RandomYear.MICROS_PER_KOPECK);
        });
    }

    @Test
    void what_was_invoiced_is_what_was_rendered_in_the_end_however_finely_fees_are_charged() {
        for (Prices prices : Prices.values()) {
            for (long grain : List.of(1L, 100L, 5_000L)) {
                for (long seed = 1; seed <= SEEDS; seed++) {
                    RandomYear year = new RandomYear(seed, RandomYear.with(prices, Per.LINE), grain);
                    year.run();
                    long asked = 0;
                    for (DocumentKind kind :
                            List.of(DocumentKind.INVOICE, DocumentKind.DEBIT_NOTE, DocumentKind.CREDIT_NOTE)) {
                        asked += year.printed(kind, each -> year.base(each.line()));
                    }
                    long shown = year.printed(DocumentKind.ACT, each -> year.base(each.line()))
                            + year.printed(DocumentKind.CORRECTION, each -> year.base(each.line()));
                    assertThat(asked)
                            .as("seed " + seed + " " + prices + " grain " + grain)
                            .isEqualTo(shown);
                }
            }
        }
    }

    @Test
    void no_line_of_an_act_or_vat_invoice_is_less_than_nothing_and_corrections_only_take_back() {
        long corrections = 0;
        for (Prices prices : Prices.values()) {
            for (long seed = 1; seed <= SEEDS; seed++) {
                RandomYear year = new RandomYear(seed, RandomYear.with(prices, Per.LINE));
                year.run();
                for (DraftBill bill : year.bills) {
                    String as = "seed " + seed + " " + prices + " " + bill.period();
                    assertThat(bill.rendered()).as(as).allSatisfy(line -> {
                        assertThat(line.amount().gross()).isNotNegative();
                        assertThat(line.amount().vat()).isNotNegative();
                        assertThat(line.amount().net() + line.amount().vat())
                                .isEqualTo(line.amount().gross());
                    });
                    for (Credit credit : bill.corrections()) {
                        corrections++;
                        assertThat(credit.pieces()).as(as).isNotEmpty().allSatisfy(piece -> {
                            assertThat(piece.original()).isNotNull();
                            assertThat(piece.amount().gross()).isNegative();
                            assertThat(piece.before().plus(piece.amount()).gross())
                                    .isNotNegative();
                            assertThat(piece.before().plus(piece.amount()).vat())
                                    .isNotNegative();
                        });
                    }
                }
            }
        }
        assertThat(corrections).isGreaterThan(500);
    }

    @Test
    void the_acts_of_a_fee_that_is_not_revised_bear_the_vat_of_its_invoice_where_vat_is_rounded_by_line() {
        long compared = 0;
        for (Prices prices : Prices.values()) {
            for (long seed = 1; seed <= SEEDS; seed++) {
                RandomYear year = new RandomYear(seed, RandomYear.with(prices, Per.LINE));
                year.run();
                for (List<RandomYear.Charged> fee : year.fees) {
                    if (fee.size() == 1) {
                        String name = fee.get(0).row().fee();
                        assertThat(vat(year, DraftBill::rendered, name))
                                .as("seed " + seed + " " + prices + " " + name)
                                .isEqualTo(vat(year, DraftBill::billed, name));
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(1000);
    }

    private static long vat(RandomYear year, java.util.function.Function<DraftBill, List<BillLine>> side, String fee) {
        return year.bills.stream()
                .flatMap(bill -> side.apply(bill).stream())
                .filter(line -> line.key().zone().equals(fee))
                .mapToLong(line -> line.amount().vat())
                .sum();
    }
}
