package io.turnpike.mediation.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.ImportOptions;
import io.turnpike.customers.ImportProgress;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Subscribers with addresses, files of flows, and steps run as a job runs them: piece by piece, each in a transaction. */
public final class TrafficFixture {
    private final ApplicationContext context;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Path folder;
    private final List<String> notes = new ArrayList<>();

    public TrafficFixture(ApplicationContext context, Path folder) {
        this.context = context;
        this.jdbc = context.getBean(JdbcClient.class);
        this.transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        this.folder = folder;
    }

    /** Empty tables and one operator in Moscow. */
    public void begin() {
        begin("Europe/Moscow");
    }

    /** Empty tables and one operator in a zone. */
    public void begin(String zone) {
        jdbc.sql(
                        "truncate operator, input_file, traffic_day, traffic_unrated, usage_charge, usage_correction, usage_counter,"
                                + " counter_opening, settled_through, account_settled, unsettled"
                                + " restart identity cascade")
                .update();
        feed("operators", "code,name,zone,currency,country", "msk,Moscow Telecom," + zone + ",RUB,RU");
        feed("customers", "operator,number,kind,name,language", "msk,C1,person,Anna Petrova,ru");
    }

    /** An account of the one customer with an Internet service; plan empty: without one. */
    public void subscriber(String account, String plan, String... addresses) {
        feed(
                "accounts",
                "operator,customer,number,contract,contract-date,billing-day",
                "msk,C1," + account + ",D" + account + ",2026-01-01,1");
        feed("services", "operator,account,code,kind,valid-from", "msk," + account + ",net,internet,2026-01-01");
        if (!plan.isEmpty()) {
            subscription(account, plan);
        }
        for (String address : addresses) {
            address(account, address, "2026-01-01");
        }
    }

    public void subscription(String account, String plan) {
        feed(
                "subscriptions",
                "operator,account,service,plan,valid-from",
                "msk," + account + ",net," + plan + ",2026-01-01");
    }

    public void address(String account, String address, String from) {
        feed(
                "identifiers",
                "operator,account,service,kind,identifier,valid-from",
                "msk," + account + ",net,address," + address + "," + from);
    }

    private void feed(String name, String... lines) {
        try {
            Path file = folder.resolve(name + ".csv");
            Files.writeString(file, String.join("\n", lines) + "\n");
            assertThat(context.getBean(CustomerImport.class)
                            .run(List.of(file), ImportOptions.STRICT, ImportProgress.SILENT)
                            .problems())
                    .isEmpty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A file for the reader nfdump-csv-columns; a flow is {@code 2026-03-01T12:00:00+03:00 60 192.0.2.10 10.20.0.17 1048576}. */
    public Path flows(String name, String... flows) throws IOException {
        StringBuilder text =
                new StringBuilder("firstSeen,lastSeen,srcAddr,dstAddr,packets,bytes,exporterID,input,output,flows\n");
        for (String flow : flows) {
            String[] words = flow.split(" ");
            long start = OffsetDateTime.parse(words[0]).toEpochSecond();
            text.append(start)
                    .append(".000,")
                    .append(start + Long.parseLong(words[1]))
                    .append(".000,");
            text.append(words[2])
                    .append(',')
                    .append(words[3])
                    .append(",1,")
                    .append(words[4])
                    .append(",1,0,0,1\n");
        }
        return Files.writeString(folder.resolve(name), text);
    }

    public void collect(Path file, String format) {
        run("collect-flows", Map.of("file", file.toString(), "format", format), 1);
    }

    public void collect(Path file) {
        collect(file, "nfdump-csv-columns");
    }

    public void rate(String through, int partitions) {
        run("rate-traffic", Map.of("through", through), partitions);
    }

    /** Runs a step, its partitions one after the other. */
    public void run(String step, Map<String, String> parameters, int partitions) {
        for (int partition = 0; partition < partitions; partition++) {
            StepRequest request =
                    new StepRequest(1, new Parameters(parameters), partition, partitions, new Notes(notes));
            try (StepWork work = kind(step).begin(request)) {
                perform(work, Long.MAX_VALUE);
            }
        }
    }

    /** Performs pieces; the one after so many is performed and then fails before its transaction commits. */
    public void perform(StepWork work, long failsAfter) {
        boolean more = true;
        for (long pieces = 0; more; pieces++) {
            boolean fails = pieces == failsAfter;
            more = Boolean.TRUE.equals(transaction.execute(status -> {
                StepWork.Piece piece = work.next();
                if (piece != null) {
                    piece.perform();
                }
                if (piece != null && fails) {
                    throw new IllegalStateException("the power went out");
                }
                return piece != null;
            }));
        }
    }

    public StepKind kind(String step) {
        return context.getBeansOfType(StepKind.class).values().stream()
                .filter(kind -> kind.word().equals(step))
                .findFirst()
                .orElseThrow();
    }

    /** Begins a step and lets it fail in its first piece. */
    public void failIn(String step, Map<String, String> parameters) {
        try (StepWork work = kind(step).begin(new StepRequest(1, new Parameters(parameters), 0, 1, Progress.NONE))) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> perform(work, 0))
                    .hasMessage("the power went out");
        }
    }

    public List<String> notes() {
        return notes;
    }

    public long number(String sql, Object... parameters) {
        return jdbc.sql(sql).params(parameters).query(Long.class).single();
    }

    public void update(String sql) {
        jdbc.sql(sql).update();
    }

    /** One line a row, values with blanks between. */
    public List<String> rows(String sql) {
        return jdbc.sql(sql)
                .query((row, number) -> {
                    StringBuilder line = new StringBuilder();
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        line.append(column > 1 ? " " : "").append(row.getString(column));
                    }
                    return line.toString();
                })
                .list();
    }

    private record Notes(List<String> notes) implements Progress {
        @Override
        public void expect(long units, String unit) {}

        @Override
        public void advance(long units) {}

        @Override
        public void counted(long things, String unit) {}

        @Override
        public void note(String fact) {
            notes.add(fact);
        }
    }
}
