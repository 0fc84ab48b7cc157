package io.turnpike.books;

import io.turnpike.ledger.LedgerTurnover;
import io.turnpike.ledger.LedgerTurnovers;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Opening balance, turnover and closing balance of every account of the books. Debits and credits of each pair of columns are equal. */
@Component
@Order(1)
class TrialBalance implements LedgerReport {
    static final String KIND = "trial-balance";
    static final String LEDGER_ACCOUNT = "ledger_account";
    static final List<String> AMOUNTS =
            List.of("opening_debit", "opening_credit", "debit", "credit", "closing_debit", "closing_credit");

    private final LedgerTurnovers turnovers;

    TrialBalance(LedgerTurnovers turnovers) {
        this.turnovers = turnovers;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public ReportColumns columns() {
        return new ReportColumns(List.of(LEDGER_ACCOUNT), AMOUNTS);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void lines(ReportedBooks reported, Consumer<ReportLine> to) {
        for (LedgerTurnover each : turnovers.of(reported.books())) {
            to.accept(ReportLine.of(
                    List.of(each.code()),
                    Math.max(each.openingMinor(), 0),
                    Math.max(Math.negateExact(each.openingMinor()), 0),
                    each.debitMinor(),
                    each.creditMinor(),
                    Math.max(each.closingMinor(), 0),
                    Math.max(Math.negateExact(each.closingMinor()), 0)));
        }
    }
}
