package io.turnpike.payments.intake;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.payments.PaymentBook;
import io.turnpike.payments.PaymentDesk.Signed;
import io.turnpike.payments.statements.StatementLine;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lines that rules set aside: what a rule took by mistake becomes a payment that waits for its owner. */
@Component
public class SetAsideLines {
    private final SetAsideMapper mapper;
    private final KeptLines kept;
    private final LineBooking booking;
    private final PaymentBook book;
    private final Clock clock;

    SetAsideLines(SetAsideMapper mapper, KeptLines kept, LineBooking booking, PaymentBook book, Clock clock) {
        this.mapper = mapper;
        this.kept = kept;
        this.booking = booking;
        this.book = book;
        this.clock = clock;
    }

    /**
     * Lines in the order they were set aside.
     *
     * @param rule name of a rule; null for any
     * @param direction in or out; null for any
     * @param after begin behind this number; 0 for the beginning
     */
    @Transactional(readOnly = true)
    public List<SetAsideLine> list(@Nullable String rule, @Nullable String direction, long after, int most) {
        return mapper.setAsideLines(rule, direction, after, most);
    }

    /**
     * Takes a line back from its rule: it is a payment now, on the suspense account until somebody says whose it is. Returns the payment's
     * number.
     */
    @Transactional
    public long undo(long id, Signed signed) {
        SetAsideLine line = mapper.holdSetAside(id)
                .orElseThrow(() ->
                        new BadParameter("no line " + id + " was set aside: 'turnpike payments set-aside' lists them"));
        if (line.undoneAt() != null) {
            throw new BadParameter("line " + id + " is payment " + line.paymentId() + " already");
        }
        if (!line.direction().equals("in")) {
            throw new BadParameter("line " + id + " is money out, which no payment can be made of: what goes back to a"
                    + " customer is booked by 'turnpike payments refund'");
        }
        KeptLines.Kept file = kept.of(line.fileId());
        book.holdSource(file.source().lock());
        StatementLine read = file.entries(Set.of(line.line())).getOrDefault(line.line(), List.of()).stream()
                .filter(StatementLine.class::isInstance)
                .map(StatementLine.class::cast)
                .filter(each -> each.direction().word().equals(line.direction()))
                .findFirst()
                .orElseThrow(() -> new BadParameter(
                        line.file() + ":" + line.line() + " is read in another way now: mend format.yaml"));
        long payment = booking.bookUnmatched(file.source(), line.fileId(), read);
        mapper.undoSetAside(id, payment, signed.agent(), signed.reason(), clock.instant());
        booking.check(file.file());
        return payment;
    }
}
