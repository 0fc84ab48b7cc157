package io.turnpike.invoicing;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds what VAT was rounded apart on the invoices and the acts of an account. Where VAT comes on top of prices, each document rounds its
 * own; once nothing is invoiced ahead any more, a few minor units may be left on {@code advances}, which are neither owed nor rendered.
 */
@Component
class AdvanceRounding {
    /** More than so many minor units is no rounding. */
    private static final long MOST_MINOR = 100;

    private final JdbcClient jdbc;

    AdvanceRounding(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How bills move the advances of an account, as a debit.
     *
     * @param net without VAT
     * @param gross with VAT, as it is posted
     */
    record Moved(long net, long gross) {
        static final Moved NOTHING = new Moved(0, 0);

        Moved plus(long moreNet, long moreGross) {
            return new Moved(Math.addExact(net, moreNet), Math.addExact(gross, moreGross));
        }
    }

    private record Standing(long accountId, long netMinor, long grossMinor) {
        boolean isRounding() {
            return netMinor == 0 && grossMinor != 0 && Math.abs(grossMinor) <= MOST_MINOR;
        }
    }

    /**
     * Keeps what bills move, in the running transaction.
     *
     * @param moved by account
     * @return by account, the debit on its advances that is rounding and has to be taken off them
     */
    Map<Long, Long> keep(Map<Long, Moved> moved) {
        // in one order, so that two releases cannot wait for each other
        Map<Long, Moved> ordered = new TreeMap<>(moved);
        ordered.values().removeIf(Moved.NOTHING::equals);
        if (ordered.isEmpty()) {
            return Map.of();
        }
        List<Standing> standing = jdbc.sql("""
                        insert into account_advance as a (account_id, net_minor, gross_minor)
                        select m.account_id, m.net, m.gross
                        from unnest(?::bigint[], ?::bigint[], ?::bigint[]) as m (account_id, net, gross)
                        on conflict (account_id) do update
                        set net_minor = a.net_minor + excluded.net_minor, gross_minor = a.gross_minor + excluded.gross_minor
                        returning account_id, net_minor, gross_minor
                        """)
                .params(
                        ordered.keySet().toArray(Long[]::new),
                        longs(ordered.values().stream().map(Moved::net).toList()),
                        longs(ordered.values().stream().map(Moved::gross).toList()))
                .query(Standing.class)
                .list();
        Map<Long, Long> rounding = new LinkedHashMap<>();
        standing.stream()
                .filter(Standing::isRounding)
                .forEach(account -> rounding.put(account.accountId, account.grossMinor));
        if (!rounding.isEmpty()) {
            jdbc.sql("update account_advance set gross_minor = 0 where account_id = any(?)")
                    .params((Object) longs(rounding.keySet()))
                    .update();
        }
        return rounding;
    }

    private static Long[] longs(Collection<Long> numbers) {
        return numbers.toArray(Long[]::new);
    }
}
