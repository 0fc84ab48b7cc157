package io.turnpike.books;

import io.turnpike.invoicing.VatTurnover;
import io.turnpike.invoicing.VatTurnovers;
import io.turnpike.payments.advances.AdvanceVatTurnover;
import io.turnpike.payments.advances.Advances;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the released documents of the period rendered under each VAT rate, and what they took back of earlier ones; then the VAT charged on
 * advances, and deducted.
 */
@Component
@Order(4)
class VatSummary implements LedgerReport {
    static final String KIND = "vat-summary";
    static final String TAKEN_BACK = "taken-back";
    static final List<String> AMOUNTS = List.of("net", "vat", "gross");

    /** Which lines: those of one word are added up by themselves. */
    static final String LINES = "lines";

    static final String ADVANCE = "advance";
    static final String ADVANCE_DEDUCTED = "advance-deducted";

    private final VatTurnovers turnovers;
    private final Advances advances;

    VatSummary(VatTurnovers turnovers, Advances advances) {
        this.turnovers = turnovers;
        this.advances = advances;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public ReportColumns columns() {
        return new ReportColumns(List.of("vat_rate", LINES), AMOUNTS);
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
        for (AdvanceVatTurnover each : advances.vat(reported.books())) {
            to.accept(ReportLine.of(
                    List.of(each.rate(), each.deducted() ? ADVANCE_DEDUCTED : ADVANCE),
                    each.netMinor(),
                    each.vatMinor(),
                    each.grossMinor()));
        }
    }
}
