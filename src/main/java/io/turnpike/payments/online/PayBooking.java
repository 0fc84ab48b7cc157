package io.turnpike.payments.online;

import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PayingOperator;
import io.turnpike.payments.PaymentBook;
import io.turnpike.payments.PaymentState;
import io.turnpike.payments.Receipt;
import io.turnpike.payments.debts.Debts;
import io.turnpike.payments.online.Books.Keyed;
import io.turnpike.payments.online.Books.Known;
import io.turnpike.payments.online.Books.Payee;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Currency;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Books payments of one payment system, in one transaction with their journal entries and answers. Each statement is asked once for
 * all of them.
 */
@Component
class PayBooking {
    /** How long a payment waits for what somebody else books on its account or source, in words of PostgreSQL. */
    static final String LONG_WAIT = "10s";

    /** How long payments that are booked together wait for what concerns one of them. */
    static final String SHORT_WAIT = "100ms";

    /** What the row of a payment says of how its account was found. */
    private static final String FOUND_BY = "typed";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final OnlineMapper mapper;
    private final KeyedAnswers keys;
    private final Payees payees;
    private final PaymentBook book;
    private final Debts debts;
    private final Clock clock;

    PayBooking(OnlineMapper mapper, KeyedAnswers keys, Payees payees, PaymentBook book, Debts debts, Clock clock) {
        this.mapper = mapper;
        this.keys = keys;
        this.payees = payees;
        this.book = book;
        this.debts = debts;
        this.clock = clock;
    }

    /**
     * Does what the rules decide.
     *
     * @param rules of one system, each of another transaction
     * @param wait for others, in words of PostgreSQL
     * @return in the same order, the answers and refusals; not to be looked at before the transaction has ended
     */
    @Transactional
    public List<Supplier<OnlineAnswer>> book(List<PayRule> rules, String wait) {
        PaymentSystem system = rules.get(0).system();
        List<String> references =
                rules.stream().map(rule -> rule.pay().transaction()).toList();
        Optional<PayingOperator> operator =
                mapper.holdTransactions(system.source(), references.toArray(String[]::new), wait, system.operator());
        if (operator.isEmpty()) {
            return rules.stream()
                    .map(rule -> refusal(PayRule.noOperator(system)))
                    .toList();
        }
        return book(operator.get(), rules, known(system.source(), references));
    }

    private List<Supplier<OnlineAnswer>> book(PayingOperator operator, List<PayRule> rules, Map<String, Known> known) {
        Map<String, Keyed> keyed = keys.of(
                rules.get(0).system(),
                rules.stream().flatMap(rule -> rule.keyText().stream()).toList());
        Set<String> typed = rules.stream()
                .filter(rule ->
                        rule.hasAccount() && !known.containsKey(rule.pay().transaction()))
                .map(rule -> rule.pay().account())
                .collect(Collectors.toSet());
        Map<String, Payee> found =
                typed.isEmpty() ? Map.of() : payees.of(rules.get(0).system(), operator, typed);
        Map<String, Supplier<OnlineAnswer>> outcomes = new HashMap<>();
        IdentityHashMap<PayRule, OnlineAnswer> answered = new IdentityHashMap<>();
        IdentityHashMap<PayRule, Long> answerable = new IdentityHashMap<>();
        List<PayRule> fresh = new ArrayList<>();
        List<Receipt> receipts = new ArrayList<>();
        for (PayRule rule : rules) {
            Ask.Pay pay = rule.pay();
            try {
                PayRule.Decision decision = rule.decide(
                        operator,
                        rule.keyText().flatMap(key -> Optional.ofNullable(keyed.get(key))),
                        Optional.ofNullable(known.get(pay.transaction())),
                        rule.hasAccount() ? found.getOrDefault(pay.account(), Payee.NOBODY) : Payee.NOBODY);
                if (decision instanceof PayRule.Decision.Answered before) {
                    answered.put(rule, before.answer());
                } else if (decision instanceof PayRule.Decision.Known registered) {
                    answerable.put(rule, registered.paymentId());
                } else if (decision instanceof PayRule.Decision.New booked) {
                    fresh.add(rule);
                    receipts.add(receipt(rule, operator, booked.accountId()));
                }
            } catch (RefusedRequest why) {
                outcomes.put(pay.transaction(), refusal(why));
            }
        }
        List<Long> ids = debts.receive(Map.of(operator, receipts), () -> book.receive(receipts));
        for (int i = 0; i < fresh.size(); i++) {
            answerable.put(fresh.get(i), ids.get(i));
        }
        answered.putAll(answer(answerable));
        keep(answered, keyed);
        answered.forEach((rule, answer) -> outcomes.put(rule.pay().transaction(), () -> answer));
        return rules.stream()
                .map(rule -> Objects.requireNonNull(outcomes.get(rule.pay().transaction())))
                .toList();
    }

