package io.turnpike.catalog;

import io.turnpike.rating.RateRef;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The numbers by which stored charges name their rates. A number is given when a rate first prices something, in a transaction of
 * its own: a charge that is rolled back leaves a number that nothing uses, which does no harm. From then on the plan version is
 * released and its files cannot change.
 */
@Component
public class RateIds {
    private final JdbcClient jdbc;
    private final TransactionTemplate own;
    private final DefinitionVersions versions;
    private final Map<RateRef, Integer> known = new ConcurrentHashMap<>();

    RateIds(JdbcClient jdbc, PlatformTransactionManager transactions, DefinitionVersions versions) {
        this.jdbc = jdbc;
        this.own = new TransactionTemplate(transactions);
        this.versions = versions;
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * A rate as stored.
     *
     * @param path node path and band; an own price of an account begins with {@code own}
     */
    public record StoredRate(int rateId, String plan, LocalDate validFrom, String path) {}

    /** The number of a rate. */
    public int of(RateRef rate) {
        Integer id = known.get(rate);
        if (id == null) {
            id = own.execute(status -> assign(rate));
            known.put(rate, id);
        }
        return id;
    }

    /** The number of a rate that priced something before; none where it never did, and none is given. */
    public Optional<Integer> known(RateRef rate) {
        Integer id = known.get(rate);
        if (id != null) {
            return Optional.of(id);
        }
        Optional<Integer> stored = jdbc.sql("select rate_id from rate where plan = ? and valid_from = ? and path = ?")
                .params(rate.plan(), rate.planFrom(), rate.key())
                .query(Integer.class)
                .optional();
        stored.ifPresent(number -> known.put(rate, number));
        return stored;
    }

    public Optional<StoredRate> find(int rateId) {
        return jdbc.sql("select rate_id, plan, valid_from, path from rate where rate_id = ?")
                .param(rateId)
                .query(StoredRate.class)
                .optional();
    }

    private Integer assign(RateRef rate) {
        jdbc.sql("""
                        insert into rate (rate_id, plan, valid_from, path, late_usage)
                        values (nextval('rate_id_seq'), :plan, :from, :path,
                          coalesce(
                            (select late_usage
                            from definition_version
                            where kind = 'plan' and name = :plan and valid_from = :from),
                            'next-invoice'))
                        on conflict (plan, valid_from, path) do nothing
                        """)
                .param("plan", rate.plan())
                .param("from", rate.planFrom())
                .param("path", rate.key())
                .update();
        versions.release(rate.plan(), rate.planFrom());
        return jdbc.sql("select rate_id from rate where plan = ? and valid_from = ? and path = ?")
                .params(rate.plan(), rate.planFrom(), rate.key())
                .query(Integer.class)
                .single();
    }
}
