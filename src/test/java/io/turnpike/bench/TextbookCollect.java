package io.turnpike.bench;

import io.turnpike.usage.Direction;
import io.turnpike.usage.IdentifierKind;
import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.JdbcBatchItemWriter;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;
import org.springframework.batch.infrastructure.item.file.MultiResourceItemReader;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.builder.MultiResourceItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.transform.FieldSet;
import org.springframework.batch.infrastructure.item.support.CompositeItemWriter;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The same work as a book on Spring Batch has it: a reader of lines, a processor that prices, batched inserts, chunks of 1,000. It
 * writes the same table with the same check for duplicates and counts the minutes included. Who has a number is looked up in a map.
 */
final class TextbookCollect {
    private static final int CHUNK = 1_000;
    private static final List<String> LOCAL = List.of("7495", "7498", "7499");
    private static final long INCLUDED_SECONDS = 6_000;
    private static final long FIRST_SECONDS = 60;
    private static final BigDecimal LOCAL_MINUTE = new BigDecimal("0.72");
    private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final String[] NAMES = {
        "accountcode",
        "src",
        "dst",
        "dcontext",
        "clid",
        "channel",
        "dstchannel",
        "lastapp",
        "lastdata",
        "start",
        "answer",
        "end",
        "duration",
        "billsec",
        "disposition",
        "amaflags",
        "uniqueid",
        "userfield"
    };
    private static final String INSERT = """
            insert into usage_charge (usage_time, dedupe_key, account_id, service_id, quantity, covered, amount_micros, rate_id, file_id,
              line_number, batch_id, kind, flags, party, owner)
            values (?, ?, ?, ?, ?, ?, ?, 1, 1, 1, 1, 1, 1, ?, ?)
            on conflict do nothing
            """;
    private static final String COUNT = """
            insert into usage_counter (account_id, service_id, counter, period_from, units, amount_micros)
            values (?, ?, 'free-local', ?, ?, 0)
            on conflict (account_id, service_id, counter, period_from) do update set units = usage_counter.units + excluded.units
            """;

    private final Program program;
    private final Map<String, Owner> owners = new HashMap<>();
    private final Map<Long, Long> used = new HashMap<>();
    private final PlainRating rating = new PlainRating(BenchDefinitions.prices(BenchDefinitions.PREFIXES), ZONE);
    private int runs;

    TextbookCollect(Program program) {
        this.program = program;
        program.sql()
                .sql("""
                select i.value, s.account_id, s.id, substr(p.plan, 6)::int as plan
                from service s
                join service_identifier i on i.service_id = s.id
                join plan_subscription p on p.service_id = s.id
                """)
                .query((row, number) ->
                        owners.put(row.getString(1), new Owner(row.getLong(2), row.getLong(3), row.getInt(4))))
                .list();
    }

    private record Owner(long account, long service, int plan) {}

    private record Call(OffsetDateTime start, String from, String to, long seconds, String unique) {}

    private record Charge(Call call, UUID key, Owner owner, long covered, long micros) {}

    /** Reads all files of a folder in the order of their names. */
    void run(Path folder) throws Exception {
        used.clear();
        JobRepository repository = program.part(JobRepository.class);
        Job job = new JobBuilder("textbook", repository)
                .start(new StepBuilder("textbook", repository)
                        .<Call, Charge>chunk(CHUNK)
                        .transactionManager(program.part(PlatformTransactionManager.class))
                        .reader(reader(folder))
                        .processor(this::price)
                        .writer(new CompositeItemWriter<>(List.of(charges(), counters())))
                        .build())
                .build();
        JobExecution done = program.part(JobOperator.class)
                .start(
                        job,
                        new JobParametersBuilder().addLong("run", (long) ++runs).toJobParameters());
        if (done.getStatus() != BatchStatus.COMPLETED) {
            throw new IllegalStateException("the textbook job ended as " + done);
        }
    }

