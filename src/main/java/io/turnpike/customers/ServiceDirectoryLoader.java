package io.turnpike.customers;

import io.turnpike.time.DateRange;
import io.turnpike.usage.IdentifierKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Loads a {@link ServiceDirectory} from the database as of one moment, through cursors. */
public final class ServiceDirectoryLoader {
    private static final int FETCH_ROWS = 10_000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    public ServiceDirectoryLoader(DataSource dataSource, PlatformTransactionManager transactions) {
        this.jdbc = new JdbcTemplate(dataSource);
        jdbc.setFetchSize(FETCH_ROWS);
        this.transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** The directory of all accounts. */
    public ServiceDirectory load() {
        return Objects.requireNonNull(transaction.execute(status -> {
            Load load = new Load(0, Long.MAX_VALUE);
            load.identifiers();
            return load.directory();
        }));
    }

    /**
     * The directory of the accounts with ids {@code [fromAccountId, toAccountId)}, for a step that works range by range. It does not tell
     * who has an identifier: that may be somebody of another range.
     */
    public ServiceDirectory load(long fromAccountId, long toAccountId) {
        return Objects.requireNonNull(transaction.execute(status -> new Load(fromAccountId, toAccountId).directory()));
    }

    /** One load, inside its transaction. */
    private final class Load {
        private static final String OF_SERVICES = """

                join service v on v.id = t.service_id
                where v.account_id >= ?
                    and v.account_id < ?
                """;

        private final Object[] range;
        private final DirectoryArrays arrays;

        /** Rows of the query that is being read. */
        private int row;

        Load(long fromAccountId, long toAccountId) {
            range = new Object[] {fromAccountId, toAccountId};
            arrays = new DirectoryArrays(
                    count("select count(*) from account where id >= ? and id < ?"),
                    count("select count(*) from service where account_id >= ? and account_id < ?"));
            accounts();
            services();
        }

        ServiceDirectory directory() {
            plans();
            statuses();
            quantities();
            orders();
            billingDays();
            ownPrices();
            return new ServiceDirectory(arrays);
        }

        private int count(String sql) {
            return Math.toIntExact(Objects.requireNonNull(jdbc.queryForObject(sql, Long.class, range)));
        }

        private void read(String sql, RowCallbackHandler handler) {
            row = 0;
            jdbc.query(
                    sql,
                    result -> {
                        handler.processRow(result);
                        row++;
                    },
                    range);
        }

        private void accounts() {
            Map<Long, Integer> operators = new HashMap<>();
            jdbc.query("select id, code, name, zone, currency, country from operator order by id", result -> {
                operators.put(result.getLong(1), arrays.operators.size());
                arrays.operators.add(new Operator(
                        result.getLong(1),
                        result.getString(2),
                        result.getString(3),
                        ZoneId.of(result.getString(4)),
                        Currency.getInstance(result.getString(5)),
                        result.getString(6)));
            });
            read("""
                    select id, operator_id, billing_day
                    from account
                    where id >= ?
                        and id < ?
                    order by id
                    """, result -> {
                arrays.accountIds[row] = result.getLong(1);
                arrays.operatorOfAccount[row] =
                        Objects.requireNonNull(operators.get(result.getLong(2))).shortValue();
                arrays.accountBillingDays[row] = result.getByte(3);
            });
        }

        private void services() {
            read("""
                    select id, account_id, kind, valid_from - date '1970-01-01', coalesce(billing_day, 0)
                    from service
                    where account_id >= ?
                        and account_id < ?
                    order by id
                    """, result -> {
                arrays.serviceIds[row] = result.getLong(1);
                arrays.accountOfService[row] = account(result.getLong(2));
                arrays.kinds[row] = ServiceKind.of(result.getString(3));
                arrays.beginDays[row] = result.getInt(4);
                arrays.serviceBillingDays[row] = result.getByte(5);
            });
            arrays.groupByAccount();
        }

        private void plans() {
            Map<String, Integer> numbers = new HashMap<>();
            int[] perService = new int[arrays.serviceIds.length];
            read("""
                    select t.service_id, t.valid_from - date '1970-01-01', t.plan, t.billed = 'at-once'
                    from plan_subscription t""" + OF_SERVICES + "order by t.service_id, t.valid_from", result -> {
                perService[service(result.getLong(1))]++;
                String plan = result.getString(3);
                int number = plan == null
                        ? ServiceDirectory.NONE
                        : numbers.computeIfAbsent(plan, name -> {
                            arrays.planNames.add(name);
                            return arrays.planNames.size() - 1;
                        });
                arrays.addPlan(row, result.getInt(2), number, result.getBoolean(4));
            });
            for (int service = 0; service < perService.length; service++) {
                arrays.firstPlan[service + 1] = arrays.firstPlan[service] + perService[service];
            }
        }

        void identifiers() {
            IdentifierIndex identifiers =
                    new IdentifierIndex(count("select count(*) from service_identifier t" + OF_SERVICES));
            arrays.identifiers = identifiers;
            Map<String, IdentifierKind> kinds = new HashMap<>();
            Arrays.stream(IdentifierKind.values()).forEach(kind -> kinds.put(kind.word(), kind));
            read(
                    """
                    select t.service_id, t.kind, t.value,
                        extract(epoch from t.valid_from)::bigint, extract(epoch from t.valid_to)::bigint
                    from service_identifier t""" + OF_SERVICES,
                    result -> identifiers.add(
                            Objects.requireNonNull(kinds.get(result.getString(2))),
                            result.getString(3),
                            service(result.getLong(1)),
                            result.getLong(4),
                            result.getLong(5)));
        }

        private void statuses() {
            read(
                    """
                    select t.service_id, t.status, t.suspension, t.valid_from,
                        coalesce(lead(t.valid_from) over (partition by t.service_id order by t.valid_from), '9999-01-01'),
                        t.reason, t.billed = 'at-once'
                    from service_status t""" + OF_SERVICES + "and t.cancelled = 'no' order by t.service_id, t.valid_from",
                    result -> arrays.statuses
                            .computeIfAbsent(service(result.getLong(1)), service -> new ArrayList<>(1))
                            .add(new StatusInterval(
                                    ServiceStatus.of(result.getString(2)),
                                    Optional.ofNullable(result.getString(3)).map(SuspensionKind::of),
                                    days(result, 4, 5),
                                    Optional.ofNullable(result.getString(6)),
                                    result.getBoolean(7))));
        }

        private void quantities() {
            read(
                    """
                    select t.service_id, t.fee, t.quantity, t.valid_from,
                        coalesce(
                            lead(t.valid_from) over (partition by t.service_id, t.fee order by t.valid_from), '9999-01-01'),
                        t.billed = 'at-once'
                    from service_quantity t""" + OF_SERVICES + "order by t.service_id, t.fee collate \"C\", t.valid_from",
                    result -> arrays.quantities
                            .computeIfAbsent(service(result.getLong(1)), service -> new ArrayList<>(1))
                            .add(new Quantity(
                                    result.getString(2), result.getInt(3), days(result, 4, 5), result.getBoolean(6))));
        }

        private void orders() {
            read(
                    """
                    select t.service_id, t.fee, t.ordered_on, t.quantity
                    from fee_order t""" + OF_SERVICES
                            + "order by t.service_id, t.fee collate \"C\", t.ordered_on, t.number collate \"C\"",
                    result -> arrays.orders
                            .computeIfAbsent(service(result.getLong(1)), service -> new ArrayList<>(1))
                            .add(new Order(
                                    result.getString(2), result.getObject(3, LocalDate.class), result.getInt(4))));
        }

        private void billingDays() {
            read("""
                    select account_id, service_id, valid_from, billing_day
                    from billing_day_change
                    where account_id >= ?
                        and account_id < ?
                    order by account_id, service_id, valid_from
                    """, result -> {
                long serviceId = result.getLong(2);
                (serviceId == 0
                                ? arrays.accountDayChanges.computeIfAbsent(
                                        account(result.getLong(1)), account -> new ArrayList<>(1))
                                : arrays.serviceDayChanges.computeIfAbsent(
                                        service(serviceId), service -> new ArrayList<>(1)))
                        .add(new BillingDays.Change(result.getObject(3, LocalDate.class), result.getInt(4)));
            });
        }

        private void ownPrices() {
            read(
                    """
                    select account_id, service_id, node, band, price, valid_from, valid_to
                    from account_price
                    where account_id >= ?
                        and account_id < ?
                    order by account_id, node collate "C", band collate "C", service_id, valid_from
                    """,
                    result -> arrays.ownPrices
                            .computeIfAbsent(account(result.getLong(1)), account -> new ArrayList<>(1))
                            .add(new OwnPrice(
                                    id(result, 2),
                                    result.getString(3),
                                    result.getString(4),
                                    result.getString(5),
                                    days(result, 6, 7))));
            read(
                    """
                    select account_id, service_id, fee, price, valid_from, valid_to
                    from account_fee_price
                    where account_id >= ?
                        and account_id < ?
                    order by account_id, fee collate "C", service_id, valid_from
                    """,
                    result -> arrays.ownFees
                            .computeIfAbsent(account(result.getLong(1)), account -> new ArrayList<>(1))
                            .add(new OwnFee(
                                    id(result, 2), result.getString(3), result.getString(4), days(result, 5, 6))));
        }

        private int account(long id) {
            return Arrays.binarySearch(arrays.accountIds, id);
        }

        private int service(long id) {
            return Arrays.binarySearch(arrays.serviceIds, id);
        }

        private static Optional<Long> id(ResultSet result, int column) throws SQLException {
            long id = result.getLong(column);
            return id == 0 ? Optional.empty() : Optional.of(id);
        }

        private static DateRange days(ResultSet result, int from, int to) throws SQLException {
            return new DateRange(result.getObject(from, LocalDate.class), result.getObject(to, LocalDate.class));
        }
    }
}
