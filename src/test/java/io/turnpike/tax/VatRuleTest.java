package io.turnpike.tax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.tax.VatRule.Per;
import io.turnpike.tax.VatRule.Prices;
import io.turnpike.tax.VatRule.Taxable;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VatRuleTest {
    private static final VatRate VAT_20 = VatRate.parse("20 %");
    private static final VatRate VAT_19 = VatRate.parse("19 %");
    private static final VatRule INCLUDED_PER_LINE = new VatRule(Prices.INCLUDED, Per.LINE, RoundingMode.HALF_UP);
    private static final VatRule ADDED_PER_DOCUMENT = new VatRule(Prices.ADDED, Per.DOCUMENT, RoundingMode.HALF_UP);

    @Test
    void included_vat_is_taken_out_of_the_gross_amount() {
        // 100.00 x 20 / 120 = 16.666… -> 16.67
        assertThat(INCLUDED_PER_LINE.tax(100_00, VAT_20)).isEqualTo(new TaxedAmount(83_33, 16_67, 100_00));
    }

    @Test
    void added_vat_comes_on_top() {
        // 10.05 x 19 % = 1.9095 -> 1.91
        VatRule rule = new VatRule(Prices.ADDED, Per.LINE, RoundingMode.HALF_UP);
        assertThat(rule.tax(10_05, VAT_19)).isEqualTo(new TaxedAmount(10_05, 1_91, 11_96));
    }

    @Test
    void a_credit_bears_the_same_vat_as_the_charge_it_takes_back() {
        assertThat(INCLUDED_PER_LINE.tax(-100_00, VAT_20))
                .isEqualTo(INCLUDED_PER_LINE.tax(100_00, VAT_20).negated());
    }

    @Test
    void per_document_the_total_is_rounded_once_and_shared_by_largest_remainder() {
        // each 0.13 x 19 % = 0.0247; total 0.39 x 19 % = 0.0741 -> 0.07 = 0.03 + 0.02 + 0.02; per line it would be 0.06
        List<TaxedAmount> taxed = ADDED_PER_DOCUMENT.tax(
                List.of(new Taxable(13, VAT_19), new Taxable(13, VAT_19), new Taxable(13, VAT_19)));
        assertThat(taxed).extracting(TaxedAmount::vat).containsExactly(3L, 2L, 2L);
    }

    @Test
    void without_vat_is_not_zero_per_cent() {
        assertThat(VatRate.parse("without VAT")).isNotEqualTo(VatRate.parse("0 %"));
        assertThat(INCLUDED_PER_LINE.tax(50_00, VatRate.WITHOUT_VAT)).isEqualTo(new TaxedAmount(50_00, 0, 50_00));
    }

    @Test
    void rates_change_on_their_first_day() {
        VatRates rates = new VatRates(new TreeMap<>(
                Map.of(LocalDate.of(2019, 1, 1), VAT_20, LocalDate.of(2026, 1, 1), VatRate.parse("22 %"))));
        assertThat(rates.on(LocalDate.of(2025, 12, 31)).text()).isEqualTo("20 %");
        assertThat(rates.on(LocalDate.of(2026, 1, 1)).text()).isEqualTo("22 %");
        assertThat(rates.changes()).containsExactly(LocalDate.of(2026, 1, 1));
        assertThatThrownBy(() -> rates.on(LocalDate.of(2018, 12, 31)))
                .hasMessage("no VAT rate is written for 2018-12-31; the first starts on 2019-01-01");
    }

    @Test
    void a_rate_reads_as_it_is_written() {
        assertThat(VatRate.parse("5.5 %").text()).isEqualTo("5.5 %");
        assertThat(VatRate.parse("10%").text()).isEqualTo("10 %");
        assertThatThrownBy(() -> VatRate.parse("20")).hasMessage("not a VAT rate: 20");
        assertThatThrownBy(() -> VatRate.parse("5.555 %")).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void whatever_the_lines_they_add_up_and_no_line_is_off_by_a_minor_unit() {
        for (long seed = 1; seed <= 2_000; seed++) {
            Random random = new Random(seed);
            VatRule rule = new VatRule(
                    random.nextBoolean() ? Prices.INCLUDED : Prices.ADDED,
                    random.nextBoolean() ? Per.LINE : Per.DOCUMENT,
                    List.of(RoundingMode.HALF_UP, RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN)
                            .get(random.nextInt(4)));
            List<Taxable> lines = randomLines(random);
            List<TaxedAmount> taxed = rule.tax(lines);
            for (VatRate rate : List.of(VAT_20, VAT_19, VatRate.WITHOUT_VAT)) {
                assertRateAddsUp(seed, rule, lines, taxed, rate);
            }
        }
    }

    private static List<Taxable> randomLines(Random random) {
        List<Taxable> lines = new ArrayList<>();
        int count = 1 + random.nextInt(30);
        for (int i = 0; i < count; i++) {
            VatRate rate = List.of(VAT_20, VAT_19, VatRate.WITHOUT_VAT).get(random.nextInt(3));
            lines.add(new Taxable(random.nextLong(-100_000, 1_000_000), rate));
        }
        return lines;
    }

    private static void assertRateAddsUp(
            long seed, VatRule rule, List<Taxable> lines, List<TaxedAmount> taxed, VatRate rate) {
        long amount = 0;
        long vat = 0;
        int base = rule.prices() == Prices.INCLUDED ? 10_000 + rate.hundredths() : 10_000;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).rate().equals(rate)) {
                continue;
            }
            long exact = lines.get(i).amount() * rate.hundredths();
            assertThat(Math.abs(taxed.get(i).vat() * base - exact))
                    .as("seed %d line %d", seed, i)
                    .isLessThan(base);
            amount += lines.get(i).amount();
            vat += taxed.get(i).vat();
        }
        if (rule.rounding() == Per.DOCUMENT) {
            assertThat(vat).as("seed %d", seed).isEqualTo(rule.tax(amount, rate).vat());
        }
    }
}
