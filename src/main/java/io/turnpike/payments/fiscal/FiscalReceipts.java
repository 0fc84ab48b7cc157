package io.turnpike.payments.fiscal;

import io.turnpike.jobs.Parameters.BadParameter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Looks receipts up, and has those tried again that nobody tries any more. */
@Component
public class FiscalReceipts {
    private final FiscalReceiptMapper mapper;
    private final ReceiptQueue queue;
    private final Registers registers;
    private final Clock clock;

    FiscalReceipts(FiscalReceiptMapper mapper, ReceiptQueue queue, Registers registers, Clock clock) {
        this.mapper = mapper;
        this.queue = queue;
        this.registers = registers;
        this.clock = clock;
    }

    /** Which receipts are wanted; null for any. The days are those of the payments and payouts, {@code [from, to)}. */
    public record Filter(
            @Nullable String operator,
            @Nullable String state,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {
        static final Filter ALL = new Filter(null, null, null, null);
    }

    /**
     * Receipts in the order they were queued.
     *
     * @param after begin behind this number; 0 for the beginning
     */
    @Transactional(readOnly = true)
    public List<FiscalReceipt> list(Filter asked, long after, int most) {
        return mapper.fiscalReceipts(asked, after, most);
    }

    @Transactional(readOnly = true)
    public Optional<FiscalReceipt> find(long receiptId) {
        return mapper.fiscalReceipt(receiptId);
    }

    /** The receipt of a payment, and that of its return; none where it gets none. */
    @Transactional(readOnly = true)
    public List<FiscalReceipt> ofPayment(long paymentId) {
        return mapper.receiptsOfPayment(paymentId);
    }

    /** How many there are in each state. */
    @Transactional(readOnly = true)
    public Map<String, Long> counts(@Nullable String operator) {
        Map<String, Long> counts = new TreeMap<>();
        mapper.receiptStates(operator).forEach(each -> counts.put(each.state(), each.receipts()));
        return counts;
    }

    /**
     * Has a receipt tried again: a failed one anew, with what the definitions say now and under another number; one that was given up goes
     * on where it stopped.
     *
     * @throws BadParameter where there is none, or it is not failed or given up
     */
    @Transactional
    public FiscalReceipt retry(long receiptId) {
        FiscalReceipt receipt = mapper.fiscalReceipt(receiptId)
                .orElseThrow(() -> new BadParameter(
                        "there is no receipt " + receiptId + ": 'turnpike payments receipts list' lists them"));
        RegisterTerms terms = registers.terms().get(receipt.register());
        if (terms == null) {
            throw new BadParameter("receipt " + receiptId + " is for the cash register '" + receipt.register()
                    + "', and there is no " + CashRegisters.FOLDER + "/" + receipt.register());
        }
        Instant now = clock.instant();
        Duration most = terms.retry().giveUp();
        if (mapper.tryAgain(receiptId, now, now.plus(most)) == 0) {
            throw new BadParameter(
                    "receipt " + receiptId + " is " + receipt.state() + ": tried again is what failed or was given up");
        }
        return mapper.fiscalReceipt(receiptId).orElseThrow();
    }

    /** Queues receipts of payments and of what was given back that should have one and have none; returns how many. */
    @Transactional
    public int queueMissing(Filter asked) {
        return queue.queueMissing(asked);
    }
}
