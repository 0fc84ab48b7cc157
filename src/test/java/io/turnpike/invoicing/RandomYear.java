package io.turnpike.invoicing;

import io.turnpike.definitions.Problems;
import io.turnpike.invoicing.BillableCharges.AccountCharges;
import io.turnpike.invoicing.DraftDocument.PrintedLine;
import io.turnpike.tax.VatRule;
import io.turnpike.tax.VatRule.Per;
import io.turnpike.tax.VatRule.Prices;
import io.turnpike.time.DateRange;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A year of one company by a seed: fees in advance for a month or a quarter and in arrears, ended or made cheaper or dearer in hindsight,
 * usage, and usage that comes or is taken back late, of services with notes of their own for it and without.
 */
final class RandomYear {
    private static final int MONTHS = 12;
    private static final long ACCOUNT = 1;
    private static final LocalDate START = LocalDate.of(2026, 1, 1);
    static final long MICROS_PER_KOPECK = 10_000;
    private static final OperatorTerms MERIDIAN = Operators.load(
                    Path.of(System.getProperty("turnpike.home", ".")), new Problems())
            .terms("meridian");

    static OperatorTerms with(Prices prices, Per rounding) {
        OperatorTerms t = MERIDIAN;
        return new OperatorTerms(
                t.code(),
                t.language(),
                t.currency(),
                t.zone(),
                t.requisites(),
                t.lineRounding(),
                new VatRule(prices, rounding, RoundingMode.HALF_UP),
                t.vatClasses(),
                t.numbering(),
                t.items(),
                t.words(),
                t.documentSets(),
                t.dueDays(),
                t.minimumInvoice(),
                t.outliers(),
                t.release(),
                t.callDetails(),
                t.print(),
                t.debtOrder(),
                t.promises(),
                t.advances());
    }

    /** A charge of a fee with the month's run that finds it. */
    record Charged(FeeRow row, LocalDate billOn, int batch) {
        FeeRow seenBy(LocalDate previousTo, int previousBatch) {
            boolean taken = !billOn.isAfter(previousTo) && batch <= previousBatch;
            return new FeeRow(
                    row.feeChargeId(),
                    row.accountId(),
                    row.serviceId(),
                    row.fee(),
                    row.plan(),
                    row.periodFrom(),
                    row.periodTo(),
                    row.quantity(),
                    row.amountMicros(),
                    row.stretches(),
                    taken);
        }
    }

    private final long grainMicros;
    private final Random random;
    private final OperatorTerms terms;
    private final BillAssembler assembler;
    final List<List<Charged>> fees = new ArrayList<>();
    private final Map<LocalDate, Long> usage = new HashMap<>();
    private final List<OriginalLine> billed = new ArrayList<>();
    private final List<OriginalLine> rendered = new ArrayList<>();
    final List<DraftBill> bills = new ArrayList<>();
    long charged;
    private long documents;

    RandomYear(long seed, OperatorTerms terms) {
        this(seed, terms, MICROS_PER_KOPECK);
    }

    /** @param grainMicros what all amounts charged are multiples of */
    RandomYear(long seed, OperatorTerms terms, long grainMicros) {
        this.grainMicros = grainMicros;
        this.random = new Random(seed);
        this.terms = terms;
        this.assembler = new BillAssembler(terms);
    }

    void run() {
        for (int month = 1; month <= MONTHS; month++) {
            LocalDate from = START.plusMonths(month - 1);
            LocalDate to = START.plusMonths(month);
            if (month <= MONTHS - 4) {
                charge(from, to, month);
            }
            bill(month, from, to);
        }
    }

    private void charge(LocalDate from, LocalDate to, int month) {
        for (List<Charged> fee : List.copyOf(fees)) {
            if (random.nextInt(4) == 0) {
                revise(fee, month);
            }
        }
        boolean advance = random.nextBoolean();
        int term = random.nextBoolean() ? 1 : 3;
        LocalDate first = advance ? to : from;
        add("fee-" + month, first, first.plusMonths(advance ? term : 1), kopecks(100_000), to, month);
        if (random.nextBoolean()) {
            add("box-" + month, from.plusDays(random.nextInt(20)), to, kopecks(50_000), to, month);
        }
    }

    private long kopecks(int most) {
        long micros = (1 + random.nextInt(most)) * MICROS_PER_KOPECK;
        return grainMicros == MICROS_PER_KOPECK
                ? micros
                : micros + random.nextInt((int) (MICROS_PER_KOPECK / grainMicros)) * grainMicros;
    }

    private void add(String fee, LocalDate from, LocalDate to, long micros, LocalDate billOn, int batch) {
        List<Charged> charges = new ArrayList<>();
        charges.add(new Charged(row(fee, from, to, micros, micros), billOn, batch));
        fees.add(charges);
        charged += micros;
    }

    /** Ended, cheaper or dearer: never less than nothing together, billed with the first charge or after it. */
    private void revise(List<Charged> fee, int batch) {
        FeeRow last = fee.get(fee.size() - 1).row();
        long total = fee.stream().mapToLong(each -> each.row().amountMicros()).sum();
        long wanted = random.nextInt(3) == 0 ? 0 : kopecks(80_000);
        int days = (int) ChronoUnit.DAYS.between(last.periodFrom(), last.periodTo());
        LocalDate end = last.periodFrom().plusDays(1 + random.nextInt(days));
        if (wanted != total) {
            FeeRow row =
                    row(last.fee(), last.periodFrom(), wanted == 0 ? last.periodTo() : end, wanted - total, wanted);
            fee.add(new Charged(row, fee.get(0).billOn(), batch));
            charged += wanted - total;
        }
    }

