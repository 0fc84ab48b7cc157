package io.turnpike.payments.reconciliation;

import io.turnpike.money.Money;
import io.turnpike.payments.fiscal.ReceiptQueue;
import io.turnpike.payments.intake.PaymentSources;
import io.turnpike.payments.statements.PaymentFormat;
import io.turnpike.time.DateRange;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares registries of an agent or payment system with our payments of the same source, payment by payment, and books nothing. A
 * payment is the same where its reference is: what a registry says several times, or takes back, is summed by reference first. Where that
 * is what is left of a payment after its refunds and chargebacks that went out the way it came in, it is compared with what is left; some
 * registries have them, others list payments alone. Payments whose fiscal receipts are not made are told too.
 */
@Component
public class AgentReconciliation {
    private final PaymentSources sources;
    private final ReceiptQueue receipts;
    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    AgentReconciliation(
            PaymentSources sources,
            ReceiptQueue receipts,
            DataSource dataSource,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.sources = sources;
        this.receipts = receipts;
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What is compared.
     *
     * @param reader name of the reader of the registries
     * @param source what our payments are known by: the reader's name, or that of a payment system
     * @param days of our payments; empty for those that the registries have
     */
    public record Asked(String reader, List<Path> files, String source, Optional<DateRange> days) {
        public Asked {
            files = List.copyOf(files);
        }
    }

    /**
     * Compares.
     *
     * @param to takes the differences as they are found: unreadable lines first, then by reference
     * @throws UnusableRegistry when a file is damaged or not what it says of itself
     * @throws IllegalArgumentException when there is no such reader, or no day is known
     */
    public Reconciled compare(Asked asked, Consumer<Difference> to) {
        PaymentFormat format = sources.format(asked.reader);
        return Objects.requireNonNull(transaction.execute(status -> {
            status.setRollbackOnly(); // what it writes is for itself
            Tally tally = new Tally(to);
            new RegistryRows(dataSource, jdbc).read(format, asked.files, tally);
            DateRange days = asked.days.orElseGet(this::daysOfRegistries);
            chooseOurs(asked.source, days);
            jdbc.sql(DIFFERING).param("source", asked.source).query(row -> {
                tally.accept(difference(row, asked.files));
            });
            List<DayTotals> totals = totals();
            tally.explain(totals);
            return new Reconciled(days, totals, tally.kinds, tally.differing, operators());
        }));
    }

    private DateRange daysOfRegistries() {
        return jdbc.sql("select min(day), max(day) + 1 from registry_row")
                .query((row, number) -> row.getObject(1) == null
                        ? Optional.<DateRange>empty()
                        : Optional.of(
                                new DateRange(row.getObject(1, LocalDate.class), row.getObject(2, LocalDate.class))))
                .single()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the registry has no payment, so that no day is known: say --period"));
    }

    /** Ours of these days, and those of other days that a registry names; less what went out, where the registry is. */
    private void chooseOurs(String source, DateRange days) {
        jdbc.sql("""
                create temporary table our_payment on commit drop as
                select p.payment_id, p.reference, p.paid_on as day, p.currency::text as currency, p.operator_id,
                    case
                        when p.state = 'reversed' then 0
                        when coalesce(t.amount_minor, 0) = p.amount_minor - r.out_minor then coalesce(t.amount_minor, 0)
                        else p.amount_minor
                    end as amount_minor,
                    r.out_minor,
                    case when p.state = 'reversed' then 0 else p.commission_minor end as commission_minor,
                    p.state = 'reversed' as is_reversed, p.account_id
                from payment p
                left join registry_payment t on t.reference = p.reference
                    and t.currency = p.currency
                left join lateral (
                    select sum(b.amount_minor)::bigint as out_minor
                    from payment_refund b
                    where p.refunded_minor > 0
                        and b.payment_id = p.payment_id
                        and b.from_account = p.into_account
                        and b.state = 'standing') r on true
                where p.source = :source
                    and (p.paid_on >= :from and p.paid_on < :to
                        or p.reference in (select reference from registry_payment))
                """)
                .param("source", source)
                .param("from", days.from())
                .param("to", days.to())
                .update();
        jdbc.sql("create index on our_payment (reference)").update();
        jdbc.sql("analyze our_payment").update();
        receipts.chooseGaps();
    }

    private static final String DIFFERING = """
            select coalesce(t.reference, p.reference) as reference, coalesce(t.currency, p.currency) as currency,
                p.payment_id, p.day as our_day, p.amount_minor as our_minor, p.commission_minor as our_commission,
                p.is_reversed, p.out_minor, a.number as account,
                t.day as their_day, t.amount_minor as their_minor, t.commission_minor as their_commission, t.times,
                t.file_number, t.line,
                q.quarantine_id, q.reason as quarantined, s.rule, g.gap
            from registry_payment t
            full join our_payment p on p.reference = t.reference
                and p.currency = t.currency
            left join account a on a.id = p.account_id
            left join lateral (
                select min(w.quarantine_id) as quarantine_id, min(w.reason) as reason
                from payment_quarantine w
                where p.payment_id is null
                    and w.source = :source
                    and w.reference = t.reference
                    and w.state = 'open') q on true
            left join payment_set_aside s on p.payment_id is null
                and s.source = :source
                and s.reference = t.reference
            left join receipt_gap g on g.payment_id = p.payment_id
            where g.gap is not null
                or coalesce(t.amount_minor, 0) <> coalesce(p.amount_minor, 0)
                or (coalesce(p.amount_minor, 0) <> 0
                    and (t.day <> p.day or t.commission_minor <> p.commission_minor))
            order by coalesce(t.reference, p.reference) collate "C", currency
            """;

    private static Difference difference(ResultSet row, List<Path> files) throws SQLException {
        long paymentId = row.getLong("payment_id");
        Difference.Ours ours = row.wasNull()
                ? null
                : new Difference.Ours(
                        paymentId,
                        row.getObject("our_day", LocalDate.class),
                        row.getLong("our_minor"),
                        row.getLong("our_commission"),
                        row.getString("account"));
        LocalDate theirDay = row.getObject("their_day", LocalDate.class);
        Difference.Theirs theirs = theirDay == null
                ? null
                : new Difference.Theirs(theirDay, row.getLong("their_minor"), row.getLong("their_commission"));
        String place =
                theirs == null ? null : files.get(row.getInt("file_number")).getFileName() + ":" + row.getLong("line");
        return new Difference(
                kinds(ours, theirs, row),
                row.getString("reference"),
                row.getString("currency"),
                ours,
                theirs,
                place,
                note(row));
    }

    private static List<Kind> kinds(Difference.@Nullable Ours ours, Difference.@Nullable Theirs theirs, ResultSet row)
            throws SQLException {
        List<Kind> kinds = new ArrayList<>(ofPayment(ours, theirs, row.getBoolean("is_reversed")));
        if (row.getString("gap") != null) {
            kinds.add(Kind.NO_RECEIPT);
        }
        return kinds;
    }

    private static List<Kind> ofPayment(
            Difference.@Nullable Ours ours, Difference.@Nullable Theirs theirs, boolean reversed) {
        if (ours == null) {
            return List.of(Kind.ONLY_THEIRS);
        }
        if (theirs == null) {
            return reversed ? List.of() : List.of(Kind.ONLY_OURS);
        }
        if (reversed) {
            return theirs.minor() == 0 ? List.of() : List.of(Kind.REVERSED_HERE);
        }
        List<Kind> kinds = new ArrayList<>();
        if (ours.minor() != theirs.minor()) {
            kinds.add(Kind.SUM);
        }
        if (!ours.day().equals(theirs.day())) {
            kinds.add(Kind.DATE);
        }
        if (ours.commissionMinor() != theirs.commissionMinor()) {
            kinds.add(Kind.COMMISSION);
        }
        return kinds;
    }

    private static String note(ResultSet row) throws SQLException {
        List<String> notes = new ArrayList<>();
        long times = row.getLong("times");
        if (times > 1) {
            notes.add("stands " + times + " times in the registry");
        }
        long quarantine = row.getLong("quarantine_id");
        if (!row.wasNull()) {
            notes.add("waits in quarantine as " + quarantine + " (" + row.getString("quarantined") + ")");
        }
        String rule = row.getString("rule");
        if (rule != null) {
            notes.add("set aside by rule " + rule);
        }
        long out = row.getLong("out_minor");
        if (out > 0) {
            notes.add(new Money(Currency.getInstance(row.getString("currency")), out) + " of it went out again");
        }
        String gap = row.getString("gap");
        if (gap != null) {
            notes.add(gap);
        }
        return String.join("; ", notes);
    }

    private List<DayTotals> totals() {
        return jdbc.sql("""
                with ours as (
                    select day, currency, count(*) as payments, sum(amount_minor)::bigint as amount,
                        sum(commission_minor)::bigint as commission
                    from our_payment
                    where amount_minor <> 0
                    group by day, currency),
                theirs as (
                    select day, currency, count(*) as payments, sum(amount_minor)::bigint as amount,
                        sum(commission_minor)::bigint as commission
                    from registry_payment
                    where amount_minor <> 0
                    group by day, currency)
                select coalesce(o.day, t.day) as day, coalesce(o.currency, t.currency) as currency,
                    coalesce(o.payments, 0), coalesce(o.amount, 0), coalesce(o.commission, 0),
                    coalesce(t.payments, 0), coalesce(t.amount, 0), coalesce(t.commission, 0)
                from ours o
                full join theirs t on t.day = o.day
                    and t.currency = o.currency
                order by 1, 2
                """)
                .query((row, number) -> new DayTotals(
                        row.getObject(1, LocalDate.class),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8)))
                .list();
    }

    private List<String> operators() {
        return jdbc.sql("select distinct o.code from our_payment p join operator o on o.id = p.operator_id order by 1")
                .query(String.class)
                .list();
    }

    /** Counts what is handed on, and holds its sum against the totals: a report must explain all of its difference. */
    private static final class Tally implements Consumer<Difference> {
        private final Consumer<Difference> to;
        private final Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
        private final Map<String, Long> minorByCurrency = new HashMap<>();
        private long differing;

        Tally(Consumer<Difference> to) {
            this.to = to;
        }

        @Override
        public void accept(Difference difference) {
            differing++;
            difference.kinds().forEach(kind -> kinds.merge(kind, 1L, Math::addExact));
            minorByCurrency.merge(difference.currency(), difference.minor(), Math::addExact);
            to.accept(difference);
        }

        void explain(List<DayTotals> totals) {
            Map<String, Long> left = new HashMap<>(minorByCurrency);
            totals.forEach(day -> left.merge(day.currency(), -day.minor(), Math::addExact));
            if (left.values().stream().anyMatch(minor -> minor != 0)) {
                throw new IllegalStateException("the differences do not explain the totals: " + left + " is left");
            }
        }
    }
}
