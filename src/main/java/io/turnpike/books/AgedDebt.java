package io.turnpike.books;

import io.turnpike.payments.debts.OpenDebt;
import io.turnpike.payments.debts.PastDebts;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What each customer owes at the end of the last day, by how long it is past due: not yet due (the due day itself counts so), 1 to 30 days,
 * 31 to 60, 61 to 90, more. What was paid ahead on one account of a customer does not lessen the debt of another; it has a column of its
 * own, less than zero, and with it a line comes to the customer's balance.
 */
@Component
@Order(3)
class AgedDebt implements LedgerReport {
    static final String KIND = "aged-debt";
    static final List<String> AMOUNTS =
            List.of("not_due", "up_to_30", "up_to_60", "up_to_90", "over_90", "debt", "paid_ahead", "balance");

    /** The last day of each band, counted from the due day; later ones are in the last column. */
    private static final List<Integer> BANDS = List.of(0, 30, 60, 90);

    private static final int DEBT = 5;
    private static final int PAID_AHEAD = 6;
    private static final int BALANCE = 7;

    private final PastDebts debts;

    AgedDebt(PastDebts debts) {
        this.debts = debts;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public ReportColumns columns() {
        return new ReportColumns(List.of("customer", "name", "accounts"), AMOUNTS);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void lines(ReportedBooks reported, Consumer<ReportLine> to) {
        OfCustomer customer = new OfCustomer(reported.books().last(), to);
        debts.each(reported.operator(), reported.books(), customer::next);
        customer.finish();
    }

    /** The column of a debt. */
    static int band(LocalDate due, LocalDate day) {
        long late = ChronoUnit.DAYS.between(due, day);
        int band = 0;
        while (band < BANDS.size() && late > BANDS.get(band)) {
            band++;
        }
        return band;
    }

    /** Sums what is open of one customer until the next begins. */
    private static final class OfCustomer {
        private final LocalDate day;
        private final Consumer<ReportLine> to;
        private final long[] sums = new long[AMOUNTS.size()];
        private final Set<String> accounts = new LinkedHashSet<>();
        private @Nullable OpenDebt first;

        OfCustomer(LocalDate day, Consumer<ReportLine> to) {
            this.day = day;
            this.to = to;
        }

        void next(OpenDebt item) {
            OpenDebt begun = first;
            if (begun == null || begun.customerId() != item.customerId()) {
                finish();
                first = item;
            }
            accounts.add(item.accountNumber());
            if (item.openMinor() > 0) {
                add(band(item.due(), day), item.openMinor());
                add(DEBT, item.openMinor());
            } else {
                add(PAID_AHEAD, item.openMinor());
            }
            add(BALANCE, item.openMinor());
        }

        private void add(int column, long minor) {
            sums[column] = Math.addExact(sums[column], minor);
        }

        void finish() {
            OpenDebt begun = first;
            if (begun != null) {
                List<Long> amounts = new ArrayList<>();
                for (int i = 0; i < sums.length; i++) {
                    amounts.add(sums[i]);
                    sums[i] = 0;
                }
                to.accept(new ReportLine(
                        List.of(begun.customerNumber(), begun.customerName(), String.join(" ", accounts)), amounts));
            }
            accounts.clear();
            first = null;
        }
    }
}
