package io.turnpike.payments.online;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Books payments that wait at the same moment in one transaction: they share its statements and its one write to disk, so that more at a
 * time cost less each. Where that fails, because one of them cannot be booked or waits for an account somebody else books on, each is
 * booked by itself, and only that one fails or waits.
 */
@Component
class PayTogether {
    /**
     * While one writes to disk another is made. More than the machine has processors only take them from each other, and each is of fewer
     * payments: with three on two, a payment took half as long again (benchmark {@code payments}).
     */
    private static final int TRANSACTIONS =
            Math.min(4, Math.max(2, Runtime.getRuntime().availableProcessors()));

    private static final int MOST_TOGETHER = 50;
    private static final int IDLE_SECONDS = 30;

    /** Longer than a transaction can last: what lasts longer is broken, and who asks is told to ask again. */
    private static final int MOST_SECONDS = 60;

    private final PayBooking booking;
    private final ThreadPoolExecutor threads;
    private final List<Waiting> waiting = new ArrayList<>();
    private final Set<String> busy = new HashSet<>();

    PayTogether(PayBooking booking) {
        this.booking = booking;
        this.threads = new ThreadPoolExecutor(
                TRANSACTIONS, TRANSACTIONS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "payments");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** A payment that somebody waits for; without an outcome it is to be booked by itself. */
    private record Waiting(PayRule rule, CompletableFuture<Outcomes> outcome) {
        String key() {
            return rule.system().source() + " " + rule.pay().transaction();
        }

        boolean isOf(PaymentSystem system) {
            return rule.system().name().equals(system.name());
        }
    }

    /** What came of it; null where it came to nothing. */
    private record Outcomes(@Nullable Supplier<OnlineAnswer> answer) {}

    /**
     * Books a payment with others, or alone; returns when that is on disk.
     *
     * @throws RefusedRequest where the rule does
     */
    OnlineAnswer pay(PayRule rule) {
        Waiting mine = new Waiting(rule, new CompletableFuture<>());
        synchronized (waiting) {
            waiting.add(mine);
        }
        threads.execute(this::bookWaiting);
        Supplier<OnlineAnswer> answer = outcome(mine).answer();
        return (answer == null
                        ? booking.book(List.of(rule), PayBooking.LONG_WAIT).get(0)
                        : answer)
                .get();
    }

    private static Outcomes outcome(Waiting mine) {
        try {
            return mine.outcome().get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a payment was booked", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a payment was not booked in time", e);
        }
    }

    private void bookWaiting() {
        List<Waiting> batch = take();
        if (batch.isEmpty()) {
            return;
        }
        try {
            List<PayRule> rules = new ArrayList<>();
            Map<String, Integer> places = new HashMap<>();
            for (Waiting each : batch) {
                if (places.putIfAbsent(each.key(), rules.size()) == null) {
                    rules.add(each.rule());
                }
            }
            List<Supplier<OnlineAnswer>> answers = booking.book(rules, PayBooking.SHORT_WAIT);
            for (Waiting each : batch) {
                each.outcome().complete(new Outcomes(answers.get(places.getOrDefault(each.key(), 0))));
            }
        } catch (CannotCreateTransactionException e) { // there is no database: it is not asked again for each
            batch.forEach(each -> each.outcome().completeExceptionally(e));
        } catch (RuntimeException e) {
            // whose fault it is shows when each is booked by itself
        } finally {
            end(batch);
        }
    }

    /** Payments of one system, of transactions that nobody here is busy with; of one transaction only repetitions of the same. */
    private List<Waiting> take() {
        List<Waiting> batch = new ArrayList<>();
        Map<String, PayRule> taken = new HashMap<>();
        synchronized (waiting) {
            for (Iterator<Waiting> all = waiting.iterator(); all.hasNext() && batch.size() < MOST_TOGETHER; ) {
                Waiting next = all.next();
                boolean sameSystem =
                        batch.isEmpty() || batch.get(0).isOf(next.rule().system());
                PayRule same = taken.get(next.key());
                if (sameSystem
                        && (busy.add(next.key()) || (same != null && next.rule().repeats(same)))) {
                    taken.put(next.key(), next.rule());
                    batch.add(next);
                    all.remove();
                }
            }
        }
        return batch;
    }

    private void end(List<Waiting> batch) {
        boolean more;
        synchronized (waiting) {
            batch.forEach(each -> busy.remove(each.key()));
            more = !waiting.isEmpty();
        }
        batch.forEach(each -> each.outcome().complete(new Outcomes(null)));
        if (more) {
            threads.execute(this::bookWaiting); // a repetition of what was busy until now
        }
    }
}