    /** Keeps the answers of keys that have none yet; whoever has got one for another body meanwhile keeps it, and nothing is booked. */
    private void keep(IdentityHashMap<PayRule, OnlineAnswer> answered, Map<String, Keyed> before) {
        List<Keyed> fresh = new ArrayList<>();
        answered.forEach((rule, answer) -> {
            RequestKey key = rule.key();
            if (key != null && !before.containsKey(key.text())) {
                fresh.add(new Keyed(key, answer));
            }
        });
        if (!fresh.isEmpty() && !keys.keep(answered.keySet().iterator().next().system(), fresh)) {
            throw fresh.get(0).key().another();
        }
    }

    private static Supplier<OnlineAnswer> refusal(RefusedRequest why) {
        return () -> {
            throw why;
        };
    }

    private static Receipt receipt(PayRule rule, PayingOperator operator, @Nullable Long accountId) {
        PaymentSystem system = rule.system();
        Ask.Pay pay = rule.pay();
        String said =
                JSON.writeValueAsString(Map.of(system.account().by().get(0).word(), pay.account()));
        return new Receipt(
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
    }

    private IdentityHashMap<PayRule, OnlineAnswer> answer(IdentityHashMap<PayRule, Long> paymentIds) {
        IdentityHashMap<PayRule, OnlineAnswer> answered = new IdentityHashMap<>();
        if (paymentIds.isEmpty()) {
            return answered;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<PayRule> rules = List.copyOf(paymentIds.keySet());
        List<Long> ids = rules.stream().map(paymentIds::get).toList();
        List<OnlineAnswer> answers = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            OnlineAnswer answer = rules.get(i).answer(ids.get(i), now);
            answers.add(answer);
            answered.put(rules.get(i), answer);
        }
        mapper.keepAnswers(
                rules.get(0).system().name(),
                ids.toArray(Long[]::new),
                rules.stream().map(rule -> rule.pay().account()).toArray(String[]::new),
                answers.stream().map(answer -> (short) answer.status()).toArray(Short[]::new),
                answers.stream().map(OnlineAnswer::contentType).toArray(String[]::new),
                answers.stream()
                        .map(answer -> Base64.getEncoder().encodeToString(answer.body()))
                        .toArray(String[]::new),
                now);
        return answered;
    }

    /** What is known of transactions; those of which nothing is are absent. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Map<String, Known> known(String source, List<String> references) {
        return mapper.knownTransactions(source, references.toArray(String[]::new)).stream()
                .collect(Collectors.toMap(OnlineMapper.KnownRow::reference, PayBooking::known));
    }

    private static Known known(OnlineMapper.KnownRow row) {
        Long paymentId = row.paymentId();
        if (paymentId == null) {
            return Known.forbidden(row.reference());
        }
        OnlineAnswer cancelAnswer = stored(row.cancelStatus(), row.cancelContentType(), row.cancelAnswer());
        return new Known(
                row.reference(),
                paymentId,
                new Money(
                        Currency.getInstance(Objects.requireNonNull(row.currency())),
                        Objects.requireNonNull(row.amountMinor())),
                row.typed(),
                stored(row.status(), row.contentType(), row.answer()),
                cancelAnswer,
                cancelAnswer != null,
                PaymentState.REVERSED.word().equals(row.state()),
                row.recordedAt());
    }

    private static @Nullable OnlineAnswer stored(
            @Nullable Integer status, @Nullable String contentType, byte @Nullable [] answer) {
        return status == null || contentType == null || answer == null
                ? null
                : new OnlineAnswer(status, contentType, answer, Result.OK);
    }
}
