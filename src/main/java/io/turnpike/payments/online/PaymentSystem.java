package io.turnpike.payments.online;

import io.turnpike.definitions.SourceFile;
import io.turnpike.money.Money;
import io.turnpike.payments.statements.CustomerMark;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A payment system as {@code payment-systems/<name>/system.yaml} describes it.
 *
 * @param name of its folder: the last word of the address it calls
 * @param file the definition
 * @param operator whose customers pay by it
 * @param source its transactions are known by: its own name, or that of the reader of its registries, so that a registry repeats
 *     what came online
 * @param zone in which it writes days and times
 * @param access who it must be
 * @param account what subscribers type
 * @param amount the least and the most it may pay at once
 * @param commission what it keeps
 * @param shown what it is told of a customer
 * @param cancelWithin how long a payment can be cancelled; null for not at all
 * @param dates how far back and ahead the day of a payment may lie
 * @param limits how much it may ask at a time
 * @param wire how its requests are written
 */
public record PaymentSystem(
        String name,
        SourceFile file,
        DialectKind dialect,
        String operator,
        String source,
        Currency currency,
        ZoneId zone,
        Access access,
        AccountTerms account,
        AmountRange amount,
        Commission commission,
        Shown shown,
        @Nullable Duration cancelWithin,
        DateRange dates,
        Limits limits,
        Wire wire) {

    /**
     * What subscribers type.
     *
     * @param by kinds of identifier, looked up in this order
     * @param digitsOnly whether anything else is no account
     * @param shortest characters
     * @param longest characters
     * @param closedAccepted whether an account whose services are all terminated can be paid
     */
    public record AccountTerms(
            List<CustomerMark> by, boolean digitsOnly, int shortest, int longest, boolean closedAccepted) {
        boolean fits(String typed) {
            return typed.length() >= shortest
                    && typed.length() <= longest
                    && (!digitsOnly || typed.chars().allMatch(c -> c >= '0' && c <= '9'));
        }
    }

    /** Both ends are allowed. */
    public record AmountRange(Money least, Money most) {}

    /**
     * What the payment system keeps of a payment; the customer is credited with all of it.
     *
     * @param percent of the amount
     * @param least not less than this, but never more than the amount
     * @param most not more than this; null for no end
     */
    public record Commission(
            BigDecimal percent,
            RoundingMode round,
            Money least,
            @Nullable Money most) {
        Money of(Money amount) {
            Currency currency = amount.currency();
            Money share = Money.of(
                    currency,
                    amount.major()
                            .multiply(percent)
                            .movePointLeft(2)
                            .setScale(currency.getDefaultFractionDigits(), round));
            Money kept = share.compareTo(least) < 0 ? least : share;
            kept = most != null && kept.compareTo(most) > 0 ? most : kept;
            return kept.compareTo(amount) > 0 ? amount : kept;
        }
    }

    /** What is told of a customer: nothing that is not written. */
    public record Shown(Name name, boolean balance) {
        /** How much of a name. */
        public enum Name {
            NONE,
            /** The first letter of each word. */
            MASKED,
            FULL
        }
    }

    /** How far the day of a payment may lie from now. */
    public record DateRange(Duration back, Duration ahead) {}

    /**
     * How much it may ask.
     *
     * @param aSecond requests
     * @param atOnce requests being worked on
     */
    public record Limits(int aSecond, int atOnce) {}

    /** Whether payments of this system can be cancelled by it. */
    Optional<Duration> cancelling() {
        return Optional.ofNullable(cancelWithin);
    }
}
