package io.turnpike.mediation.traffic;

import io.turnpike.customers.Operator;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.database.CopyRows;
import io.turnpike.mediation.flows.OperatorHours;
import io.turnpike.mediation.flows.TrafficTotals;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Hourly sums of services on their way to rating: written with the position of the file they come from, taken away in the
 * transaction that rates them.
 */
@Component
public class TrafficDeltas {
    /** A range of 4,096 accounts and a day make some 10,000 charges, the size of a transaction that pays. */
    private static final int RANGE_BITS = 12;

    private static final int COLUMNS = 5;

    private final DataSource dataSource;
    private final JdbcClient jdbc;

    TrafficDeltas(DataSource dataSource, JdbcClient jdbc) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
    }

    /** The range an account is in. */
    public static int rangeOf(long accountId) {
        return Math.toIntExact(accountId >>> RANGE_BITS);
    }

    /** The first account id of a range; the last is before that of the next. */
    public static long firstAccount(int range) {
        return (long) range << RANGE_BITS;
    }

    /** A day of a range of accounts. */
    public record RangeDay(int range, LocalDate day) implements Comparable<RangeDay> {
        private static final Comparator<RangeDay> ORDER =
                Comparator.comparingInt(RangeDay::range).thenComparing(RangeDay::day);

        @Override
        public int compareTo(RangeDay other) {
            return ORDER.compare(this, other);
        }
    }

    /** Takes the sums of a service. */
    @FunctionalInterface
    public interface Sink {
        /**
         * One service and class.
         *
         * @param fileId where they come from
         * @param hours bytes by the hour's place in its day, see {@link OperatorHours}
         */
        void sums(long serviceId, int trafficClass, int fileId, long[] hours);
    }

    /**
     * Writes sums, in the running transaction.
     *
     * @param totals by service number of the directory
     */
    public void append(int fileId, ServiceDirectory directory, TrafficTotals totals) {
        Packing packing = new Packing(directory);
        totals.forEachHour(packing::add);
        packing.flush();
        if (packing.blocks.isEmpty()) {
            return;
        }
        try (CopyRows copy = CopyRows.into(dataSource, "traffic_delta (account_range, day, file_id, bytes, sums)")) {
            packing.blocks.forEach((key, block) -> copy.row(COLUMNS)
                    .putInt(key.range)
                    .putDate(key.day)
                    .putInt(fileId)
                    .putLong(block.bytes())
                    .putBytes(block.packed()));
            copy.finish();
        }
    }

    /** What waits to be rated of days before a day. */
    public List<RangeDay> waiting(LocalDate before) {
        return jdbc.sql("""
                        select distinct account_range as range, day
                        from traffic_delta
                        where day < ?
                        order by account_range, day
                        """).param(before).query(RangeDay.class).list();
    }

    /** Bytes that wait to be rated. */
    public long bytesWaiting() {
        return jdbc.sql("select coalesce(sum(bytes), 0)::bigint from traffic_delta")
                .query(Long.class)
                .single();
    }

    /** Takes a day's sums away and hands them over, file by file; what comes in meanwhile stays for the next time. */
    public void take(RangeDay of, Sink sink) {
        jdbc.sql("delete from traffic_delta where account_range = ? and day = ? returning file_id, sums")
                .params(of.range, of.day)
                .query(row -> {
                    int file = row.getInt(1);
                    TrafficBlock.read(
                            row.getBytes(2),
                            (service, trafficClass, hours) -> sink.sums(service, trafficClass, file, hours));
                });
    }

    /** Puts hours together to days, and days of a range of accounts to blocks. Sums come in the order of service, class and hour. */
    private static final class Packing {
        private final ServiceDirectory directory;
        private final Map<Long, OperatorHours> clocks = new HashMap<>();
        private final Map<RangeDay, TrafficBlock> blocks = new TreeMap<>();
        private final long[] hours = new long[HourBytes.MOST_HOURS];
        private boolean any;
        private int service = ServiceDirectory.NONE;
        private int trafficClass;
        private LocalDate day = LocalDate.MIN;
        private long operatorId;
        private OperatorHours clock = new OperatorHours(ZoneOffset.UTC);
        private @Nullable RangeDay lastKey;
        private TrafficBlock last = new TrafficBlock();

        Packing(ServiceDirectory directory) {
            this.directory = directory;
        }

        void add(int ofService, int ofClass, int hour, long bytes) {
            Operator whose = directory.operatorOf(directory.accountOf(ofService));
            if (whose.id() != operatorId) {
                clock = clocks.computeIfAbsent(whose.id(), key -> new OperatorHours(whose.zone()));
                operatorId = whose.id();
            }
            OperatorHours.Slot slot = clock.slotOf(hour);
            if (ofService != service || ofClass != trafficClass || !slot.day().equals(day)) {
                flush();
                service = ofService;
                trafficClass = ofClass;
                day = slot.day();
            }
            hours[slot.index()] = bytes;
            any |= bytes != 0;
        }

        void flush() {
            if (any) {
                block(rangeOf(directory.accountId(directory.accountOf(service))))
                        .add(directory.serviceId(service), trafficClass, hours);
                Arrays.fill(hours, 0);
                any = false;
            }
        }

        private TrafficBlock block(int range) {
            if (lastKey == null || lastKey.range != range || !lastKey.day.equals(day)) {
                lastKey = new RangeDay(range, day);
                last = blocks.computeIfAbsent(lastKey, key -> new TrafficBlock());
            }
            return last;
        }
    }
}
