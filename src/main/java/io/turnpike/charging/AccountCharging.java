package io.turnpike.charging;

import io.turnpike.catalog.CatalogInForce;
import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.jobs.Progress;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Charges one account outside the month's run, as the steps {@code rerate} (of changes), {@code settle} and {@code charge-fees} would.
 */
@Component
public class AccountCharging {
    private final RerateOwners owners;
    private final Rerate rerate;
    private final Settle settle;
    private final ChargeFees fees;
    private final ServiceDirectoryLoader directories;
    private final CatalogInForce catalog;
    private final JdbcClient jdbc;

    AccountCharging(
            RerateOwners owners,
            Rerate rerate,
            Settle settle,
            ChargeFees fees,
            ServiceDirectoryLoader directories,
            CatalogInForce catalog,
            JdbcClient jdbc) {
        this.owners = owners;
        this.rerate = rerate;
        this.settle = settle;
        this.fees = fees;
        this.directories = directories;
        this.catalog = catalog;
        this.jdbc = jdbc;
    }

    /** The ids of an operator's accounts by number; numbers it does not have are left out. */
    @Transactional(readOnly = true)
    public List<Long> accounts(String operator, List<String> numbers) {
        return jdbc.sql("""
                        select a.id
                        from account a
                        join operator o on o.id = a.operator_id
                        where o.code = ?
                          and a.number = any(?)
                        order by a.id
                        """)
                .params(operator, numbers.toArray(String[]::new))
                .query(Long.class)
                .list();
    }

    /**
     * Rates usage again that back-dated changes touch, settles usage before the day and charges the fees due up to it.
     *
     * @return the orders that are not charged, with the reason
     */
    @Transactional
    public List<String> chargeThrough(long accountId, LocalDate day) {
        owners.ofChanges(accountId, accountId + 1);
        rerate.ofChanges(accountId, accountId + 1);
        settle.settle(accountId, accountId + 1, day, catalog.get(), Progress.NONE);
        return fees.charge(
                directories.load(accountId, accountId + 1), new FeeFacts(catalog.get()), accountId, accountId + 1, day);
    }
}
