package io.turnpike.payments.online;

import io.turnpike.money.Money;
import io.turnpike.payments.PayingOperator;
import io.turnpike.payments.online.Books.Known;
import io.turnpike.payments.online.Books.Payee;
import io.turnpike.payments.online.Books.Refusal;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what payment systems are answered; of payments, {@link PayRule} does. */
final class OnlineDesk {
    private static final Logger LOG = LoggerFactory.getLogger(OnlineDesk.class);

    private final Books books;

    OnlineDesk(Books books) {
        this.books = books;
    }

    /** Answers a request of a system that is who it says. Whatever fails is answered as temporary: it is sent again. */
    OnlineAnswer answer(PaymentSystem system, OnlineRequest request) {
        Dialect dialect = system.dialect().dialect();
        String transaction = "";
        try {
            transaction = dialect.transaction(system, request);
            Ask ask = read(dialect, system, request, transaction);
            try {
                return decide(dialect, system, request, ask);
            } catch (RefusedRequest why) {
                if (!(ask instanceof Ask.Check) && !(ask instanceof Ask.Status)) {
                    books.refused(system, refusal(ask, why));
                }
                return dialect.write(system, Outcome.refused(why, ask.transaction()));
            }
        } catch (RefusedRequest unreadable) {
            return dialect.write(system, Outcome.refused(unreadable, transaction));
        } catch (RuntimeException e) {
            LOG.warn("{}: transaction {} is answered as temporary: {}", system.name(), transaction, reason(e));
            LOG.debug("{}: transaction {}", system.name(), transaction, e);
            return busy(system, transaction);
        }
    }

    /** The answer to a request that is not looked at now. */
    OnlineAnswer busy(PaymentSystem system, OnlineRequest request) {
        return busy(system, system.dialect().dialect().transaction(system, request));
    }

    private static OnlineAnswer busy(PaymentSystem system, String transaction) {
        return system.dialect().dialect().write(system, Outcome.refused(Result.TEMPORARY, transaction));
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.toString();
    }

    private Ask read(Dialect dialect, PaymentSystem system, OnlineRequest request, String transaction) {
        try {
            return dialect.read(system, request, books.now());
        } catch (RefusedRequest why) {
            books.refused(
                    system,
                    new Refusal("unreadable", transaction, "", null, why.result(), String.valueOf(why.getMessage())));
            throw why;
        }
    }

    private static Refusal refusal(Ask ask, RefusedRequest why) {
        Ask.Pay pay = ask instanceof Ask.Pay paid ? paid : null;
        return new Refusal(
                ask.word(),
                ask.transaction(),
                pay == null ? "" : pay.account(),
                amount(ask),
                why.result(),
                String.valueOf(why.getMessage()));
    }

    private static @Nullable Money amount(Ask ask) {
        if (ask instanceof Ask.Pay pay) {
            return pay.amount();
        }
        if (ask instanceof Ask.Refund refund) {
            return refund.amount();
        }
        return ask instanceof Ask.Cancel cancel ? cancel.amount() : null;
    }

    private OnlineAnswer decide(Dialect dialect, PaymentSystem system, OnlineRequest request, Ask ask) {
        if (ask instanceof Ask.Pay pay) {
            return books.pay(new PayRule(system, pay, RequestKey.of(system, request)));
        }
        PayingOperator operator = books.operator(system.operator()).orElseThrow(() -> PayRule.noOperator(system));
        PayRule.books(system, operator);
        if (ask instanceof Ask.Check check) {
            return dialect.write(system, check(system, operator, check));
        }
        if (ask instanceof Ask.Cancel cancel) {
            return cancel(dialect, system, request, cancel);
        }
        if (ask instanceof Ask.Refund refund) {
            return refund(dialect, system, request, refund);
        }
        // a payment being booked right now is waited for: "not known" would be a lie a moment later
        return books.alone(system, ask.transaction(), () -> dialect.write(system, status(system, ask.transaction())));
    }

    private Outcome check(PaymentSystem system, PayingOperator operator, Ask.Check check) {
        if (check.amount() != null) {
            PayRule.limits(system, check.amount());
        }
        Payee payee = PayRule.payee(
                system,
                check.account(),
                system.account().fits(check.account()) ? books.payee(system, operator, check.account()) : Payee.NOBODY);
        String name = switch (system.shown().name()) {
            case NONE -> null;
            case MASKED -> masked(payee.name());
            case FULL -> payee.name();
        };
        long accountId = Objects.requireNonNull(payee.accountId());
        return Outcome.checked(
                check.transaction(), name, system.shown().balance() ? books.ahead(accountId, operator) : null);
    }

