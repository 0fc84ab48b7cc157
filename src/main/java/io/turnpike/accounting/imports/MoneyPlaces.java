package io.turnpike.accounting.imports;

import io.turnpike.ledger.LedgerAccount;
import java.util.Map;
import java.util.Set;

/**
 * Where money that was booked in the accounting system came in, as an account of our books.
 *
 * @param usual where a payment does not say how it came
 * @param byMeans by {@link #BANK}, {@link #CASH} and {@link #CARDS}
 * @param sources readers and payment systems, of each of which there may be money on a clearing account
 */
public record MoneyPlaces(LedgerAccount usual, Map<String, LedgerAccount> byMeans, Set<String> sources) {
    /** Transferred to an account at the bank. */
    public static final String BANK = "bank";

    /** Paid at a cash desk. */
    public static final String CASH = "cash";

    /** Paid by card: the acquirer has it until it hands it over. */
    public static final String CARDS = "cards";

    /** What holds where a definition writes nothing. */
    static final Map<String, LedgerAccount> SHIPPED = Map.of(
            BANK, LedgerAccount.BANK,
            CASH, LedgerAccount.CASH,
            CARDS, LedgerAccount.clearing(CARDS));

    public MoneyPlaces {
        byMeans = Map.copyOf(byMeans);
        sources = Set.copyOf(sources);
    }

    /** Whether money that was booked there can be booked on it: a slip of the pen would open another account. */
    public boolean holds(LedgerAccount account) {
        return !account.isClearing()
                || byMeans.containsValue(account)
                || account.equals(usual)
                || sources.stream().map(LedgerAccount::clearing).anyMatch(account::equals);
    }

    /**
     * An account that money comes in on.
     *
     * @throws IllegalArgumentException where the text is none
     */
    static LedgerAccount account(String text) {
        LedgerAccount account = new LedgerAccount(text);
        if (!account.equals(LedgerAccount.BANK) && !account.equals(LedgerAccount.CASH) && !account.isClearing()) {
            throw new IllegalArgumentException("money does not come in on '" + text + "'");
        }
        return account;
    }

    /**
     * Of what a row says: a means, or the account itself.
     *
     * @throws IllegalArgumentException where it is neither
     */
    LedgerAccount said(String text) {
        LedgerAccount known = byMeans.get(text);
        if (known != null) {
            return known;
        }
        try {
            return account(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'into': money does not come in on '" + text + "': known are bank, cash, cards and clearing:SOURCE",
                    e);
        }
    }
}
