package io.turnpike.invoicing;

import io.turnpike.charging.ChargeId;
import io.turnpike.charging.ChargeList;
import io.turnpike.invoicing.BillableCharges.AccountCharges;
import io.turnpike.invoicing.CreditSplit.Wording;
import io.turnpike.invoicing.Originals.Days;
import io.turnpike.tax.TaxedAmount;
import io.turnpike.tax.VatRule.Prices;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
    private final BillReferences references;
    private final BillableCharges charges;
    private final ChargeList single;
    private final Operators operators;

    LineExplanation(
            LineMapper mapper,
            BillRunMapper runs,
            BillReferences references,
            BillableCharges charges,
            ChargeList single,
            @Lazy Operators operators) {
        this.mapper = mapper;
        this.runs = runs;
        this.references = references;
        this.charges = charges;
        this.single = single;
        this.operators = operators;
    }

    /**
     * A charge within a line; usage of one service and rate is one of these, made of single records.
     *
     * @param path node of the rate, or {@code fee/<fee>}
     * @param micros millionths of the currency's major unit that the line takes of it
     * @param records the single charges with what the line takes of each
     */
    public record Part(
            long accountId,
            long serviceId,
            String path,
            String plan,
            LocalDate from,
            LocalDate to,
            BigDecimal quantity,
            long micros,
            List<Single> records) {}

    /**
     * A single charge on a line.
     *
     * @param at the start of usage; null for a fee
     */
    public record Single(ChargeId id, @Nullable Instant at, String what, BigDecimal quantity, long micros) {}

    /** Amounts of a line: the exact sum, and in minor units what it is rounded and taxed to. */
    public record Amounts(long micros, long netMinor, long vatMinor, long grossMinor) {}

    /**
     * A line and what it is made of.
     *
     * @param rounding how the sum is rounded: mode and step
     * @param vatRule whether VAT is within or on top of the sum, and what it is rounded for
     * @param included whether the rounded sum is the gross amount, else the net
     * @param recomputed from the charges; zeros where no charge belongs to the line any more
     * @param stored what the bill says
     * @param usageKeptFrom where usage of the line's days was dropped by retention, the first month that is kept; else null
     */
    public record Explained(
            String name,
            String item,
            String currency,
            int decimals,
            ZoneId zone,
            String vatRate,
            String rounding,
            String vatRule,
            boolean included,
            List<Part> charges,
            Amounts recomputed,
            Amounts stored,
            @Nullable YearMonth usageKeptFrom) {
        /** That sum rounded by the operator's written mode: gross where VAT is included, else net. */
        public long recomputedMinor() {
            return included ? recomputed.grossMinor : recomputed.netMinor;
        }

        public long storedMinor() {
            return included ? stored.grossMinor : stored.netMinor;
        }

        public boolean differs() {
            return !recomputed.equals(stored);
        }
    }

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
        List<BilledAccount> accounts = mapper.accounts(run.billRunId(), billId);
        Map<Long, AccountCharges> byAccount = charges.of(accounts, run.cutoffBatch(), terms);
        boolean rendered = part == LinePart.RENDERED || part == LinePart.CORRECTED;
        List<Charge> all = new ArrayList<>();
        for (BilledAccount account : accounts) {
            Taken taken = new Taken(account, run, terms, !rendered);
            AccountCharges own = byAccount.getOrDefault(account.accountId(), new AccountCharges(List.of(), List.of()));
            own.usage().forEach(usage -> all.add(new Charge(usage, () -> usage(usage, taken))));
            own.fees()
                    .forEach(fee -> taken.of(fee)
                            .forEach(one ->
                                    all.add(new Charge(one.charge(), () -> part(one.charge(), singles(fee, one))))));
        }
        List<Long> accountIds = accounts.stream().map(BilledAccount::accountId).toList();
        BillAssembler.Taken side = side(
                new Composed(accounts.get(0), all.stream().map(Charge::part).toList(), rendered),
                terms,
                rendered ? references.rendered(accountIds, billId) : references.billed(accountIds, billId));
        Optional<BillLine> again = again(line, side, part, terms);
        List<Part> parts = again.stream()
                .flatMap(found -> all.stream()
                        .filter(charge -> side.isDebited().test(charge.part) == (part == LinePart.DEBITED))
                        .filter(charge -> side.keyOf().apply(charge.part).equals(found.key())))
                .map(charge -> charge.explained.get())
                .toList();
        YearMonth kept = single.firstMonthKept()
                .or(() -> parts.isEmpty()
                        ? Optional.of(YearMonth.from(run.runDay()).plusMonths(1)) // no usage is kept at all
                        : Optional.empty())
                .filter(first -> first.atDay(1).isAfter(line.periodFrom()))
                .orElse(null);
        Amounts recomputed =
                again.map(found -> amounts(found.micros(), found.amount())).orElse(new Amounts(0, 0, 0, 0));
        return Optional.of(explained(line, terms, parts, recomputed, kept));
    }

    /** The line composed anew; with the very days, where the same services stand on several. */
    private static Optional<BillLine> again(
            LineRow line, BillAssembler.Taken side, LinePart part, OperatorTerms terms) {
        List<BillLine> lines = switch (part) {
            case BILLED, RENDERED -> side.kept();
            case CREDITED, CORRECTED -> side.takenBack();
            case DEBITED -> side.debited();
        };
        List<BillLine> alike =
                lines.stream().filter(one -> isOn(line, one.key(), terms)).toList();
        return alike.stream()
                .filter(one -> one.from().equals(line.periodFrom()) && one.to().equals(line.periodTo()))
                .findFirst()
                .or(() -> alike.stream().findFirst());
    }

    /** A charge that a side of the bill takes, and what is said about it where it stands on the line. */
    private record Charge(ChargePart part, Supplier<Part> explained) {}

    /** Charges of a side of a bill, to be composed anew. */
    private record Composed(BilledAccount lead, List<ChargePart> charges, boolean rendered) {}

    /** All lines of the side, because VAT may be rounded for the whole document. */
    private static BillAssembler.Taken side(Composed composed, OperatorTerms terms, List<OriginalLine> before) {
        CreditSplit.Side side = new CreditSplit.Side(
                new LineComposer(terms),
                terms,
                new Originals(before, terms, composed.rendered ? Days.SOME : Days.ALL),
                new Wording(terms.language(), Map.of()));
        return composed.rendered
                ? BillAssembler.rendered(composed.lead, composed.charges, side)
                : BillAssembler.billed(composed.charges, side);
    }

    /** What of an account a side of a bill takes. */
    private record Taken(BilledAccount account, BillRun run, OperatorTerms terms, boolean billed) {
        List<FeeRevisions.Part> of(FeeRevisions fee) {
            return billed ? fee.billed(terms) : fee.rendered(account, terms);
        }

        ChargeList.Taking usage(ChargePart part) {
            LocalDate previous = account.previousTo();
            return new ChargeList.Taking(
                    part.accountId(),
                    part.serviceId(),
                    part.path(),
                    part.plan(),
                    start(account.toDay()),
                    run.cutoffBatch(),
                    previous == null ? null : start(previous),
                    account.previousCutoff());
        }

        /** Whether usage belongs to a part: on its day where it is late, else between the changes of VAT rates around it. */
        boolean isWithin(ChargePart part, Instant at) {
            LocalDate day = LocalDate.ofInstant(at, terms.zone());
            LocalDate previous = account.previousTo();
            boolean late = previous != null && day.isBefore(previous);
            Lateness lateness = part.late();
            if (late || lateness != null) {
                return late && lateness != null && day.equals(lateness.day());
            }
            return BillableCharges.rateChanges(terms).stream()
                    .allMatch(change -> change.isAfter(day) == change.isAfter(part.taxedOn()));
        }

        private Instant start(LocalDate day) {
            return day.atStartOfDay(terms.zone()).toInstant();
        }
    }

    private Part usage(ChargePart part, Taken taken) {
        List<Single> records = single.taken(taken.usage(part)).stream()
                .filter(one -> taken.isWithin(part, one.from()))
                .map(one ->
                        new Single(one.id(), one.from(), one.what(), BigDecimal.valueOf(one.quantity()), one.micros()))
                .toList();
        return part(part, records);
    }

    /** What each revision of a fee adds to a part of it. */
    private static List<Single> singles(FeeRevisions fee, FeeRevisions.Part part) {
        List<Single> singles = new ArrayList<>();
        ChargePart charge = part.charge();
        for (int i = 0; i < fee.rows().size(); i++) {
            if (part.micros().get(i) != 0) {
                FeeRow row = fee.rows().get(i);
                singles.add(new Single(
                        new ChargeId.OfFee(row.feeChargeId()),
                        null,
                        row.fee() + " " + charge.from() + ".." + charge.to().minusDays(1),
                        row.quantity(),
                        part.micros().get(i)));
            }
        }
        return singles;
    }

    private static Amounts amounts(long micros, TaxedAmount amount) {
        return new Amounts(micros, amount.net(), amount.vat(), amount.gross());
    }

    private static Explained explained(
            LineRow line, OperatorTerms terms, List<Part> parts, Amounts recomputed, @Nullable YearMonth kept) {
        boolean included = terms.vat().prices() == Prices.INCLUDED;
        return new Explained(
                line.name(),
                line.item(),
                terms.currency().getCurrencyCode(),
                terms.currency().getDefaultFractionDigits(),
                terms.zone(),
                line.vatRate(),
                word(terms.lineRounding().mode()) + " to "
                        + BigDecimal.valueOf(terms.lineRounding().stepMicros(), 6)
                                .stripTrailingZeros()
                                .toPlainString(),
                (included ? "within the sum" : "on top of the sum") + ", rounded "
                        + word(terms.vat().mode()) + " per " + word(terms.vat().rounding()),
                included,
                List.copyOf(parts),
                recomputed,
                new Amounts(line.amountMicros(), line.netMinor(), line.vatMinor(), line.grossMinor()),
                kept);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean isOn(LineRow line, LineKey key, OperatorTerms terms) {
        Item item = terms.items().at(key.itemOrder());
        return item.code().equals(line.item())
                && key.accountId() == line.accountId()
                && key.serviceId() == (line.serviceId() == null ? 0 : line.serviceId())
                && key.zone().equals(line.zone() == null ? "" : line.zone())
                && key.plan().equals(line.plan() == null ? "" : line.plan())
                && (key.from().equals(LocalDate.EPOCH) || key.from().equals(line.periodFrom()))
                && key.credit() == line.credit()
                && key.rate().text().equals(line.vatRate());
    }

    private static Part part(ChargePart charge, List<Single> records) {
        return new Part(
                charge.accountId(),
                charge.serviceId(),
                charge.path(),
                charge.plan(),
                charge.from(),
                charge.to(),
                charge.quantity(),
                charge.micros(),
                records);
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
            LocalDate periodTo,
            boolean credit,
            String vatRate,
            long amountMicros,
            long netMinor,
            long vatMinor,
            long grossMinor) {}
}