    /** The first letter of each word; how long the words are is not told. */
    static String masked(String name) {
        StringBuilder masked = new StringBuilder();
        for (String word : name.strip().split("\\s+", -1)) {
            if (!word.isEmpty()) {
                masked.append(masked.isEmpty() ? "" : " ")
                        .appendCodePoint(word.codePointAt(0))
                        .append("***");
            }
        }
        return masked.toString();
    }

    private OnlineAnswer cancel(Dialect dialect, PaymentSystem system, OnlineRequest request, Ask.Cancel cancel) {
        Duration within = cancelling(system);
        RequestKey key = RequestKey.of(system, request);
        @Nullable OnlineAnswer answer = books.alone(
                system,
                cancel.transaction(),
                () -> once(system, key, () -> cancelled(dialect, system, cancel, within)));
        if (answer == null) {
            throw new RefusedRequest(Result.NO_TRANSACTION, "never booked, and never will be under this id");
        }
        return answer;
    }

    private static Duration cancelling(PaymentSystem system) {
        return system.cancelling()
                .orElseThrow(() -> new RefusedRequest(Result.FORBIDDEN, "this system cancels nothing"));
    }

    private OnlineAnswer refund(Dialect dialect, PaymentSystem system, OnlineRequest request, Ask.Refund refund) {
        Duration within = cancelling(system);
        RequestKey key = RequestKey.of(system, request);
        return Objects.requireNonNull(books.alone(
                system,
                refund.transaction(),
                () -> once(system, key, () -> refunded(dialect, system, refund, within))));
    }

    private OnlineAnswer refunded(Dialect dialect, PaymentSystem system, Ask.Refund refund, Duration within) {
        // notices come in any order: the payment's own may be on its way
        Known known = books.known(system.source(), refund.transaction())
                .orElseThrow(() -> new RefusedRequest(Result.TEMPORARY, "a refund of a payment that has not come"));
        Long paymentId = known.paymentId();
        if (paymentId == null || known.cancelled()) {
            throw new RefusedRequest(Result.CANCELLED);
        }
        inTime(known, within);
        books.refund(system, known, refund);
        return dialect.write(
                system, Outcome.found(Result.OK, refund.transaction(), paymentId, refund.amount(), "refunded"));
    }

    private void inTime(Known known, Duration within) {
        Duration since = Duration.between(Objects.requireNonNull(known.recordedAt()), books.now());
        if (since.compareTo(within) > 0) {
            throw new RefusedRequest(
                    Result.TOO_LATE, "payment " + known.paymentId() + " was booked more than " + within + " ago");
        }
    }

    /** Does what is asked unless its key was answered before; in the transaction that does it. */
    private @Nullable OnlineAnswer once(
            PaymentSystem system, @Nullable RequestKey key, Supplier<@Nullable OnlineAnswer> work) {
        if (key == null) {
            return work.get();
        }
        Optional<OnlineAnswer> before = key.answered(books.keyed(system, key.text()));
        if (before.isPresent()) {
            return before.get();
        }
        OnlineAnswer answer = work.get();
        if (answer != null && !books.keepKeyed(system, new Books.Keyed(key, answer))) {
            throw key.another();
        }
        return answer;
    }

    /** Null where there is nothing to cancel. */
    private @Nullable OnlineAnswer cancelled(
            Dialect dialect, PaymentSystem system, Ask.Cancel cancel, Duration within) {
        Known known = books.known(system.source(), cancel.transaction()).orElse(null);
        if (known == null || known.paymentId() == null) {
            books.forbid(system, cancel.transaction());
            return null;
        }
        long paymentId = known.paymentId();
        Money amount = Objects.requireNonNull(known.amount());
        if (cancel.amount() != null && !cancel.amount().equals(amount)) {
            throw new RefusedRequest(
                    Result.DIFFERS, "payment " + paymentId + " is of " + amount + ", and is cancelled whole or not");
        }
        if (known.cancelAnswer() != null) {
            return known.cancelAnswer();
        }
        inTime(known, within);
        OnlineAnswer answer =
                dialect.write(system, Outcome.found(Result.OK, cancel.transaction(), paymentId, amount, "cancelled"));
        books.cancel(system, known, answer);
        return answer;
    }

    private Outcome status(PaymentSystem system, String transaction) {
        Known known =
                books.known(system.source(), transaction).orElseThrow(() -> new RefusedRequest(Result.NO_TRANSACTION));
        if (known.paymentId() == null) {
            throw new RefusedRequest(Result.CANCELLED);
        }
        boolean undone = known.cancelled() || known.reversed();
        return Outcome.found(
                undone ? Result.CANCELLED : Result.OK,
                transaction,
                known.paymentId(),
                Objects.requireNonNull(known.amount()),
                undone ? "cancelled" : "booked");
    }
}