    private FeeRow row(String fee, LocalDate from, LocalDate to, long micros, long total) {
        return new FeeRow(
                0, ACCOUNT, 7, fee, "plan", from, to, BigDecimal.ONE, micros, stretches(from, to, total), false);
    }

    /** Half of the fees change their price or quantity on some day, or twice. */
    private @Nullable String stretches(LocalDate from, LocalDate to, long total) {
        int days = (int) ChronoUnit.DAYS.between(from, to);
        if (days < 3 || random.nextBoolean()) {
            return null;
        }
        int second = 1 + random.nextInt(days - 2);
        long micros = (long) (total * random.nextDouble());
        String text = from + " " + (1 + random.nextInt(3)) + " " + micros;
        if (random.nextBoolean()) {
            return text + "," + from.plusDays(second) + " 2 " + (total - micros);
        }
        int third = second + 1 + random.nextInt(days - second - 1);
        return text + "," + from.plusDays(second) + " 2 0," + from.plusDays(third) + " 5 " + (total - micros);
    }

    private void bill(int month, LocalDate from, LocalDate to) {
        LocalDate previous = month == 1 ? null : from;
        List<FeeRow> rows = new ArrayList<>();
        for (List<Charged> fee : fees) {
            for (Charged one : fee) {
                if (!one.billOn().isAfter(to) && one.batch() <= month) {
                    rows.add(one.seenBy(previous == null ? LocalDate.MIN : previous, month - 1));
                }
            }
        }
        List<ChargePart> used = new ArrayList<>();
        if (month <= MONTHS - 4) {
            used.add(usage(from, to, null, kopecks(30_000)));
            usage.put(from, used.get(0).micros());
            for (LocalDate past : usage.keySet().stream().sorted().toList()) {
                if (past.isBefore(from) && random.nextInt(3) == 0) {
                    long left = usage.getOrDefault(past, 0L) / MICROS_PER_KOPECK;
                    long back = -Math.min(left, 1 + random.nextInt(20_000)) * MICROS_PER_KOPECK;
                    long late = random.nextInt(4) == 0 ? kopecks(5_000) : back;
                    used.add(usage(from, to, past.plusDays(random.nextInt(28)), late));
                    usage.merge(past, Math.min(0, late), Long::sum);
                }
            }
            charged += used.stream().mapToLong(ChargePart::micros).sum();
        }
        List<BilledAccount> accounts = List.of(account(from, to, previous));
        BillOutcome outcome = assembler.assemble(new BillAssembler.Input(
                accounts,
                assembler.charged(accounts, Map.of(ACCOUNT, new AccountCharges(used, FeeRevisions.of(rows)))),
                Map.of(),
                new BillBalance(0, List.of()),
                to.minusDays(1),
                false,
                billed,
                rendered));
        if (outcome instanceof BillOutcome.Drafted drafted) {
            store(drafted.bill());
        }
    }

    private ChargePart usage(LocalDate from, LocalDate to, LocalDate lateOn, long micros) {
        return new ChargePart(
                ACCOUNT,
                7,
                "voice/outgoing/national",
                "plan",
                lateOn == null ? from : earlier(lateOn).period().from(),
                lateOn == null ? to : earlier(lateOn).period().to(),
                lateOn == null ? to.minusDays(1) : lateOn,
                lateOn == null ? null : new Lateness(lateOn, earlier(lateOn), random.nextBoolean()),
                BigDecimal.ONE,
                true,
                micros,
                0);
    }

    private static EarlierBill earlier(LocalDate day) {
        return new EarlierBill(
                0, new DateRange(day.withDayOfMonth(1), day.withDayOfMonth(1).plusMonths(1)), null);
    }

    private void store(DraftBill bill) {
        bills.add(bill);
        documents += 2;
        originals(bill.credited(), documents, "invoice", billed);
        originals(bill.billed().stream().filter(line -> !line.isCredit()).toList(), documents, "invoice", billed);
        for (Debit debit : bill.debits()) {
            originals(debit.lines(), documents, "debit-note", billed);
        }
        originals(bill.billed().stream().filter(BillLine::isCredit).toList(), documents, "invoice", billed);
        originals(bill.corrected(), documents + 1, "vat-invoice", rendered);
        originals(bill.rendered(), documents + 1, "vat-invoice", rendered);
    }

    private static void originals(List<BillLine> lines, long id, String kind, List<OriginalLine> to) {
        for (BillLine line : lines) {
            to.add(new OriginalLine(
                    id,
                    kind,
                    kind + id,
                    line.to(),
                    line.key().accountId(),
                    line.key().serviceId() == 0 ? null : line.key().serviceId(),
                    line.item().code(),
                    line.key().zone().isEmpty() ? null : line.key().zone(),
                    line.rate().text(),
                    line.from(),
                    line.to(),
                    line.quantity(),
                    line.amount().net(),
                    line.amount().vat(),
                    line.amount().gross()));
        }
    }

    private static BilledAccount account(LocalDate from, LocalDate to, LocalDate previous) {
        return new BilledAccount(
                ACCOUNT,
                ACCOUNT,
                1,
                from,
                to,
                previous,
                previous == null ? null : 1,
                "100",
                "K",
                START,
                null,
                "ru",
                0L,
                "C",
                "company",
                "Company",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** In kopecks, gross where prices hold the VAT, else net. */
    long base(BillLine line) {
        return terms.vat().prices() == Prices.INCLUDED
                ? line.amount().gross()
                : line.amount().net();
    }

    long printed(DocumentKind kind, ToLongFunction<PrintedLine> value) {
        return bills.stream()
                .flatMap(bill -> bill.documents().stream())
                .filter(document -> document.kind() == kind)
                .flatMap(document -> document.lines().stream())
                .mapToLong(value)
                .sum();
    }
}
