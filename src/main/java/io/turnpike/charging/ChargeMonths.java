package io.turnpike.charging;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The monthly partitions of usage charges (by UTC) and of rated traffic (by the operator's days), made when the first row of a
 * month comes. A partition is attached, not created in place: that waits for no writer.
 */
@Component
class ChargeMonths {
    private static final String USAGE = "usage_charge";
    private static final String TRAFFIC = "traffic_day";

    private final JdbcClient jdbc;
    private final TransactionTemplate own;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    ChargeMonths(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Makes sure that charges of all rows can be stored. */
    void ensure(ChargeBlock block) {
        if (block.size() == 0) {
            return;
        }
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int row = 0; row < block.size(); row++) {
            first = Math.min(first, block.epochSecond(row));
            last = Math.max(last, block.epochSecond(row));
        }
        YearMonth end = month(last);
        for (YearMonth month = month(first); !month.isAfter(end); month = month.plusMonths(1)) {
            if (!known.contains(partition(USAGE, month)) && holds(block, month)) {
                create(USAGE, month);
            }
        }
    }

    /** Makes sure that rated traffic of a day can be stored. */
    void ensureTraffic(LocalDate day) {
        YearMonth month = YearMonth.from(day);
        if (!known.contains(partition(TRAFFIC, month))) {
            create(TRAFFIC, month);
        }
    }

    private static boolean holds(ChargeBlock block, YearMonth month) {
        for (int row = 0; row < block.size(); row++) {
            if (month(block.epochSecond(row)).equals(month)) {
                return true;
            }
        }
        return false;
    }

    private static String partition(String table, YearMonth month) {
        return table + "_" + month.toString().replace("-", "");
    }

    private synchronized void create(String table, YearMonth month) {
        String name = partition(table, month);
        own.executeWithoutResult(status -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtext('usage_charge partitions'))")
                    .query((row, n) -> n)
                    .list();
            boolean exists = jdbc.sql("select to_regclass(?) is not null")
                    .param(name)
                    .query(Boolean.class)
                    .single();
            if (!exists) {
                jdbc.sql("create table " + name + " (like " + table + " including all)")
                        .update();
                jdbc.sql("alter table " + table + " attach partition " + name + " for values from ('" + month
                                + "-01 00:00:00+00') to ('" + month.plusMonths(1) + "-01 00:00:00+00')")
                        .update();
            }
        });
        known.add(name);
    }

    private static YearMonth month(long epochSecond) {
        return YearMonth.from(Instant.ofEpochSecond(epochSecond).atOffset(ZoneOffset.UTC));
    }
}
