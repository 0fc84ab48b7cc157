package io.turnpike.ledger;

import io.turnpike.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * One signed line of a journal entry.
 *
 * @param ledgerAccount the account of the books
 * @param accountId the customer's account where the books are kept per customer; null elsewhere
 * @param amount debit positive, credit negative, never zero
 */
public record Posting(LedgerAccount ledgerAccount, @Nullable Long accountId, Money amount) {
    public Posting {
        if (amount.isZero()) {
            throw new IllegalArgumentException("a posting of nothing to " + ledgerAccount.code());
        }
        if (ledgerAccount.perCustomerAccount() != (accountId != null)) {
            throw new IllegalArgumentException(
                    ledgerAccount.code() + (accountId == null ? " needs" : " takes no") + " customer's account");
        }
    }

    Posting reversed() {
        return new Posting(ledgerAccount, accountId, amount.negated());
    }
}
