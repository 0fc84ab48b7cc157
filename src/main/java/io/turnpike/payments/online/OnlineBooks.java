package io.turnpike.payments.online;

import io.turnpike.ledger.AccountBalances;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PayingOperator;
import io.turnpike.payments.PaymentBook;
import io.turnpike.payments.PaymentDesk;
import io.turnpike.payments.PaymentState;
import io.turnpike.payments.Receipt;
import io.turnpike.payments.debts.Debts;
import io.turnpike.payments.matching.AccountFinder;
import io.turnpike.payments.statements.CustomerMark;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The books in the database. What is kept of a transaction commits with its payment and its journal entry. */
@Component
class OnlineBooks implements Books {
    /** What the row of a payment says of how its account was found. */
    private static final String FOUND_BY = "typed";

    private static final int LONGEST_KEPT_CHARS = 200;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final OnlineMapper mapper;
    private final AccountFinder finder;
    private final PaymentBook book;
    private final PaymentDesk desk;
    private final Debts debts;
    private final AccountBalances balances;
    private final TransactionTemplate transaction;
    private final Clock clock;

    OnlineBooks(
            OnlineMapper mapper,
            AccountFinder finder,
            PaymentBook book,
            PaymentDesk desk,
            Debts debts,
            AccountBalances balances,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.mapper = mapper;
        this.finder = finder;
        this.book = book;
        this.desk = desk;
        this.debts = debts;
        this.balances = balances;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public Optional<PayingOperator> operator(String code) {
        return mapper.onlineOperator(code);
    }

    @Override
    @SuppressWarnings("NullAway") // the template hands through what the work returns
    public <T extends @Nullable Object> T alone(String source, String reference, Supplier<T> work) {
        return transaction.execute(status -> {
            mapper.shareSource(source);
            mapper.holdTransaction(source, reference);
            return work.get();
        });
    }

    @Override
    public Payee payee(PaymentSystem system, PayingOperator operator, String typed) {
        for (CustomerMark mark : system.account().by()) {
            Set<Long> found = finder.accounts(operator.id(), mark, typed, today(operator));
            if (found.size() == 1) {
                long accountId = found.iterator().next();
                OnlineMapper.PayeeRow row = mapper.payee(accountId, today(operator));
                return new Payee(1, accountId, row.name(), row.closed());
            }
            if (found.size() > 1) {
                return new Payee(found.size(), null, "", false);
            }
        }
        return Payee.NOBODY;
    }

    private LocalDate today(PayingOperator operator) {
        return LocalDate.ofInstant(clock.instant(), operator.zoneId());
    }

    @Override
    public Money ahead(long accountId, PayingOperator operator) {
        return balances.now(accountId, operator.money()).negated();
    }

    @Override
    public Optional<Known> known(String source, String reference) {
        Optional<Known> booked = mapper.knownTransaction(source, reference).map(row -> known(reference, row));
        return booked.isPresent() || !mapper.isForbidden(source, reference)
                ? booked
                : Optional.of(new Known(reference, null, null, null, null, null, true, false, null));
    }

    private static Known known(String reference, OnlineMapper.KnownRow row) {
        OnlineAnswer cancelAnswer = stored(row.cancelStatus(), row.cancelContentType(), row.cancelAnswer());
        return new Known(
                reference,
                row.paymentId(),
                new Money(Currency.getInstance(row.currency()), row.amountMinor()),
                row.typed(),
                stored(row.status(), row.contentType(), row.answer()),
                cancelAnswer,
                cancelAnswer != null,
                row.state().equals(PaymentState.REVERSED.word()),
                row.recordedAt());
    }

    private static @Nullable OnlineAnswer stored(
            @Nullable Integer status, @Nullable String contentType, byte @Nullable [] answer) {
        return status == null || contentType == null || answer == null
                ? null
                : new OnlineAnswer(status, contentType, answer, Result.OK);
    }

    @Override
    public long book(PaymentSystem system, PayingOperator operator, Ask.Pay pay, @Nullable Long accountId) {
        String said =
                JSON.writeValueAsString(Map.of(system.account().by().get(0).word(), pay.account()));
        Receipt receipt = new Receipt(
                operator.id(),
                system.source(),
                pay.transaction(),
                "",
                pay.day(),
                pay.amount(),
                system.commission().of(pay.amount()),
                LedgerAccount.clearing(system.source()),
                new Receipt.Payer("", "", "", "", pay.purpose(), said),
                null,
                accountId == null ? null : new Receipt.Owner(accountId, FOUND_BY));
        long paymentId = book.receive(List.of(receipt)).get(0);
        if (accountId != null) {
            debts.apply(Set.of(accountId));
        }
        return paymentId;
    }

    @Override
    public void keep(PaymentSystem system, Ask.Pay pay, long paymentId, OnlineAnswer answer) {
        mapper.keepAnswer(paymentId, system.name(), pay.account(), answer, now());
    }

    @Override
    public Optional<Keyed> keyed(PaymentSystem system, String key) {
        return mapper.keyedAnswer(system.name(), key)
                .map(row -> new Keyed(
                        row.bodySha256(), new OnlineAnswer(row.status(), row.contentType(), row.answer(), Result.OK)));
    }

    @Override
    public boolean keepKeyed(PaymentSystem system, String key, byte[] bodySha256, OnlineAnswer answer) {
        return mapper.keepKeyedAnswer(system.name(), key, bodySha256, answer, now()) == 1;
    }

    @Override
    public void cancel(PaymentSystem system, Known known, OnlineAnswer answer) {
        Long paymentId = known.paymentId();
        if (paymentId == null) {
            throw new IllegalArgumentException("transaction " + known.reference() + " has no payment to cancel");
        }
        if (!known.reversed()) {
            desk.reverse(
                    paymentId, new PaymentDesk.Signed(system.name(), "cancelled by the payment system that made it"));
        }
        mapper.keepCancelAnswer(paymentId, system.name(), answer, now());
    }

    @Override
    public void forbid(PaymentSystem system, String reference) {
        mapper.forbid(system.source(), reference, system.name(), now());
    }

    @Override
    public void refused(PaymentSystem system, Refusal refusal) {
        Money amount = refusal.amount();
        Refusal kept = new Refusal(
                refusal.command(),
                cut(refusal.transaction()),
                cut(refusal.typed()),
                amount,
                refusal.result(),
                cut(refusal.detail()));
        mapper.addRefusal(
                system.name(),
                kept,
                amount == null ? null : amount.minor(),
                amount == null ? null : amount.currency().getCurrencyCode(),
                refusal.result().word(),
                now());
    }

    private static String cut(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ");
        return line.length() > LONGEST_KEPT_CHARS ? line.substring(0, LONGEST_KEPT_CHARS) : line;
    }

    @Override
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
