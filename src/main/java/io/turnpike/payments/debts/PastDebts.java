package io.turnpike.payments.debts;

import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.invoicing.OperatorTerms.DebtOrder;
import io.turnpike.invoicing.Operators;
import io.turnpike.ledger.BooksAsKnown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was open at the end of any day, as known at any moment. What payments closed since is open again; a payment that bounced later has
 * closed what it closed: credits that were free by then are applied to what they leave open, in the operator's order; by service as oldest first, because only
 * the days of debts are asked for.
 */
@Component
public class PastDebts {
    private final PastDebtMapper mapper;
    private final Operators operators;

    PastDebts(PastDebtMapper mapper, Operators operators) {
        this.mapper = mapper;
        this.operators = operators;
    }

    /**
     * Every open debt and credit, by customer, account and day; no account has both. They add up to the balance of receivables.
     *
     * @param operator code of the books' operator
     * @param books of which the last day counts
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void each(String operator, BooksAsKnown books, Consumer<OpenDebt> to) {
        OperatorTerms terms = operators.byCode().get(operator);
        OfAccount account = new OfAccount(terms == null ? DebtOrder.OLDEST : terms.debtOrder(), to);
        mapper.eachOpen(books, row -> account.next(row.getResultObject()));
        account.finish();
    }

    /** Holds what is open of one account until the next begins. */
    private static final class OfAccount {
        private final DebtOrder order;
        private final Consumer<OpenDebt> to;
        private final List<OpenDebt> open = new ArrayList<>();

        OfAccount(DebtOrder order, Consumer<OpenDebt> to) {
            this.order = order;
            this.to = to;
        }

        void next(OpenDebt item) {
            if (!open.isEmpty() && open.get(0).accountId() != item.accountId()) {
                finish();
            }
            open.add(item);
        }

        void finish() {
            Map<Long, Long> applied = new HashMap<>();
            for (Application.Part part : Application.of(order, side(1), side(-1))) {
                applied.merge(part.debitEntry(), part.minor(), Math::addExact);
                applied.merge(part.creditEntry(), -part.minor(), Math::addExact);
            }
            for (OpenDebt item : open) {
                long left = item.openMinor() - applied.getOrDefault(item.entryId(), 0L);
                if (left != 0) {
                    to.accept(item.withOpen(left));
                }
            }
            open.clear();
        }

        private List<Item> side(int sign) {
            return open.stream()
                    .filter(item -> Long.signum(item.openMinor()) == sign)
                    .map(item -> new Item(item.entryId(), Math.abs(item.openMinor()), Set.of()))
                    .toList();
        }
    }
}
