package io.turnpike.payments.promises;

import io.turnpike.charging.OrderedFees;
import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.invoicing.Operators;
import io.turnpike.invoicing.PromiseTerms;
import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.ledger.AccountBalances;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentDesk.Signed;
import io.turnpike.payments.promises.PromiseMapper.Given;
import io.turnpike.payments.promises.PromiseMapper.Promiser;
import io.turnpike.payments.promises.PromiseRefused.Reason;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives promised payments by the operator's terms, ends them, and says what they stand in for. Nothing is booked: what is left of a
 * promise is its amount less the payments that came since, so that a payment and its promise never count together, and a payment that
 * bounces while the promise holds lets it count again.
 */
@Component
public class Promises {
    private static final String KEPT = "kept";
    private static final String BROKEN = "broken";
    private static final String CANCELLED = "cancelled";

    private final PromiseMapper mapper;
    private final Operators operators;
    private final AccountBalances balances;
    private final OrderedFees fees;
    private final Clock clock;

    Promises(PromiseMapper mapper, @Lazy Operators operators, AccountBalances balances, OrderedFees fees, Clock clock) {
        this.mapper = mapper;
        this.operators = operators;
        this.balances = balances;
        this.fees = fees;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param amount null for the most that may be promised
     * @param days null for as long as it may last
     */
    public record Wish(
            String operator,
            String account,
            @Nullable Money amount,
            @Nullable Integer days) {}

    /** Which ones are wanted; null for all. */
    public record Filter(
            @Nullable String operator,
            @Nullable String account,
            @Nullable String state) {}

    /**
     * What a check of a balance goes by.
     *
     * @param balance by the journal: what was paid ahead, below zero where money is owed
     * @param promised what is promised at this moment and not paid yet
     */
    public record Standing(Money balance, Money promised) {
        /** Both together. */
        public Money available() {
            return balance.plus(promised);
        }
    }

    /**
     * Gives a promise, and orders its fee.
     *
     * @throws PromiseRefused when the terms do not allow it now
     */
    @Transactional
    public Promise give(Wish wish, Signed signed) {
        Promiser by = promiser(wish);
        mapper.holdAccount(by.accountId());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        ZoneId zone = ZoneId.of(by.zone());
        LocalDate today = LocalDate.ofInstant(now, zone);
        String rule = rule(by);
        PromiseTerms terms = terms(by).get(rule);
        if (terms == null) {
            throw new PromiseRefused(
                    Reason.NOT_OFFERED,
                    "operator " + by.operator() + " offers promised payments neither to "
                            + (by.customerGroup() == null ? "" : "group " + by.customerGroup() + " nor to ")
                            + "kind " + by.customerKind() + ": add it to promised-payments of its file");
        }
        endOrRefuseLast(by, today, now);
        Money amount = amount(wish, terms);
        int days = days(wish, terms);
        checkBalance(by, terms);
        OptionalLong service = serviceWithFee(by, terms, today);
        LocalDate lastDay = today.plusDays(days);
        long id = mapper.addPromise(
                by,
                new Given(
                        amount.minor(),
                        rule,
                        now,
                        today,
                        lastDay,
                        lastDay.plusDays(1).atStartOfDay(zone).toInstant(),
                        today.plusDays(terms.againAfterDays()),
                        terms.fee(),
                        service.isPresent() ? service.getAsLong() : null,
                        signed.agent(),
                        signed.reason()));
        String fee = terms.fee();
        if (fee != null) {
            fees.order(service.orElseThrow(), fee, today, orderNumber(id));
        }
        return mapper.promise(id, now).orElseThrow();
    }

    private Promiser promiser(Wish wish) {
        return mapper.promiser(wish.operator(), wish.account())
                .orElseThrow(() -> new BadParameter(
                        mapper.hasOperator(wish.operator())
                                ? "operator " + wish.operator() + " has no account " + wish.account()
                                : "no operator '" + wish.operator() + "'"));
    }

    private Map<String, PromiseTerms> terms(Promiser by) {
        OperatorTerms terms = operators.byCode().get(by.operator());
        return terms == null ? Map.of() : terms.promises();
    }

    /** The group of the customer where there are terms for it, else the kind. */
    private String rule(Promiser by) {
        String group = by.customerGroup();
        return group != null && terms(by).containsKey(group) ? group : by.customerKind();
    }

    private void endOrRefuseLast(Promiser by, LocalDate today, Instant now) {
        Optional<Promise> last = mapper.lastOf(by.accountId(), now);
        if (last.isEmpty()) {
            return;
        }
        Promise before = last.get();
        if (before.isOpen() && !before.isPaid() && now.isBefore(before.expiresAt())) {
            throw new PromiseRefused(
                    Reason.STILL_OPEN,
                    "promise " + before.promiseId() + " of " + before.amount() + " holds through " + before.lastDay()
                            + ": another one is given when it is paid or over");
        }
        if (today.isBefore(before.againOn())) {
            throw new PromiseRefused(
                    Reason.TOO_SOON,
                    "the last one, promise " + before.promiseId() + ", was given on " + before.givenOn()
                            + ": the next one is given from " + before.againOn() + " on");
        }
        if (before.isOpen()) {
            end(before, now);
        }
    }

    private static Money amount(Wish wish, PromiseTerms terms) {
        Money amount = wish.amount() == null ? terms.most() : wish.amount();
        if (!amount.currency().equals(terms.most().currency())) {
            throw new BadParameter("promises are made in " + terms.most().currency() + ", not in " + amount.currency());
        }
        if (!amount.isPositive()) {
            throw new BadParameter(amount + " is nothing to promise");
        }
        if (amount.compareTo(terms.most()) > 0) {
            throw new PromiseRefused(
                    Reason.TOO_MUCH, amount + " is more than may be promised: at most " + terms.most());
        }
        return amount;
    }

    private static int days(Wish wish, PromiseTerms terms) {
        int days = wish.days() == null ? terms.days() : wish.days();
        if (days < 1) {
            throw new BadParameter("a promise lasts a day or more, not " + days);
        }
        if (days > terms.days()) {
            throw new PromiseRefused(
                    Reason.TOO_LONG, days + " days are more than a promise may last: at most " + terms.days());
        }
        return days;
    }

    private void checkBalance(Promiser by, PromiseTerms terms) {
        Money balance = balances.now(by.accountId(), Currency.getInstance(by.currency()))
                .negated();
        if (balance.compareTo(terms.lowestBalance()) < 0) {
            throw new PromiseRefused(
                    Reason.BALANCE_TOO_LOW,
                    "the account stands at " + balance + ": a promise is given down to " + terms.lowestBalance());
        }
    }

    private OptionalLong serviceWithFee(Promiser by, PromiseTerms terms, LocalDate today) {
        String fee = terms.fee();
        if (fee == null) {
            return OptionalLong.empty();
        }
        OptionalLong service = fees.serviceWith(by.accountId(), fee, today);
        if (service.isEmpty()) {
            throw new PromiseRefused(
                    Reason.NO_SERVICE_WITH_FEE,
                    "no service of the account is on a plan with the one-time fee '" + fee
                            + "' for orders: add it to the plan with 'when: order', or leave fee out of promised-payments");
        }
        return service;
    }

    private static String orderNumber(long promiseId) {
        return "promise-" + promiseId;
    }

    /**
     * Takes a promise back before its time: from now on it counts nothing, and does not keep another one from being given. One that was paid
     * has done what its fee is for, and is no more taken back.
     *
     * @param returnFee whether its fee comes back too
     * @throws BadParameter where it has ended, or was paid
     */
    @Transactional
    public Promise cancel(long promiseId, boolean returnFee, Signed signed) {
        Promise seen = promise(promiseId);
        mapper.holdAccount(seen.accountId());
        Promise promise = promise(promiseId);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (!promise.isOpen() || !now.isBefore(promise.expiresAt())) {
            throw new BadParameter("promise " + promiseId + " is "
                    + (promise.isOpen() ? "over since " + promise.expiresAt() : promise.stateWord())
                    + ": there is nothing to cancel");
        }
        if (promise.isPaid()) {
            throw new BadParameter("promise " + promiseId + " of " + promise.amount() + " was paid (" + promise.paid()
                    + " came since it was given): it ends as kept, and its fee was earned. Where it was given by mistake, cancel the fee's order "
                    + orderNumber(promiseId) + " by a line with quantity 0 in orders.csv");
        }
        mapper.endPromise(promiseId, CANCELLED, now, promise.paidMinor(), signed.agent(), signed.reason());
        String fee = promise.fee();
        Long service = promise.feeService();
        if (returnFee && fee != null && service != null) {
            fees.cancel(service, fee, promise.givenOn(), orderNumber(promiseId));
        }
        return promise(promiseId);
    }

    private Promise promise(long promiseId) {
        return find(promiseId)
                .orElseThrow(() -> new BadParameter(
                        "there is no promise " + promiseId + ": 'turnpike payments promise list' lists them"));
    }

    /** Ends the next promises whose days are over; returns them, none when all are ended. */
    @Transactional
    public List<Promise> endExpired(long after, int most) {
        Instant now = clock.instant();
        List<Promise> expired = mapper.expired(after, most, now);
        expired.forEach(promise -> end(promise, now));
        return expired;
    }

    private void end(Promise promise, Instant at) {
        Instant end = at.isBefore(promise.expiresAt()) ? at : promise.expiresAt();
        mapper.endPromise(promise.promiseId(), promise.isPaid() ? KEPT : BROKEN, end, promise.paidMinor(), null, null);
    }

    @Transactional(readOnly = true)
    public Optional<Promise> find(long promiseId) {
        return mapper.promise(promiseId, clock.instant());
    }

    /**
     * Promises in the order they were given.
     *
     * @param after begin behind this number; 0 for the beginning
     */
    @Transactional(readOnly = true)
    public List<Promise> list(Filter asked, long after, int most) {
        return mapper.promises(asked, after, most, clock.instant());
    }

    /** What is promised on an account now and not paid yet. */
    @Transactional(readOnly = true)
    public Money promised(long accountId, Currency currency) {
        return new Money(currency, mapper.promisedCredit(accountId, clock.instant()));
    }

    /** What a check of an account's balance goes by now. */
    @Transactional(readOnly = true)
    public Standing standing(long accountId, Currency currency) {
        return new Standing(balances.now(accountId, currency).negated(), promised(accountId, currency));
    }
}
