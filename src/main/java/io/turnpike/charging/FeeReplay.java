package io.turnpike.charging;

import io.turnpike.catalog.CatalogInForce;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.fees.ChargedFee;
import io.turnpike.fees.FeeCalculator;
import io.turnpike.fees.FeeCharge;
import io.turnpike.fees.PeriodUsage;
import io.turnpike.fees.ServiceTimeline;
import io.turnpike.money.RatedAmount;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Computes the fees of a service anew, as if nothing had been charged: what each should come to follows from the dated facts alone.
 * What was charged stands beside it.
 */
@Component
class FeeReplay {
    private final CatalogInForce catalog;
    private final CountedUsage usage;
    private final JdbcClient jdbc;

    FeeReplay(CatalogInForce catalog, CountedUsage usage, JdbcClient jdbc) {
        this.catalog = catalog;
        this.usage = usage;
        this.jdbc = jdbc;
    }

    /** A stored revision. */
    record Row(
            long feeChargeId,
            long accountId,
            long serviceId,
            String fee,
            String plan,
            LocalDate periodFrom,
            LocalDate periodTo,
            int revision,
            long amountMicros,
            LocalDate billOn,
            LocalDate foundOn) {
        DateRange days() {
            return new DateRange(periodFrom, periodTo);
        }
    }

    /**
     * A fee and its days.
     *
     * @param rows all revisions in order
     * @param owed null when nothing is owed
     * @param waits there is a difference that charging holds back
     */
    record Figures(List<Row> rows, @Nullable FeeCharge owed, boolean waits) {
        long storedMicros() {
            return rows.stream().mapToLong(Row::amountMicros).sum();
        }

        long recomputedMicros() {
            return owed == null ? 0 : owed.total().micros();
        }

        boolean differs() {
            return storedMicros() != recomputedMicros() && !waits;
        }
    }

    /** A stored fee charge; null when there is none with this number. */
    @Nullable Row row(long feeChargeId) {
        return jdbc.sql(ROWS + "where fee_charge_id = ?")
                .param(feeChargeId)
                .query(Row.class)
                .optional()
                .orElse(null);
    }

    private static final String ROWS = """
            select fee_charge_id, account_id, service_id, fee, plan, period_from, period_to, revision, amount_micros, bill_on, found_on
            from fee_charge
            """;

    /** All fees of an account whose days meet some days, by service, fee and first day. */
    List<Figures> ofAccount(ServiceDirectory directory, FeeFacts facts, long account, DateRange days) {
        List<Figures> figures = new ArrayList<>();
        for (int service : directory.servicesOf(directory.account(account))) {
            for (Figures one : ofService(directory, facts, service)) {
                if (one.rows.get(0).days().intersection(days).isPresent()) {
                    figures.add(one);
                }
            }
        }
        return figures;
    }

    private record Key(String fee, LocalDate from) {}

    /** All fees that a service was ever charged. */
    List<Figures> ofService(ServiceDirectory directory, FeeFacts facts, int service) {
        List<Row> rows = jdbc.sql(ROWS + """
                        where service_id = ?
                          and account_id = ?
                        order by fee, period_from, revision
                        """)
                .params(directory.serviceId(service), directory.accountId(directory.accountOf(service)))
                .query(Row.class)
                .list();
        if (rows.isEmpty()) {
            return List.of();
        }
        LocalDate through =
                rows.stream().map(Row::foundOn).max(LocalDate::compareTo).orElseThrow();
        ServiceTimeline timeline = facts.timeline(directory, service);
        Map<Key, FeeCharge> owed = due(directory, service, timeline, List.of(), through);
        Map<Key, FeeCharge> differences = due(directory, service, timeline, charged(directory, service, rows), through);
        Map<Key, List<Row>> byKey = new LinkedHashMap<>();
        rows.forEach(row -> byKey.computeIfAbsent(new Key(row.fee, row.periodFrom), key -> new ArrayList<>())
                .add(row));
        List<Figures> figures = new ArrayList<>();
        byKey.forEach((key, revisions) -> {
            FeeCharge target = owed.get(key);
            Figures plain = new Figures(List.copyOf(revisions), target, false);
            figures.add(plain.differs() ? new Figures(plain.rows, target, !differences.containsKey(key)) : plain);
        });
        return figures;
    }

    private Map<Key, FeeCharge> due(
            ServiceDirectory directory,
            int service,
            ServiceTimeline timeline,
            List<ChargedFee> charged,
            LocalDate through) {
        Map<Key, FeeCharge> due = new LinkedHashMap<>();
        int account = directory.accountOf(service);
        PeriodUsage counted = days -> usage.micros(
                directory.accountId(account),
                directory.serviceId(service),
                days,
                directory.operatorOf(account).zone());
        for (FeeCharge fee : FeeCalculator.due(timeline, charged, counted, LocalDate.MIN, through)) {
            due.put(new Key(fee.fee(), fee.days().from()), fee);
        }
        return due;
    }

    private static List<ChargedFee> charged(ServiceDirectory directory, int service, List<Row> rows) {
        Currency currency = directory.operatorOf(directory.accountOf(service)).currency();
        return rows.stream()
                .map(row -> new ChargedFee(
                        row.fee, row.days(), row.revision, row.billOn, new RatedAmount(currency, row.amountMicros)))
                .toList();
    }

    FeeFacts facts() {
        return new FeeFacts(catalog.get());
    }
}
