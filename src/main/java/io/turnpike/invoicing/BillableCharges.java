package io.turnpike.invoicing;

import io.turnpike.catalog.LateUsage;
import io.turnpike.charging.ChargeBatches;
import io.turnpike.time.DateRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The charges of a range of accounts that a bill run takes: the only place that reads charging's views. Usage comes summed by
 * service, rate and VAT rate, because a line needs no more; fees come one by one with their revisions, because each has its own period.
 */
@Component
class BillableCharges {
    private static final String EVER = "-infinity";
    private static final int NONE_TAKEN = -1;

    private final BillableChargesMapper mapper;
    private final ChargeBatches batches;

    BillableCharges(BillableChargesMapper mapper, ChargeBatches batches) {
        this.mapper = mapper;
        this.batches = batches;
    }

    /**
     * Charges by account; accounts without any are absent.
     *
     * @param cutoff last batch of the run
     */
    Map<Long, AccountCharges> of(List<BilledAccount> accounts, int cutoff, OperatorTerms terms) {
        List<LocalDate> changes = rateChanges(terms);
        Map<Long, AccountCharges> byAccount = new HashMap<>();
        Map<Long, BilledAccount> known = new HashMap<>();
        accounts.forEach(account -> known.put(account.accountId(), account));
        String[] boundaries = changes.stream()
                .map(day -> day.atStartOfDay(terms.zone()).toInstant().toString())
                .toArray(String[]::new);
        List<UsageRow> usage = new ArrayList<>();
        byWindow(accounts, cutoff, terms.zone())
                .forEach((window, alike) -> usage.addAll(mapper.usage(
                        window,
                        alike.toArray(Long[]::new),
                        boundaries,
                        terms.zone().getId())));
        EarlierBills earlier = earlierBills(usage);
        for (UsageRow row : usage) {
            BilledAccount account = Objects.requireNonNull(known.get(row.accountId()));
            Lateness late = row.late(earlier);
            DateRange days =
                    late == null ? days(row, changes, account) : late.bill().period();
            chargesOf(byAccount, row.accountId()).usage().add(row.part(days, late));
        }
        TakenWindows all = new TakenWindows(accounts, cutoff);
        for (FeeRevisions fee : FeeRevisions.of(mapper.fees(all))) {
            chargesOf(byAccount, fee.rows().get(0).accountId()).fees().add(fee);
        }
        return byAccount;
    }

    private EarlierBills earlierBills(List<UsageRow> usage) {
        List<UsageRow> late = usage.stream().filter(row -> row.lateOn() != null).toList();
        return late.isEmpty()
                ? new EarlierBills(List.of())
                : new EarlierBills(mapper.billedDays(
                        late.stream().map(UsageRow::accountId).distinct().toArray(Long[]::new)));
    }

    /**
     * The accounts by what is asked for of their usage. Those of a cycle were billed together before and have one window, or a handful;
     * asked for together, they are read without being compared with theirs row by row.
     */
    private Map<UsageWindow, List<Long>> byWindow(List<BilledAccount> accounts, int cutoff, ZoneId zone) {
        Map<Integer, Optional<Instant>> oldest = new HashMap<>();
        Map<UsageWindow, List<Long>> byWindow = new LinkedHashMap<>();
        for (BilledAccount account : accounts) {
            Integer previousCutoff = account.previousCutoff();
            LocalDate previousTo = account.previousTo();
            Instant to = account.toDay().atStartOfDay(zone).toInstant();
            UsageWindow window;
            if (previousCutoff == null || previousTo == null) {
                window = new UsageWindow(EVER, to, EVER, NONE_TAKEN, cutoff);
            } else {
                Instant billedTo = previousTo.atStartOfDay(zone).toInstant();
                Instant since = oldest.computeIfAbsent(previousCutoff, after -> batches.oldestUsage(after, cutoff))
                        .filter(late -> late.isBefore(billedTo))
                        .orElse(billedTo);
                window = new UsageWindow(since.toString(), to, billedTo.toString(), previousCutoff, cutoff);
            }
            byWindow.computeIfAbsent(window, key -> new ArrayList<>()).add(account.accountId());
        }
        return byWindow;
    }

