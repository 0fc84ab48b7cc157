package io.turnpike.payments.fiscal;

import io.turnpike.definitions.SourceFile;
import io.turnpike.payments.secrets.SecretPlace;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An online cash register as {@code cash-registers/<name>/register.yaml} describes it.
 *
 * @param name of its folder; never changes once receipts are queued for it
 * @param operator code of the operator whose receipts it makes
 * @param access where it is and how it lets in
 * @param company what each receipt says of the seller, beside the taxpayer number in the operator's file
 * @param from payments of this day and later get receipts
 * @param channels what payments get one
 * @param item what a payment is a receipt for, as far as it was not owed
 * @param debtItem what it is for as far as it was owed; null where that makes no difference
 * @param withoutContact where the receipt of a customer goes of whom neither e-mail nor phone is known
 * @param timeouts how long it is waited for
 * @param retry when it is tried again
 */
public record RegisterTerms(
        String name,
        SourceFile file,
        String operator,
        Access access,
        Company company,
        LocalDate from,
        List<Channel> channels,
        Item item,
        @Nullable Item debtItem,
        String withoutContact,
        Timeouts timeouts,
        Retry retry) {
    public RegisterTerms {
        channels = List.copyOf(channels);
    }

    /** The version of the protocol, and the format of fiscal data it goes with. */
    public enum Protocol {
        /** Format 1.05. */
        ATOL_V4,
        /** Format 1.2. */
        ATOL_V5
    }

    /**
     * How it is reached.
     *
     * @param url of the protocol, without a slash at its end
     * @param group the registers that may make the receipt, as the register's owner calls them
     * @param password one place
     */
    public record Access(Protocol protocol, URI url, String group, String user, List<SecretPlace> password) {
        public Access {
            password = List.copyOf(password);
        }
    }

    /**
     * The seller.
     *
     * @param taxSystem as the protocol writes it: {@code osn}, {@code usn_income} and so on
     * @param email receipts come from
     * @param paymentAddress where it is paid: an address, or that of the site
     */
    public record Company(String taxSystem, String email, String paymentAddress) {}

    /**
     * Payments that get a receipt here.
     *
     * @param source they come by, as {@code payments list} shows it
     * @param into code of the ledger account they come into; empty for any
     * @param paidBy word of {@code PaidBy}
     */
    public record Channel(String source, String into, String paidBy) {}

    /**
     * A line of a receipt.
     *
     * @param name as printed; {@code {account}} stands for the number of the customer's account
     * @param vatClass of the operator's file
     */
    record Item(String name, SettlementMethod method, SettlementObject object, String vatClass) {}

    /** How long is waited for a connection, and for an answer. */
    public record Timeouts(Duration connect, Duration answer) {}

    /**
     * When it is tried again: after {@code first}, then twice as long each time, {@code longest} at most, and no more once {@code giveUp}
     * has passed since it was queued.
     *
     * @param ask how long after a receipt was accepted it is asked for
     */
    public record Retry(Duration first, Duration longest, Duration giveUp, Duration ask) {
        private static final int MOST_DOUBLINGS = 30;

        /** How long after so many tries of sending it the next one is made. */
        Duration after(int tries) {
            return doubled(first, tries);
        }

        /** How long after it was asked for so many times it is asked for again. */
        Duration askAfter(int tries) {
            return doubled(ask, tries);
        }

        private Duration doubled(Duration once, int tries) {
            Duration wait = once.multipliedBy(1L << Math.min(Math.max(tries - 1, 0), MOST_DOUBLINGS));
            return wait.compareTo(longest) > 0 ? longest : wait;
        }
    }

    /** The VAT classes its receipts name. */
    public List<String> vatClasses() {
        return debtItem == null ? List.of(item.vatClass()) : List.of(item.vatClass(), debtItem.vatClass());
    }
}
