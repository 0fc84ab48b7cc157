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
 * What was open at the end of any day, as known at any moment. What payments closed since is open again. What was taken back, moved or given
 * back for a later day has closed what it closed; what took its place since is as free as it was. Money that was booked for the day only later, and
 * closed nothing of it, is applied in the operator's order; by service as oldest first, because only the days of debts are asked for.
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
        Map<Long, List<PastDebtMapper.Closing>> closings = new HashMap<>();
        for (PastDebtMapper.Closing each : mapper.closings(books)) {
            closings.computeIfAbsent(each.accountId(), id -> new ArrayList<>()).add(each);
        }
        OfAccount account = new OfAccount(terms == null ? DebtOrder.OLDEST : terms.debtOrder(), closings, to);
        mapper.eachOpen(books, row -> account.next(row.getResultObject()));
        account.finish();
    }

    /**
     * An entry that payments and debts are applied to by more than it comes to on an account, in minor units; credits below zero.
     *
     * @param reference of the entry
     */
    public record Overclosed(String accountNumber, String reference, long closedMinor, long minor) {}

    /** Entries of which more is closed than there is, as known then: some of them, by account; none where what was applied is right. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Overclosed> overclosed(BooksAsKnown books, int most) {
        return mapper.overclosed(books, most);
    }

    /** Holds what is open of one account until the next begins. */
    private static final class OfAccount {
        private final DebtOrder order;
        private final Map<Long, List<PastDebtMapper.Closing>> closings;
        private final Consumer<OpenDebt> to;
        private final List<OpenDebt> open = new ArrayList<>();

        OfAccount(DebtOrder order, Map<Long, List<PastDebtMapper.Closing>> closings, Consumer<OpenDebt> to) {
            this.order = order;
            this.closings = closings;
            this.to = to;
        }

        void next(OpenDebt item) {
            if (!open.isEmpty() && open.get(0).accountId() != item.accountId()) {
                finish();
            }
            open.add(item);
        }

        void finish() {
            if (open.isEmpty()) {
                return;
            }
            closeAsThen(closings.getOrDefault(open.get(0).accountId(), List.of()));
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

        /** In the order in which it was applied: where something else took the place of what was undone, it finds nothing left. */
        private void closeAsThen(List<PastDebtMapper.Closing> then) {
            Map<Long, Integer> places = new HashMap<>();
            for (int i = 0; i < open.size(); i++) {
                places.put(open.get(i).entryId(), i);
            }
            for (PastDebtMapper.Closing each : then) {
                Integer debit = places.get(each.debitEntry());
                Integer credit = places.get(each.creditEntry());
                if (debit != null && credit != null) {
                    long owed = open.get(debit).openMinor();
                    long paid = open.get(credit).openMinor();
                    long minor = Math.max(0, Math.min(each.amountMinor(), Math.min(owed, -paid)));
                    open.set(debit, open.get(debit).withOpen(owed - minor));
                    open.set(credit, open.get(credit).withOpen(paid + minor));
                }
            }
        }

        private List<Item> side(int sign) {
            return open.stream()
                    .filter(item -> Long.signum(item.openMinor()) == sign)
                    .map(item -> new Item(item.entryId(), Math.abs(item.openMinor()), Set.of()))
                    .toList();
        }
    }
}