    private static MultiResourceItemReader<Call> reader(Path folder) throws IOException {
        FlatFileItemReader<Call> lines = new FlatFileItemReaderBuilder<Call>()
                .name("calls")
                .delimited()
                .quoteCharacter('"')
                .names(NAMES)
                .fieldSetMapper(TextbookCollect::call)
                .build();
        try (Stream<Path> files = Files.list(folder)) {
            Resource[] resources = files.sorted().map(FileSystemResource::new).toArray(Resource[]::new);
            return new MultiResourceItemReaderBuilder<Call>()
                    .name("files")
                    .resources(resources)
                    .delegate(lines)
                    .build();
        }
    }

    private static Call call(FieldSet fields) {
        LocalDateTime start = LocalDateTime.parse(fields.readString("answer"), TIME);
        return new Call(
                start.atZone(ZONE).toOffsetDateTime().withOffsetSameInstant(ZoneOffset.UTC),
                fields.readString("src"),
                "7" + fields.readString("dst").substring(1),
                fields.readLong("billsec"),
                fields.readString("uniqueid"));
    }

    private Charge price(Call call) {
        Owner owner = Objects.requireNonNull(owners.get(call.from), call.from);
        UUID key = UUID.nameUUIDFromBytes(
                (call.unique + call.start + call.from + call.to + call.seconds).getBytes(StandardCharsets.UTF_8));
        if (LOCAL.contains(call.to.substring(0, 4))) {
            long billed = Math.max(FIRST_SECONDS, call.seconds);
            long before = used.getOrDefault(owner.service, 0L);
            long covered = Math.min(billed, Math.max(0, INCLUDED_SECONDS - before));
            used.put(owner.service, before + covered);
            BigDecimal amount = LOCAL_MINUTE
                    .multiply(new BigDecimal(billed - covered))
                    .divide(new BigDecimal(60), 2, RoundingMode.HALF_UP);
            return new Charge(
                    call, key, owner, covered, amount.movePointRight(6).longValueExact());
        }
        UsageEvent event = new UsageEvent(
                UsageKind.VOICE,
                Direction.OUTGOING,
                IdentifierKind.NUMBER,
                call.from,
                call.to,
                call.start.toEpochSecond(),
                call.seconds,
                false,
                call.unique);
        return new Charge(call, key, owner, 0, rating.micros(event, owner.plan));
    }

    private JdbcBatchItemWriter<Charge> charges() {
        JdbcBatchItemWriter<Charge> writer = new JdbcBatchItemWriterBuilder<Charge>()
                .dataSource(program.dataSource())
                .sql(INSERT)
                .itemPreparedStatementSetter(TextbookCollect::set)
                .assertUpdates(false)
                .build();
        writer.afterPropertiesSet();
        return writer;
    }

    private static void set(Charge charge, PreparedStatement row) throws SQLException {
        row.setObject(1, charge.call.start);
        row.setObject(2, charge.key);
        row.setLong(3, charge.owner.account);
        row.setLong(4, charge.owner.service);
        row.setLong(5, charge.call.seconds);
        row.setLong(6, charge.covered);
        row.setLong(7, charge.micros);
        row.setString(8, charge.call.to);
        row.setString(9, charge.call.from);
    }

    /** One row an account: a statement may not touch a counter twice. */
    private ItemWriter<Charge> counters() {
        JdbcTemplate sql = new JdbcTemplate(program.dataSource());
        return chunk -> {
            Map<Owner, Long> sums = new HashMap<>();
            for (Charge charge : chunk) {
                if (charge.covered > 0) {
                    sums.merge(charge.owner, charge.covered, Long::sum);
                }
            }
            sql.batchUpdate(
                    COUNT,
                    sums.entrySet().stream()
                            .map(sum -> new Object[] {
                                sum.getKey().account, sum.getKey().service, LocalDate.of(2026, 3, 1), sum.getValue()
                            })
                            .toList());
        };
    }
}
