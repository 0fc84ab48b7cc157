package io.turnpike.books;

import io.turnpike.invoicing.VatTurnover;
import io.turnpike.invoicing.VatTurnovers;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What the released documents of the period rendered under each VAT rate, and what they took back of earlier ones. */
@Component
@Order(4)
class VatSummary implements LedgerReport {
    static final String KIND = "vat-summary";
    static final String TAKEN_BACK = "taken-back";
    static final List<String> AMOUNTS = List.of("net", "vat", "gross");

    private final VatTurnovers turnovers;

    VatSummary(VatTurnovers turnovers) {
        this.turnovers = turnovers;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public ReportColumns columns() {
        return new ReportColumns(List.of("vat_rate", "lines"), AMOUNTS);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void lines(ReportedBooks reported, Consumer<ReportLine> to) {
        for (VatTurnover each : turnovers.of(reported.books())) {
            to.accept(ReportLine.of(
                    List.of(each.rate(), each.takenBack() ? TAKEN_BACK : "rendered"),
                    each.netMinor(),
                    each.vatMinor(),
                    each.grossMinor()));
        }
    }
}
