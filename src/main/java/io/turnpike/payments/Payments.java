package io.turnpike.payments;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Looks payments up. */
@Component
public class Payments {
    private final PaymentMapper mapper;

    Payments(PaymentMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Payments in the order they were booked.
     *
     * @param after begin behind this number; 0 for the beginning
     */
    @Transactional(readOnly = true)
    public List<Payment> list(PaymentQuery asked, long after, int most) {
        return mapper.payments(asked, after, most);
    }

    @Transactional(readOnly = true)
    public Optional<Payment> find(long paymentId) {
        return mapper.payment(paymentId);
    }

    /** What people did to a payment, in order. */
    @Transactional(readOnly = true)
    public List<PaymentAct> acts(long paymentId) {
        return mapper.acts(paymentId);
    }

    /** The account of this number; empty where the operator has none. */
    @Transactional(readOnly = true)
    public Optional<Long> account(PayingOperator operator, String number) {
        return Optional.ofNullable(mapper.payingAccountId(operator.id(), number));
    }

    /** All payments of an operator, by state and currency. */
    @Transactional(readOnly = true)
    public List<PaymentTotals> totals(long operatorId) {
        return mapper.paymentTotals(operatorId);
    }

    /** The operators payments can be for. */
    @Transactional(readOnly = true)
    public List<PayingOperator> operators() {
        return mapper.payingOperators();
    }
}
