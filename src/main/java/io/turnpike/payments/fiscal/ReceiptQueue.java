package io.turnpike.payments.fiscal;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Queues the receipts of payments in the transaction that books them: whatever crashes, both are there or neither is. */
@Component
public class ReceiptQueue {
    private final ReceiptQueueMapper mapper;
    private final PayoutReceiptMapper payouts;
    private final Channels channels;
    private final Set<String> sources;
    private final Clock clock;

    ReceiptQueue(ReceiptQueueMapper mapper, PayoutReceiptMapper payouts, Registers registers, Clock clock) {
        this.mapper = mapper;
        this.payouts = payouts;
        this.channels = Channels.of(registers.terms().values());
        this.sources = Arrays.stream(channels.sources()).collect(Collectors.toUnmodifiableSet());
        this.clock = clock;
    }

    /**
     * Payments were booked.
     *
     * @param ids of payments that have no receipt yet
     * @param from the sources they came by; where none of these gets receipts, nothing is looked up
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void booked(Collection<Long> ids, Set<String> from) {
        Long[] booked = ids.toArray(Long[]::new);
        if (from.stream().anyMatch(sources::contains) && mapper.queueBooked(booked, channels, now()) > 0) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    mapper.addPaidForOthers(booked);
                }
            });
        }
    }

    /** A payment was taken back: what has a receipt gets one of the return of what was not given back before. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void reversed(long paymentId) {
        mapper.queueReturn(paymentId, now());
    }

    /** A part of a payment was given back, or all of it: where something is left of the payment's receipt, this has one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void refunded(long refundId) {
        mapper.queueReturnOf(refundId, now());
    }

    /** What was paid ahead on an account was paid out: where payments at that desk have receipts, so has this. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void paidOut(long refundId) {
        payouts.queuePayout(refundId, channels, now());
    }

    /** The payments that the return of money paid out of an account gives back: hold them before that is taken back. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Long> givenBackBy(long refundId) {
        return payouts.givenBackBy(refundId);
    }

    /**
     * A refund was booked by mistake: its receipts are not made, or made good by one of so much. What else was given back of the same money and
     * had no receipt for that reason has one now.
     *
     * @param payments it gave back
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void refundTakenBack(long refundId, List<Long> payments) {
        mapper.forgetReturnOf(refundId);
        mapper.queueMadeGood(refundId, now());
        for (long payment : payments) {
            mapper.queueReturn(payment, now());
            mapper.withoutReturn(payment, FiscalReceipts.Filter.ALL)
                    .forEach(other -> mapper.queueReturnOf(other, now()));
        }
    }

    /**
     * Of the payments in the temporary table {@code our_payment} (payment_id), makes {@code receipt_gap} (payment_id, gap) of those whose
     * receipts are not made; gone with the transaction.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void chooseGaps() {
        mapper.chooseGaps(channels);
    }

    int queueMissing(FiscalReceipts.Filter asked) {
        int queued = mapper.queueMissing(asked, channels, now());
        for (long refundId : mapper.withoutReturn(null, asked)) {
            queued += mapper.queueReturnOf(refundId, now());
        }
        for (long refundId : payouts.payoutsWithoutReturn(asked, channels)) {
            queued += payouts.queuePayout(refundId, channels, now());
        }
        return queued;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
