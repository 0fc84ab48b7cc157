package io.turnpike.charging;

import io.turnpike.catalog.CatalogInForce;
import io.turnpike.customers.Operator;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.jobs.Progress;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A re-rating that changes nothing and says what the same re-rating, applied, would do. */
@Component
public class RerateTrial {
    private final ServiceDirectoryLoader directories;
    private final CatalogInForce catalog;
    private final RerateAccounts accounts;
    private final RerateOwners owners;
    private final Rerate rerate;
    private final Repricing.Stores stores;
    private final JdbcClient jdbc;

    RerateTrial(
            ServiceDirectoryLoader directories,
            CatalogInForce catalog,
            RerateAccounts accounts,
            RerateOwners owners,
            Rerate rerate,
            Repricing.Stores stores,
            JdbcClient jdbc) {
        this.directories = directories;
        this.catalog = catalog;
        this.accounts = accounts;
        this.owners = owners;
        this.rerate = rerate;
        this.stores = stores;
        this.jdbc = jdbc;
    }

    /**
     * What re-rating would change on an account. Amounts are micro-units of the operator's currency.
     *
     * @param charges that would be touched
     * @param beforeMicros what these come to now
     * @param afterMicros what they would come to
     * @param withoutPrice charges that would be taken back because they have no price any more
     */
    public record AccountDifference(
            Operator operator, String account, long charges, long beforeMicros, long afterMicros, long withoutPrice) {
        public long differenceMicros() {
            return Math.subtractExact(afterMicros, beforeMicros);
        }
    }

    /** Shows every account that would change, in the order of their ids. */
    public void run(RerateSelection selection, Progress progress, Consumer<AccountDifference> sink) {
        accounts.check(selection);
        RerateScope scope = new SelectedUsage(selection, accounts);
        Moves moves = moves(scope);
        Repricing repricing = new Repricing(stores, catalog.get());
        long last = lastAccount();
        for (long from = 0; from <= last; from += AccountRanges.ACCOUNTS) {
            long to = from + AccountRanges.ACCOUNTS;
            ServiceDirectory directory = directories.load(from, to);
            Map<Long, Differences> found = new TreeMap<>();
            Map<Long, DateRange> wanted = rerate.days(scope, directory, from, to, moves.due(accounts.due(from, to)));
            repricing.reprice(
                    rerate.stretches(directory, wanted),
                    selection.reason(),
                    moves::seen,
                    some -> some.forEach(one -> {
                        Differences differences = moves.takenBack(one.stretch().accountId());
                        differences.add(one.differences());
                        if (!differences.isEmpty()) {
                            found.put(one.stretch().accountId(), differences);
                        }
                    }));
            Map<Long, String> numbers = accounts.numbers(found.keySet());
            found.forEach((account, differences) -> sink.accept(difference(
                    directory.operatorOf(directory.account(account)),
                    numbers.getOrDefault(account, String.valueOf(account)),
                    differences)));
            progress.advance(directory.accounts());
        }
    }

    private static AccountDifference difference(Operator operator, String number, Differences differences) {
        RerateTotals.Sum sum = RerateTotals.Sum.of(differences);
        return new AccountDifference(
                operator, number, sum.charges(), sum.before(), sum.after(), differences.withoutPrice());
    }

    private long lastAccount() {
        return jdbc.sql("select coalesce(max(id), -1) from account")
                .query(Long.class)
                .single();
    }

    private Moves moves(RerateScope scope) {
        Moves moves = new Moves();
        ServiceDirectory directory = directories.load();
        long last = lastAccount();
        for (long from = 0; from <= last; from += AccountRanges.ACCOUNTS) {
            owners.find(scope, directory, from, from + AccountRanges.ACCOUNTS).forEach(moves::add);
        }
        return moves;
    }

    /** Usage that would be moved, by account. */
    private static final class Moves {
        private final Map<Long, List<Correction>> takenBack = new HashMap<>();
        private final Map<Long, List<PricedUsage>> received = new HashMap<>();
        private final Map<Long, DateRange> days = new HashMap<>();
        private final Set<UUID> gone = new HashSet<>();

        void add(MovedUsage moved) {
            PricedUsage usage = moved.usage();
            gone.add(usage.dedupeKey());
            Correction back = moved.takenBack();
            if (back != null) {
                takenBack
                        .computeIfAbsent(usage.accountId(), key -> new ArrayList<>())
                        .add(back);
            }
            Correction over = moved.handedOver();
            if (over != null) {
                received.computeIfAbsent(over.account(), key -> new ArrayList<>())
                        .add(over.withoutPrice());
                LocalDate day = moved.day();
                days.merge(over.account(), RerateAccounts.around(day, day), Rerate::both);
            }
        }

        Differences takenBack(long account) {
            Differences differences = new Differences();
            differences.corrections().addAll(takenBack.getOrDefault(account, List.of()));
            return differences;
        }

        /** Accounts that wait to be priced, and those that would. */
        Map<Long, DateRange> due(Map<Long, DateRange> known) {
            Map<Long, DateRange> due = new HashMap<>(known);
            days.forEach((account, range) -> due.merge(account, range, Rerate::both));
            return due;
        }

        /** An account's usage as it would stand after the moves. */
        List<PricedUsage> seen(long account, List<PricedUsage> stored) {
            List<PricedUsage> usages = new ArrayList<>(stored);
            usages.removeIf(usage -> gone.contains(usage.dedupeKey()));
            usages.addAll(received.getOrDefault(account, List.of()));
            return usages;
        }
    }
}
