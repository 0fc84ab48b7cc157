package io.turnpike.books;

import java.util.List;
import java.util.function.Consumer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opening balance, debit, credit and closing balance of every customer's account, on each account of the books that is kept per customer:
 * what they owe, and what was invoiced and not yet rendered.
 */
@Component
@Order(2)
class Turnover implements LedgerReport {
    static final String KIND = "turnover";
    static final List<String> AMOUNTS = List.of("opening", "debit", "credit", "closing");

    private final BooksMapper mapper;

    Turnover(BooksMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public ReportColumns columns() {
        return new ReportColumns(List.of(TrialBalance.LEDGER_ACCOUNT, "account", "customer"), AMOUNTS);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void lines(ReportedBooks reported, Consumer<ReportLine> to) {
        mapper.eachTurnover(reported.books(), row -> {
            BooksMapper.AccountTurnover each = row.getResultObject();
            long closing =
                    Math.subtractExact(Math.addExact(each.openingMinor(), each.debitMinor()), each.creditMinor());
            to.accept(ReportLine.of(
                    List.of(each.code(), each.accountNumber(), each.customerName()),
                    each.openingMinor(),
                    each.debitMinor(),
                    each.creditMinor(),
                    closing));
        });
    }
}
