package io.turnpike.charging;

import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The step {@code retain}: drops monthly partitions of usage and raw records that are older than the job says, in months. What is not
 * named is kept for ever. Documents and the ledger are never touched; usage that is not settled or not billed stops the step.
 */
@Component
class Retention implements StepKind {
    private static final int FEWEST_MONTHS = 3;

    private static final String USAGE = "usage_charge";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Retention(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    @Override
    public String word() {
        return "retain";
    }

    @Override
    public String summary() {
        return "drop usage and raw records older than so many months";
    }

    @Override
    public List<StepOption> options() {
        return Stream.of("usage-months", "traffic-months", "unmatched-months", "suspense-months", "duplicates-months")
                .map(name -> StepOption.wholeNumber(name, 0))
                .toList();
    }

    @Override
    public StepWork begin(StepRequest request) {
        List<StepWork.Piece> pieces = new ArrayList<>();
        oldest(request, "usage-months").ifPresent(first -> {
            for (String partition : partitionsBefore(USAGE, first)) {
                pieces.add(() -> dropPartition(USAGE, partition, first, request));
            }
        });
        oldest(request, "traffic-months").ifPresent(first -> {
            for (String partition : partitionsBefore("traffic_day", first)) {
                pieces.add(() -> dropPartition("traffic_day", partition, first, request));
            }
        });
        oldest(request, "unmatched-months")
                .ifPresent(first -> pieces.add(() -> delete(
                        request,
                        "hours of addresses without an owner",
                        "delete from unmatched_traffic where hour < ?",
                        first)));
        oldest(request, "suspense-months")
                .ifPresent(first -> pieces.add(() -> delete(
                        request,
                        "suspended records",
                        "delete from suspended_record where state <> 'open' and suspended_at < ?",
                        first)));
        oldest(request, "duplicates-months")
                .ifPresent(first -> pieces.add(() -> delete(
                        request, "duplicate records", "delete from duplicate_record where usage_time < ?", first)));
        oldest(request, "duplicates-months")
                .ifPresent(first -> pieces.add(() -> {
                    String files = " using input_file f where f.file_id = d.file_id and f.claimed_at < ?";
                    delete(
                            request,
                            "pieces of flow files delivered again",
                            "delete from traffic_duplicate d" + files,
                            first);
                    delete(request, "pieces of flow files", "delete from traffic_chunk d" + files, first);
                }));
        Iterator<StepWork.Piece> left = pieces.iterator();
        return () -> left.hasNext() ? left.next() : null;
    }

    /** The first month to keep. */
    private java.util.Optional<YearMonth> oldest(StepRequest request, String option) {
        if (request.parameters().text(option).isEmpty()) {
            return java.util.Optional.empty();
        }
        long months = Math.max(FEWEST_MONTHS, request.parameters().number(option, 0));
        return java.util.Optional.of(YearMonth.from(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .minusMonths(months));
    }

    private List<String> partitionsBefore(String table, YearMonth first) {
        return jdbc.sql("""
                        select c.relname
                        from pg_inherits i
                        join pg_class c on c.oid = i.inhrelid
                        where i.inhparent = ?::regclass
                          and c.relname < ?
                        order by c.relname
                        """)
                .params(table, table + "_" + first.toString().replace("-", ""))
                .query(String.class)
                .list();
    }

    private void dropPartition(String table, String partition, YearMonth first, StepRequest request) {
        long unbilled = jdbc.sql("select count(distinct account_id) from unsettled where month < ?")
                .param(first.atDay(1))
                .query(Long.class)
                .single();
        if (unbilled > 0) {
            throw new IllegalStateException(partition + " is kept: " + unbilled + " accounts have usage before " + first
                    + " that is not settled; run the month first");
        }
        if (table.equals(USAGE)) {
            String month = partition.substring(USAGE.length() + 1);
            events.publishEvent(
                    new UsageToDrop(YearMonth.parse(month.substring(0, 4) + "-" + month.substring(4)), partition));
        }
        jdbc.sql("alter table " + table + " detach partition " + partition).update();
        jdbc.sql("drop table " + partition).update();
        request.progress().note("dropped " + partition);
    }

    private void delete(StepRequest request, String what, String sql, YearMonth first) {
        int deleted = jdbc.sql(sql)
                .param(Timestamp.from(
                        first.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant()))
                .update();
        request.progress().note(String.format(Locale.ROOT, "deleted %,d %s from before %s", deleted, what, first));
    }
}
