package io.turnpike.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.money.Money;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalEntryTest {
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 31);

    private static JournalEntry.Draft draft() {
        return JournalEntry.on(1, DAY, EntryKind.INVOICE, "INV-1");
    }

    @Test
    void an_entry_that_does_not_balance_cannot_be_built() {
        assertThatThrownBy(() -> draft().post(LedgerAccount.RECEIVABLES, 7, new Money(RUB, 120_00))
                        .post(LedgerAccount.revenue("voice"), new Money(RUB, -100_00))
                        .build())
                .hasMessage("debits and credits of INV-1 differ by 20.00 RUB");
    }

    @Test
    void one_currency_an_entry() {
        assertThatThrownBy(() -> draft().post(LedgerAccount.RECEIVABLES, 7, new Money(RUB, 100))
                        .post(LedgerAccount.BANK, new Money(Currency.getInstance("EUR"), -100))
                        .build())
                .hasMessage("currencies differ: 1.00 RUB and -1.00 EUR");
    }

    @Test
    void amounts_of_nothing_are_left_out_and_nothing_is_no_entry() {
        JournalEntry.Draft draft = draft().post(LedgerAccount.VAT_PAYABLE, Money.zero(RUB));
        assertThat(draft.isEmpty()).isTrue();
        assertThatThrownBy(draft::build).hasMessageStartingWith("a journal entry has 2..10000 postings");
    }

    @Test
    void receivables_are_kept_per_customer_account_and_the_bank_is_not() {
        Money amount = new Money(RUB, 100);
        assertThatThrownBy(() -> draft().post(LedgerAccount.RECEIVABLES, amount))
                .hasMessage("receivables needs customer's account");
        assertThatThrownBy(() -> draft().post(LedgerAccount.BANK, 7, amount))
                .hasMessage("bank takes no customer's account");
    }

    @Test
    void a_reversal_is_the_opposite_and_never_earlier() {
        JournalEntry entry = draft().post(LedgerAccount.RECEIVABLES, 7, new Money(RUB, 100))
                .post(LedgerAccount.revenue("voice"), new Money(RUB, -100))
                .build();
        JournalEntry reversal = entry.reversed(55, DAY.plusDays(1));
        assertThat(reversal.reverses()).isEqualTo(55);
        assertThat(reversal.postings())
                .isEqualTo(List.of(
                        new Posting(LedgerAccount.RECEIVABLES, 7L, new Money(RUB, -100)),
                        new Posting(LedgerAccount.revenue("voice"), null, new Money(RUB, 100))));
        assertThatThrownBy(() -> entry.reversed(55, DAY.minusDays(1)))
                .hasMessage("a reversal on 2026-03-30 would precede its entry of 2026-03-31");
    }
}