    /**
     * Which usage a bill takes: that of its days and of batches up to its cutoff, but for what an earlier bill has taken.
     *
     * @param since none that is asked for began before: what was billed long ago is not read again
     * @param to the first instant after its days
     * @param previous the first instant after those that were billed before
     * @param previousCutoff last batch that the bill of those days has taken
     * @param cutoff last batch it takes
     */
    record UsageWindow(String since, Instant to, String previous, int previousCutoff, int cutoff) {}

    private static AccountCharges chargesOf(Map<Long, AccountCharges> byAccount, long accountId) {
        return byAccount.computeIfAbsent(accountId, id -> new AccountCharges(new ArrayList<>(), new ArrayList<>()));
    }

    /** The days on which any VAT class changes its rate. */
    static List<LocalDate> rateChanges(OperatorTerms terms) {
        return terms.vatClasses().values().stream()
                .flatMap(rates -> rates.changes().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** The days of the account's period with the VAT rates of the usage. */
    private static DateRange days(UsageRow row, List<LocalDate> changes, BilledAccount account) {
        DateRange period = account.period();
        LocalDate from = row.rateEpoch() == 0 ? period.from() : latest(period.from(), changes.get(row.rateEpoch() - 1));
        boolean last = row.rateEpoch() >= changes.size();
        LocalDate to =
                last || changes.get(row.rateEpoch()).isAfter(period.to()) ? period.to() : changes.get(row.rateEpoch());
        return new DateRange(from, to);
    }

    private static LocalDate latest(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    /** An account's usage, which is rendered when it is billed, and its fees. */
    record AccountCharges(List<ChargePart> usage, List<FeeRevisions> fees) {}

    /**
     * Usage of one service at one rate.
     *
     * @param rateEpoch how many changes of VAT rates lie before it
     * @param lateOn its day, where the account was billed through that day before; else null
     * @param lateUsage what its plan says of late usage; null where it is not late
     */
    record UsageRow(
            long accountId,
            long serviceId,
            String ratePath,
            String plan,
            int rateEpoch,
            @Nullable LocalDate lateOn,
            @Nullable String lateUsage,
            BigDecimal quantity,
            BigDecimal amountMicros) {

        @Nullable Lateness late(EarlierBills earlier) {
            return lateOn == null
                    ? null
                    : new Lateness(
                            lateOn,
                            earlier.of(accountId, lateOn),
                            LateUsage.DEBIT_NOTE.word().equals(lateUsage));
        }

        /**
         * @param days of the period that it stands for
         */
        ChargePart part(DateRange days, @Nullable Lateness late) {
            return new ChargePart(
                    accountId,
                    serviceId,
                    ratePath,
                    plan,
                    days.from(),
                    days.to(),
                    lateOn == null ? days.to().minusDays(1) : lateOn,
                    late,
                    quantity,
                    true,
                    amountMicros.longValueExact(),
                    0);
        }
    }

    /** The taken rectangles of many accounts as arrays, for one statement; what was never taken ends before all time. */
    static final class TakenWindows {
        private static final LocalDate BEFORE_ALL = LocalDate.of(1900, 1, 1);

        final Long[] accountIds;

        /** Nothing outside of these is asked for: without them the planner would read the usage of all accounts for every block. */
        final long firstAccount;

        final long lastAccount;
        final String[] toDays;
        final String[] previousDays;
        final Integer[] previousCutoffs;
        final int cutoff;

        TakenWindows(List<BilledAccount> accounts, int cutoff) {
            this.cutoff = cutoff;
            accountIds = accounts.stream().map(BilledAccount::accountId).toArray(Long[]::new);
            firstAccount =
                    accounts.stream().mapToLong(BilledAccount::accountId).min().orElse(0);
            lastAccount =
                    accounts.stream().mapToLong(BilledAccount::accountId).max().orElse(0);
            toDays = texts(accounts, BilledAccount::toDay);
            previousDays = texts(accounts, TakenWindows::previous);
            previousCutoffs = accounts.stream()
                    .map(account ->
                            account.previousCutoff() == null ? Integer.valueOf(NONE_TAKEN) : account.previousCutoff())
                    .toArray(Integer[]::new);
        }

        private static LocalDate previous(BilledAccount account) {
            LocalDate previous = account.previousTo();
            return previous == null ? BEFORE_ALL : previous;
        }

        private static String[] texts(List<BilledAccount> accounts, Function<BilledAccount, Object> value) {
            return accounts.stream().map(value).map(Object::toString).toArray(String[]::new);
        }
    }
}
