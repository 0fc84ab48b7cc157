package io.turnpike.payments.fiscal;

import io.turnpike.invoicing.Operators;
import io.turnpike.payments.fiscal.FiscalReceiptMapper.Due;
import io.turnpike.payments.fiscal.FiscalReceiptMapper.Uncomposed;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends receipts to online cash registers and asks what became of them. What is sent is frozen in a transaction of its own before; one that
 * was sent while the program died is sent again as it was, and the register says that it knows it.
 */
@Component
public class ReceiptSender {
    private static final int COMPOSED_AT_ONCE = 200;

    private final FiscalReceiptMapper mapper;
    private final Registers registers;
    private final Operators operators;
    private final Clock clock;
    private final TransactionTemplate transaction;

    ReceiptSender(
            FiscalReceiptMapper mapper,
            Registers registers,
            @Lazy Operators operators,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.mapper = mapper;
        this.registers = registers;
        this.operators = operators;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Sends and asks for all that is due now; each receipt in a transaction of its own. */
    public SendingPass sendAll() {
        SendingPass pass = new SendingPass(registers.terms().keySet());
        while (Boolean.TRUE.equals(transaction.execute(status -> step(pass)))) {
            // the next one
        }
        return pass;
    }

    /** A pass over all that is due, for {@link #step}. */
    SendingPass begin() {
        return new SendingPass(registers.terms().keySet());
    }

    /** The next thing to do, in the caller's transaction; false when nothing is left. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean step(SendingPass pass) {
        if (!pass.isComposed()) {
            pass.composed(compose(pass) < COMPOSED_AT_ONCE);
            return true;
        }
        return mapper.nextDue(pass.awake(), clock.instant())
                .map(due -> {
                    conclude(due, ask(due), pass);
                    return true;
                })
                .orElse(false);
    }

    private int compose(SendingPass pass) {
        List<Uncomposed> receipts = mapper.uncomposed(pass.awake(), COMPOSED_AT_ONCE);
        for (Uncomposed receipt : receipts) {
            RegisterTerms terms = terms(receipt.register());
            try {
                ReceiptContent content =
                        new ReceiptComposer(terms, operators.terms(receipt.operator())).compose(receipt);
                mapper.freeze(
                        receipt.receiptId(),
                        content.externalId(),
                        registers.of(receipt.register()).text(content));
            } catch (IllegalArgumentException e) {
                pass.count(SendingPass.Outcome.FAILED);
                mapper.putOff(
                        receipt.receiptId(),
                        "failed",
                        0,
                        clock.instant(),
                        "the definitions lack something of it: " + e.getMessage());
            }
        }
        return receipts.size();
    }

    private Answer ask(Due due) {
        OnlineRegister register = registers.of(due.register());
        String uuid = due.uuid();
        return uuid == null ? register.send(Operation.ofWord(due.operation()), due.content()) : register.report(uuid);
    }

    private void conclude(Due due, Answer answer, SendingPass pass) {
        Instant now = clock.instant();
        if (answer instanceof Answer.Made made) {
            pass.count(SendingPass.Outcome.DONE);
            mapper.made(due.receiptId(), made.fiscal(), now);
        } else if (answer instanceof Answer.Refused refused) {
            refused(due, refused.text(), pass);
        } else if (answer instanceof Answer.Waiting waiting && due.uuid() == null) {
            pass.count(SendingPass.Outcome.SENT);
            Instant asked = now.plus(terms(due.register()).retry().ask());
            mapper.accepted(due.receiptId(), waiting.uuid(), 0, asked, now);
        } else if (answer instanceof Answer.Waiting) {
            putOff(due, "the register has accepted it and not made it yet", pass);
        } else if (answer instanceof Answer.Later later) {
            putOff(due, later.text(), pass);
        } else if (answer instanceof Answer.Away away) {
            pass.rest(due.register(), away.text());
            putOff(due, away.text(), pass);
        }
    }

    /** Where what it tells was taken back meanwhile, there is nothing to tell any more. */
    private void refused(Due due, String said, SendingPass pass) {
        if (mapper.forgetMadeGood(due.receiptId()) == 0) {
            pass.count(SendingPass.Outcome.FAILED);
            mapper.putOff(due.receiptId(), "failed", due.tries() + 1, clock.instant(), said);
        }
    }

    private void putOff(Due due, String said, SendingPass pass) {
        Instant now = clock.instant();
        int tries = due.tries() + 1;
        boolean over = !now.isBefore(due.giveUpAt());
        if (over) {
            pass.count(SendingPass.Outcome.GIVEN_UP);
        }
        RegisterTerms.Retry retry = terms(due.register()).retry();
        Instant next = now.plus(due.uuid() == null ? retry.after(tries) : retry.askAfter(tries));
        mapper.putOff(due.receiptId(), over ? "given-up" : due.state(), tries, next, said);
    }

    private RegisterTerms terms(String register) {
        RegisterTerms terms = registers.terms().get(register);
        if (terms == null) {
            throw new IllegalArgumentException("there is no cash register '" + register + "'");
        }
        return terms;
    }
}
