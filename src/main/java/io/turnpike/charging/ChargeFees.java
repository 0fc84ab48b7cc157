package io.turnpike.charging;

import io.turnpike.catalog.CatalogInForce;
import io.turnpike.customers.AccountNames;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.database.CopyRows;
import io.turnpike.fees.ChargedFee;
import io.turnpike.fees.FeeCalculator;
import io.turnpike.fees.FeeCharge;
import io.turnpike.fees.FeeOrder;
import io.turnpike.fees.FeePart;
import io.turnpike.fees.PeriodUsage;
import io.turnpike.fees.ServiceTimeline;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.money.RatedAmount;
import io.turnpike.time.DateRange;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The step {@code charge-fees}: recurring and one-time fees due through a day, and the corrections that changed facts ask for. What
 * should be charged is compared with what was charged, so that running it again adds nothing.
 */
@Component
class ChargeFees implements StepKind {
    private static final int COLUMNS = 14;

    private final ServiceDirectoryLoader directories;
    private final CatalogInForce catalog;
    private final ChargeWriter writer;
    private final CountedUsage usage;
    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final Clock clock;

    ChargeFees(
            ServiceDirectoryLoader directories,
            CatalogInForce catalog,
            ChargeWriter writer,
            CountedUsage usage,
            JdbcClient jdbc,
            DataSource dataSource,
            Clock clock) {
        this.directories = directories;
        this.catalog = catalog;
        this.writer = writer;
        this.usage = usage;
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    @Override
    public String word() {
        return "charge-fees";
    }

    @Override
    public String summary() {
        return "charge the recurring and one-time fees due through a day, however many periods behind";
    }

    @Override
    public List<StepOption> options() {
        return List.of(StepOption.date("through").needed(), StepOption.range());
    }

    @Override
    public boolean partitioned() {
        return true;
    }

    @Override
    public StepWork begin(StepRequest request) {
        LocalDate through = request.parameters().requiredDate("through");
        FeeFacts facts = new FeeFacts(catalog.get());
        return new AccountRanges(jdbc, request, (from, to) -> {
            ServiceDirectory directory = directories.load(from, to);
            charge(directory, facts, from, to, through).forEach(request.progress()::note);
            request.progress().advance(directory.accounts());
        });
    }

    /**
     * Charges what is due of some accounts, in the running transaction.
     *
     * @return what is not charged, with the reason: it stays as it is and is tried again by the next run
     */
    List<String> charge(ServiceDirectory directory, FeeFacts facts, long from, long to, LocalDate through) {
        Map<Long, Before> charged = charged(directory, from, to);
        List<Due> due = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (int service = 0; service < directory.services(); service++) {
            int account = directory.accountOf(service);
            ServiceTimeline timeline = facts.timeline(directory, service);
            refused.addAll(foreign(directory, facts, service, through));
            List<FeeOrder> withoutFee = FeeCalculator.withoutFee(timeline, through);
            if (!withoutFee.isEmpty()) {
                refused.addAll(reasons(timeline, withoutFee));
                timeline = timeline.without(withoutFee);
            }
            long serviceId = timeline.service();
            Before before = charged.getOrDefault(timeline.service(), Before.NOTHING);
            PeriodUsage counted = days -> usage.micros(
                    directory.accountId(account),
                    serviceId,
                    days,
                    directory.operatorOf(account).zone());
            for (FeeCharge fee : FeeCalculator.due(timeline, before.fees, counted, LocalDate.MIN, through)) {
                due.add(new Due(directory.accountId(account), before.of(fee), fee));
            }
        }
        write(due, through);
        return refused;
    }

    /** What is told of plans that are not in the operator's currency. */
    private List<String> foreign(ServiceDirectory directory, FeeFacts facts, int service, LocalDate through) {
        return facts.foreign(directory, service).stream()
                .filter(known -> known.valid().from().isBefore(through))
                .map(known -> named(directory.serviceId(service)) + ": no fees of the plan " + known.plan() + " from "
                        + known.valid().from() + " are charged: its prices are not in "
                        + directory.operatorOf(directory.accountOf(service)).currency()
                        + ", which the operator bills in. Put the service on another plan from that day")
                .toList();
    }

    private String named(long serviceId) {
        return new AccountNames(jdbc).service(serviceId).map(Object::toString).orElse("service " + serviceId);
    }

    /** What is told of orders that cannot be charged, in the words of those who wrote them. */
    private List<String> reasons(ServiceTimeline timeline, List<FeeOrder> orders) {
        String service = named(timeline.service());
        return orders.stream()
                .map(order -> service + ": the order of " + order.day() + " for '" + order.fee()
                        + "' is not charged: " + plan(timeline, order.day())
                        + " has no one-time fee of that name for orders; add it with 'when: order', correct the order,"
                        + " or cancel it with quantity 0. The next run tries it again")
                .toList();
    }

    private static String plan(ServiceTimeline timeline, LocalDate day) {
        return timeline.subscriptions().stream()
                .filter(subscription -> subscription.days().contains(day))
                .map(subscription ->
                        "the plan " + subscription.versions().get(0).plan())
                .findFirst()
                .orElse("the service is on no plan on that day, which");
    }

    /** A fee to write with its account, plan and quantity. */
    private record Due(long account, Revision of, FeeCharge fee) {}

    /**
     * What was charged to a service before.
     *
     * @param last of each fee and first day
     */
    private record Before(List<ChargedFee> fees, Map<Key, Revision> last) {
        static final Before NOTHING = new Before(List.of(), Map.of());

        void add(ChargedFee fee, Revision revision) {
            fees.add(fee);
            last.put(new Key(fee.fee(), fee.days().from()), revision);
        }

        /** The plan and the quantity of a fee; what is not owed any more is credited as it was charged. */
        Revision of(FeeCharge fee) {
            if (fee.parts().isEmpty()) {
                return Objects.requireNonNull(
                        last.get(new Key(fee.fee(), fee.days().from())));
            }
            FeePart part = fee.parts().get(fee.parts().size() - 1);
            return new Revision(part.version().plan(), part.quantity());
        }
    }

    private record Key(String fee, LocalDate from) {}

    private record Revision(String plan, long quantity) {}

    private Map<Long, Before> charged(ServiceDirectory directory, long from, long to) {
        Map<Long, Before> charged = new HashMap<>();
        jdbc.sql("""
                        select service_id, fee, period_from, period_to, revision, amount_micros, account_id, plan, quantity, bill_on
                        from fee_charge
                        where account_id >= ?
                          and account_id < ?
                        order by service_id, fee, period_from, revision
                        """).params(from, to).query(row -> {
            Currency currency =
                    directory.operatorOf(directory.account(row.getLong(7))).currency();
            charged.computeIfAbsent(row.getLong(1), service -> new Before(new ArrayList<>(), new HashMap<>()))
                    .add(
                            new ChargedFee(
                                    row.getString(2),
                                    new DateRange(row.getObject(3, LocalDate.class), row.getObject(4, LocalDate.class)),
                                    row.getInt(5),
                                    row.getObject(10, LocalDate.class),
                                    new RatedAmount(currency, row.getLong(6))),
                            new Revision(row.getString(8), row.getLong(9)));
        });
        return charged;
    }

    private void write(List<Due> due, LocalDate through) {
        if (due.isEmpty()) {
            return;
        }
        int batch = writer.nextBatch();
        try (CopyRows copy = CopyRows.into(
                dataSource,
                "fee_charge (account_id, service_id, fee, plan, period_from, period_to, revision, quantity, amount_micros,"
                        + " bill_on, found_on, batch_id, charged_at, stretches)")) {
            for (Due one : due) {
                FeeCharge fee = one.fee;
                FeeStretches stretches = FeeStretches.of(fee);
                copy.row(COLUMNS)
                        .putLong(one.account)
                        .putLong(fee.service())
                        .putText(fee.fee())
                        .putText(one.of.plan)
                        .putDate(fee.days().from())
                        .putDate(fee.days().to())
                        .putInt(fee.revision())
                        .putLong(one.of.quantity)
                        .putLong(fee.amount().micros())
                        .putDate(fee.due())
                        .putDate(through)
                        .putInt(batch)
                        .putInstant(clock.instant())
                        .putText(stretches == null ? null : stretches.text());
            }
            copy.finish();
        }
    }
}
