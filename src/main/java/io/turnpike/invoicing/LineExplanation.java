package io.turnpike.invoicing;

import io.turnpike.invoicing.BillableCharges.AccountCharges;
import io.turnpike.tax.VatRule.Prices;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Says which charges a line of a bill sums, and computes the line again from them: it reads the charges anew by the windows the run
 * took and never the stored amount, so that a difference would show.
 */
@Component
public class LineExplanation {
    private final LineMapper mapper;
    private final BillRunMapper runs;
    private final BillableCharges charges;
    private final Operators operators;

    LineExplanation(LineMapper mapper, BillRunMapper runs, BillableCharges charges, @Lazy Operators operators) {
        this.mapper = mapper;
        this.runs = runs;
        this.charges = charges;
        this.operators = operators;
    }

    /**
     * A charge within a line; usage of one service and rate is one of these, its single records are found by service, path and days.
     *
     * @param path node of the rate, or {@code fee/<fee>}
     * @param micros millionths of the currency's major unit that the line takes of it
     */
    public record Part(
            long accountId,
            long serviceId,
            String path,
            String plan,
            LocalDate from,
            LocalDate to,
            BigDecimal quantity,
            long micros) {}

    /**
     * A line and what it is made of.
     *
     * @param recomputedMicros exact sum of the charges
     * @param recomputedMinor that sum rounded by the operator's written mode: gross where VAT is included, else net
     * @param storedMinor what the document says
     */
    public record Explained(
            String name,
            String item,
            String vatRate,
            String rounding,
            List<Part> charges,
            long recomputedMicros,
            long recomputedMinor,
            long storedMinor) {}

    /** Explains a line; empty when there is none at this place. */
    @Transactional(readOnly = true)
    public Optional<Explained> line(long billId, LinePart part, int position) {
        LineRow line = mapper.line(billId, part.code(), position);
        BillRun.Row row = line == null ? null : runs.run(line.billRunId());
        if (line == null || row == null) {
            return Optional.empty();
        }
        BillRun run = BillRun.of(row);
        OperatorTerms terms = operators.terms(run.operatorCode());
        List<BilledAccount> accounts = mapper.accounts(run.billRunId(), line.accountId());
        Map<Long, AccountCharges> byAccount = charges.of(accounts, run.cutoffBatch(), terms);
        boolean rendered = part == LinePart.RENDERED;
        List<ChargePart> parts = accounts.stream()
                .flatMap(account -> BillAssembler.parts(account, byAccount, !rendered).stream())
                .filter(charge -> isOn(line, LineKey.of(charge, terms), terms))
                .toList();
        long micros = parts.stream().mapToLong(ChargePart::micros).reduce(0, Math::addExact);
        boolean included = terms.vat().prices() == Prices.INCLUDED;
        return Optional.of(new Explained(
                line.name(),
                line.item(),
                line.vatRate(),
                terms.lineRounding().mode() + " to " + terms.lineRounding().stepMicros() + " millionths",
                parts.stream().map(LineExplanation::part).toList(),
                micros,
                new LineComposer(terms).minor(micros),
                included ? line.grossMinor() : line.netMinor()));
    }

    private static boolean isOn(LineRow line, LineKey key, OperatorTerms terms) {
        Item item = terms.items().at(key.itemOrder());
        return item.code().equals(line.item())
                && key.serviceId() == (line.serviceId() == null ? 0 : line.serviceId())
                && key.zone().equals(line.zone() == null ? "" : line.zone())
                && key.plan().equals(line.plan() == null ? "" : line.plan())
                && (key.from().equals(LocalDate.EPOCH) || key.from().equals(line.periodFrom()))
                && key.credit() == line.credit()
                && key.rate().text().equals(line.vatRate());
    }

    private static Part part(ChargePart charge) {
        return new Part(
                charge.accountId(),
                charge.serviceId(),
                charge.path(),
                charge.plan(),
                charge.from(),
                charge.to(),
                charge.quantity(),
                charge.micros());
    }

    /** A stored line with its key. */
    record LineRow(
            long billRunId,
            long accountId,
            @Nullable Long serviceId,
            String item,
            @Nullable String zone,
            @Nullable String plan,
            String name,
            LocalDate periodFrom,
            boolean credit,
            String vatRate,
            long netMinor,
            long grossMinor) {}
}
