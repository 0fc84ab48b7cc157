package io.turnpike.ledger;

import java.util.regex.Pattern;

/**
 * An account of the books (not the customer's): the code is the same for all operators, each operator has its own row of it.
 *
 * @param code lower case words joined by hyphens; revenue accounts are {@code revenue:<kind>}, those of
 *     payment systems {@code clearing:<source>}
 */
public record LedgerAccount(String code) implements Comparable<LedgerAccount> {
    // first, because the accounts below are checked by it
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]*(:[a-z][a-z0-9-]*)?");
    private static final String REVENUE = "revenue:";
    private static final String CLEARING = "clearing:";

    /** What customers owe (debit) or have paid ahead (credit); kept per customer account. */
    public static final LedgerAccount RECEIVABLES = new LedgerAccount("receivables");

    /** Invoiced and not yet rendered (credit), VAT included; kept per customer account. */
    public static final LedgerAccount ADVANCES = new LedgerAccount("advances");

    public static final LedgerAccount VAT_PAYABLE = new LedgerAccount("vat-payable");
    /** VAT charged on money received ahead and not deducted yet (debit). */
    public static final LedgerAccount VAT_ON_ADVANCES = new LedgerAccount("vat-on-advances");

    /** VAT that invoices bear more (credit) or less (debit) than the acts of the same, because each document rounds its own. */
    public static final LedgerAccount VAT_ROUNDING = new LedgerAccount("vat-rounding");

    public static final LedgerAccount BANK = new LedgerAccount("bank");
    public static final LedgerAccount CASH = new LedgerAccount("cash");

    /** Money received that belongs to nobody yet. */
    public static final LedgerAccount SUSPENSE = new LedgerAccount("suspense");

    /** Debts given up. */
    public static final LedgerAccount WRITE_OFFS = new LedgerAccount("write-offs");

    /** What payment systems kept of the money of customers they handed over. */
    public static final LedgerAccount AGENT_COMMISSION = new LedgerAccount("agent-commission");

    /** The other side of balances taken over from an older system. */
    public static final LedgerAccount OPENING_BALANCES = new LedgerAccount("opening-balances");

    public LedgerAccount {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("not a code of a ledger account: '" + code + "'");
        }
    }

    /** Revenue without VAT from one kind of service, by the kind the operator's item set-up writes. */
    public static LedgerAccount revenue(String kind) {
        return new LedgerAccount(REVENUE + kind);
    }

    /** Money of customers that a payment system took and has not handed on yet, by the source its payments come by. */
    public static LedgerAccount clearing(String source) {
        return new LedgerAccount(CLEARING + source);
    }

    /** Whether it holds money of some payment system. */
    public boolean isClearing() {
        return code.startsWith(CLEARING);
    }

    /** Whether it is revenue from some kind of service. */
    public boolean isRevenue() {
        return code.startsWith(REVENUE);
    }

    /** Whether its postings must name a customer's account. */
    public boolean perCustomerAccount() {
        return equals(RECEIVABLES) || equals(ADVANCES);
    }

    @Override
    public int compareTo(LedgerAccount other) {
        return code.compareTo(other.code);
    }
}
