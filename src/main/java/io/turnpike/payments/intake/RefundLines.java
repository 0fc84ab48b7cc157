package io.turnpike.payments.intake;

import io.turnpike.payments.PayingOperator;
import io.turnpike.payments.intake.SetAsideMapper.AwaitedRefund;
import io.turnpike.payments.statements.Direction;
import io.turnpike.payments.statements.StatementLine;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lines of money out that tell of refunds: by operator and sum, within some days, and by the number of the payment order or the account
 * the payment had come from. Such a line is counted as {@code refund}; the refund itself is in the books already.
 */
@Component
class RefundLines {
    /** A bank may book it before the day we wrote, over a weekend, or when the order is corrected. */
    private static final int MOST_DAYS_APART = 14;

    private final SetAsideMapper mapper;

    RefundLines(SetAsideMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Names the refunds that lines set aside tell of.
     *
     * @param owners asked only where a refund of one of the sums is awaited
     */
    void name(int fileId, List<SortedLines.SetAside> setAside, Supplier<MoneyOwners.Known> owners) {
        List<StatementLine> out = setAside.stream()
                .map(SortedLines.SetAside::line)
                .filter(line -> line.direction() == Direction.OUT)
                .toList();
        if (out.isEmpty()) {
            return;
        }
        List<AwaitedRefund> awaited = new ArrayList<>(mapper.awaitedRefunds(
                out.stream().map(line -> line.amount().minor()).distinct().toArray(Long[]::new)));
        if (awaited.isEmpty()) {
            return;
        }
        MoneyOwners.Known known = owners.get();
        for (StatementLine line : out) {
            Optional<PayingOperator> operator = known.of(line.ownAccount());
            awaited.stream()
                    .filter(refund -> operator.filter(each -> each.id() == refund.operatorId()
                                    && each.money().equals(line.amount().currency()))
                            .isPresent())
                    .filter(refund -> tells(line, refund))
                    .findFirst()
                    .ifPresent(refund -> {
                        mapper.nameRefund(fileId, line.text().line(), refund.refundId());
                        awaited.remove(refund);
                    });
        }
    }

    private static boolean tells(StatementLine line, AwaitedRefund refund) {
        return line.amount().minor() == refund.minor()
                && Math.abs(ChronoUnit.DAYS.between(refund.day(), line.day())) <= MOST_DAYS_APART
                && (same(line.number(), refund.number()) || same(line.party().account(), refund.payerAccount()));
    }

    private static boolean same(String told, @Nullable String ours) {
        return ours != null && !told.isEmpty() && plain(told).equals(plain(ours));
    }

    private static String plain(String number) {
        return number.strip().replaceFirst("^0+(?=.)", "");
    }
}
