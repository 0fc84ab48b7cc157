package io.turnpike.payments.online;

import io.turnpike.money.Money;
import io.turnpike.payments.PayingOperator;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Books in memory: the accounts that an examples file names, and what its requests have booked. */
final class ExampleBooks implements Books {
    private static final Pattern ACCOUNT =
            Pattern.compile("(\\S+)( closed)?( balance (-?[0-9]+(?:\\.[0-9]+)?))?( name (.+))?");

    private static final int BALANCE = 4;
    private static final int NAME = 6;

    private final PaymentSystem system;
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, Known> known = new HashMap<>();
    private Instant now = Instant.parse("2026-11-02T09:00:00Z");
    private final Map<String, Keyed> keyed = new HashMap<>();
    private final Map<String, Map<String, Money>> refunds = new HashMap<>();
    private long payments;

    ExampleBooks(PaymentSystem system) {
        this.system = system;
    }

    private record Account(long id, boolean closed, Money ahead, String name) {}

    /** {@code NUMBER [closed] [balance SUM] [name NAME]}; false where it is something else. */
    boolean account(String text) {
        Matcher matcher = ACCOUNT.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        String balance = matcher.group(BALANCE);
        String name = matcher.group(NAME);
        accounts.put(
                matcher.group(1),
                new Account(
                        accounts.size() + 1L,
                        matcher.group(2) != null,
                        Money.of(system.currency(), balance == null ? BigDecimal.ZERO : new BigDecimal(balance)),
                        name == null ? "Customer" : name));
        return true;
    }

    void moveTo(Instant moment) {
        now = moment;
    }

    @Override
    public Optional<PayingOperator> operator(String code) {
        return Optional.of(new PayingOperator(
                1, code, system.zone().getId(), system.currency().getCurrencyCode()));
    }

    @Override
    public <T extends @Nullable Object> T alone(PaymentSystem asked, String reference, Supplier<T> work) {
        return work.get();
    }

    @Override
    public Payee payee(PaymentSystem asked, PayingOperator operator, String typed) {
        Account account = accounts.get(typed);
        return account == null ? Payee.NOBODY : new Payee(1, account.id(), account.name(), account.closed());
    }

    @Override
    public Money ahead(long accountId, PayingOperator operator) {
        return accounts.values().stream()
                .filter(account -> account.id() == accountId)
                .map(Account::ahead)
                .findFirst()
                .orElse(Money.zero(system.currency()));
    }

    @Override
    public Optional<Known> known(String source, String reference) {
        return Optional.ofNullable(known.get(reference));
    }

    @Override
    public OnlineAnswer pay(PayRule rule) {
        Ask.Pay pay = rule.pay();
        PayingOperator operator = operator(rule.system().operator()).orElseThrow();
        Payee payee = rule.hasAccount() ? payee(rule.system(), operator, pay.account()) : Payee.NOBODY;
        RequestKey key = rule.key();
        PayRule.Decision decision = rule.decide(
                operator,
                Optional.ofNullable(key).flatMap(given -> keyed(rule.system(), given.text())),
                known(rule.system().source(), pay.transaction()),
                payee);
        OnlineAnswer answer = decision instanceof PayRule.Decision.Answered before ? before.answer() : booked(rule);
        if (key != null) {
            keepKeyed(rule.system(), new Keyed(key, answer));
        }
        return answer;
    }

    private OnlineAnswer booked(PayRule rule) {
        payments++;
        Ask.Pay pay = rule.pay();
        OnlineAnswer answer = rule.answer(payments, now);
        known.put(
                pay.transaction(),
                new Known(pay.transaction(), payments, pay.amount(), pay.account(), answer, null, false, false, now));
        return answer;
    }

    @Override
    public Optional<Keyed> keyed(PaymentSystem asked, String key) {
        return Optional.ofNullable(keyed.get(key));
    }

    @Override
    public boolean keepKeyed(PaymentSystem asked, Keyed answered) {
        return keyed.putIfAbsent(answered.key().text(), answered) == null;
    }

    @Override
    public void cancel(PaymentSystem asked, Known booked, OnlineAnswer answer) {
        if (refunds.containsKey(booked.reference())) {
            throw new RefusedRequest(Result.DIFFERS, "a part was given back before");
        }
        known.put(
                booked.reference(),
                new Known(
                        booked.reference(),
                        booked.paymentId(),
                        booked.amount(),
                        booked.typed(),
                        booked.answer(),
                        answer,
                        true,
                        true,
                        booked.recordedAt()));
    }

    @Override
    public void refund(PaymentSystem asked, Known booked, Ask.Refund refund) {
        Map<String, Money> ofPayment = refunds.computeIfAbsent(booked.reference(), any -> new HashMap<>());
        Money before = ofPayment.get(refund.refund());
        if (before != null && !before.equals(refund.amount())) {
            throw new RefusedRequest(Result.DIFFERS, "refund " + refund.refund() + " is of " + before);
        }
        ofPayment.put(refund.refund(), refund.amount());
        Money all = ofPayment.values().stream().reduce(Money.zero(system.currency()), Money::plus);
        if (all.compareTo(Objects.requireNonNull(booked.amount())) > 0) {
            ofPayment.remove(refund.refund());
            throw new RefusedRequest(Result.DIFFERS, all + " of " + booked.amount());
        }
    }

    @Override
    public void forbid(PaymentSystem asked, String reference) {
        known.put(reference, Known.forbidden(reference));
    }

    @Override
    public void refused(PaymentSystem asked, Refusal refusal) {
        // an examples file shows the answer itself
    }

    @Override
    public Instant now() {
        return now;
    }
}
