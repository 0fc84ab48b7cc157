package io.turnpike.payments.online;

import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PayingOperator;
import io.turnpike.payments.PaymentBook;
import io.turnpike.payments.PaymentState;
import io.turnpike.payments.Receipt;
import io.turnpike.payments.debts.Debts;
import io.turnpike.payments.online.Books.Known;
import io.turnpike.payments.online.Books.Payee;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    private final Payees payees;
    private final PaymentBook book;
    private final Debts debts;
    private final Clock clock;

    PayBooking(
            OnlineMapper mapper, Payees payees, PaymentBook book, Debts debts, Clock clock) {
        this.mapper = mapper;
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
        Optional<PayingOperator> operator = mapper.holdTransactions(
                system.source(), references.toArray(String[]::new), wait, system.operator());
        if (operator.isEmpty()) {
            return rules.stream().map(rule -> refusal(PayRule.noOperator(system))).toList();
        }
        return book(operator.get(), rules, known(system.source(), references));
    }

    private List<Supplier<OnlineAnswer>> book(PayingOperator operator, List<PayRule> rules, Map<String, Known> known) {
        Set<String> typed = rules.stream()
                .filter(rule -> rule.hasAccount() && !known.containsKey(rule.pay().transaction()))
                .map(rule -> rule.pay().account())
                .collect(Collectors.toSet());
        Map<String, Payee> found =
                typed.isEmpty() ? Map.of() : payees.of(rules.get(0).system(), operator, typed);
        Map<PayRule, Supplier<OnlineAnswer>> outcomes = new LinkedHashMap<>();
        Map<PayRule, Long> answerable = new LinkedHashMap<>();
        Map<PayRule, Receipt> receipts = new LinkedHashMap<>();
        for (PayRule rule : rules) {
            Ask.Pay pay = rule.pay();
            try {
                PayRule.Decision decision = rule.decide(
                        operator,
                        Optional.ofNullable(known.get(pay.transaction())),
                        rule.hasAccount() ? found.getOrDefault(pay.account(), Payee.NOBODY) : Payee.NOBODY);
                if (decision instanceof PayRule.Decision.Answered before) {
                    outcomes.put(rule, before::answer);
                } else if (decision instanceof PayRule.Decision.Known registered) {
                    answerable.put(rule, registered.paymentId());
                } else if (decision instanceof PayRule.Decision.New fresh) {
                    receipts.put(rule, receipt(rule, operator, fresh.accountId()));
                }
            } catch (RefusedRequest why) {
                outcomes.put(rule, refusal(why));
            }
        }
        answerable.putAll(receive(operator, receipts));
        outcomes.putAll(answer(answerable));
        return rules.stream().map(rule -> Objects.requireNonNull(outcomes.get(rule))).toList();
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

    private Map<PayRule, Long> receive(PayingOperator operator, Map<PayRule, Receipt> receipts) {
        List<Long> ids = book.receive(List.copyOf(receipts.values()));
        debts.applyReceived(operator, receipts.values());
        Map<PayRule, Long> byRule = new LinkedHashMap<>();
        for (PayRule rule : receipts.keySet()) {
            byRule.put(rule, ids.get(byRule.size()));
        }
        return byRule;
    }

    private Map<PayRule, Supplier<OnlineAnswer>> answer(Map<PayRule, Long> paymentIds) {
        if (paymentIds.isEmpty()) {
            return Map.of();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Map<PayRule, OnlineAnswer> answers = new LinkedHashMap<>();
        paymentIds.forEach((rule, paymentId) -> answers.put(rule, rule.answer(paymentId, now)));
        Collection<OnlineAnswer> all = answers.values();
        mapper.keepAnswers(
                answers.keySet().iterator().next().system().name(),
                paymentIds.values().toArray(Long[]::new),
                answers.keySet().stream().map(rule -> rule.pay().account()).toArray(String[]::new),
                all.stream().map(answer -> (short) answer.status()).toArray(Short[]::new),
                all.stream().map(OnlineAnswer::contentType).toArray(String[]::new),
                all.stream()
                        .map(answer -> Base64.getEncoder().encodeToString(answer.body()))
                        .toArray(String[]::new),
                now);
        Map<PayRule, Supplier<OnlineAnswer>> outcomes = new HashMap<>();
        answers.forEach((rule, answer) -> outcomes.put(rule, () -> answer));
        return outcomes;
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
