package io.turnpike.charging;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.CatalogInForce;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The step {@code settle}: usage whose price depends on allowances, tiers or discounts is priced again in the one total order, so
 * that an invoice is a function of the month's events and the catalogue, and not of the order in which files came. What comes out
 * different becomes a correction.
 */
@Component
class Settle implements StepKind {
    private final ServiceDirectoryLoader directories;
    private final CatalogInForce catalog;
    private final Repricing.Stores stores;
    private final DifferencesWriter differences;
    private final ChargeWriter writer;
    private final JdbcClient jdbc;

    Settle(
            ServiceDirectoryLoader directories,
            CatalogInForce catalog,
            Repricing.Stores stores,
            DifferencesWriter differences,
            ChargeWriter writer,
            JdbcClient jdbc) {
        this.directories = directories;
        this.catalog = catalog;
        this.stores = stores;
        this.differences = differences;
        this.writer = writer;
        this.jdbc = jdbc;
    }

    @Override
    public String word() {
        return "settle";
    }

    @Override
    public String summary() {
        return "price usage that depends on allowances, tiers and discounts for good, in the order it was used";
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
        Catalog prices = catalog.get();
        return new AccountRanges(jdbc, request, (from, to) -> settle(from, to, through, prices, request.progress()));
    }

    void settle(long from, long to, LocalDate through, Catalog prices, Progress progress) {
        jdbc.sql("lock table settle_gate in share mode").update(); // many settle at once, and nobody charges meanwhile
        SettledPeriods periods = stores.periods();
        List<SettledPeriods.Unsettled> unsettled = periods.unsettled(from, to, through);
        progress.advance(jdbc.sql("select count(*) from account where id >= ? and id < ?")
                .params(from, to)
                .query(Long.class)
                .single());
        if (unsettled.isEmpty()) {
            return;
        }
        ServiceDirectory directory = directories.load(from, to);
        Repricing repricing = new Repricing(stores, prices);
        List<Repricing.Stretch> stretches = unsettled.stream()
                .map(account -> {
                    AccountPeriods settling = AccountPeriods.of(directory, account.account(), prices);
                    return new Repricing.Stretch(settling, settling.firstDay(account.firstMonth()), null, through);
                })
                .toList();
        AtomicLong withoutPrice = new AtomicLong();
        repricing.reprice(stretches, "settled through " + through, found -> {
            Differences all = new Differences();
            found.forEach(one -> all.add(one.differences()));
            periods.store(found.stream().map(Repricing.Found::priced).toList());
            if (!all.isEmpty()) {
                differences.write(all, repricing.trafficZones(), writer.nextBatch());
            }
            withoutPrice.addAndGet(all.withoutPrice());
        });
        periods.settled(
                unsettled.stream().map(SettledPeriods.Unsettled::account).toList(), through);
        if (withoutPrice.get() > 0) {
            progress.note("WARNING " + withoutPrice
                    + " charges have no price by the facts known now and were taken back; they wait for one");
        }
    }
}
