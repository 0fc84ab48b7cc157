package io.turnpike.scenarios;

import io.turnpike.TurnpikeApplication;
import io.turnpike.charging.AccountCharging;
import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.DefinitionChecks;
import io.turnpike.customers.ImportOptions;
import io.turnpike.customers.ImportProgress;
import io.turnpike.customers.ImportReport;
import io.turnpike.customers.LineProblem;
import io.turnpike.customers.Operator;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.database.ScratchDatabases;
import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.invoicing.Requisites;
import io.turnpike.scenarios.Cast.Identifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The program as a scenario runs it: its own context, on a database of its own, by the scenario's clock. */
final class World implements AutoCloseable {
    private static final String COUNTRY = "RU";
    private static final int COUNTRY_LETTERS = 2;
    private static final int CONNECTIONS = 4;

    private final OperatorTerms operator;
    private final MovedClock clock;
    private final Path folder;
    private final ConfigurableApplicationContext context;
    private final UsageIntake usage;
    private final BillingDesk billing;
    private int imports;

    private World(OperatorTerms operator, MovedClock clock, Path folder, ConfigurableApplicationContext context) {
        this.operator = operator;
        this.clock = clock;
        this.folder = folder;
        this.context = context;
        this.usage = new UsageIntake(this, new UsageFiles(folder));
        this.billing = new BillingDesk(this);
    }

    /**
     * Opens the program.
     *
     * @param definitions folder of the definitions
     * @param folder a folder of the scenario's own, which the caller deletes
     */
    static World open(
            Scenario scenario, Path definitions, Path folder, ScratchDatabases.Scratch database, Instant start)
            throws IOException {
        Path seen = definitionsOf(definitions.toAbsolutePath().normalize(), folder);
        MovedClock clock = new MovedClock(start);
        SpringApplication application = new SpringApplication(TurnpikeApplication.class);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(Map.of("spring.main.lazy-initialization", "true"));
        Map<String, Object> properties = Map.of(
                "turnpike.definitions", seen.toString(),
                "turnpike.data", folder.toString(),
                "turnpike.database.url", database.url(),
                "turnpike.database.username", database.username(),
                "turnpike.database.password", database.password(),
                "spring.datasource.hikari.maximum-pool-size", CONNECTIONS);
        application.addInitializers(context -> {
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("scenario", properties));
            if (context instanceof GenericApplicationContext generic) {
                generic.registerBean("scenarioClock", Clock.class, () -> clock, World::primary);
            }
        });
        return new World(scenario.operator(), clock, folder, application.run());
    }

    /** Opens the operator, its customers and their accounts. */
    void open(List<FeedRow> parties) {
        learn(List.of(new FeedRow(
                "operators",
                Map.of(
                        "code", operator.code(),
                        "name", operator.requisites().name(),
                        "zone", operator.zone().getId(),
                        "currency", operator.currency().getCurrencyCode(),
                        "country", country(operator.requisites())))));
        learn(parties);
    }

    private static void primary(BeanDefinition definition) {
        definition.setPrimary(true);
    }

    /** The definitions with the readers of the scenario's own files in the place of theirs. */
    private static Path definitionsOf(Path definitions, Path folder) throws IOException {
        Path seen = Files.createDirectory(folder.resolve("definitions"));
        try (Stream<Path> entries = Files.list(definitions)) {
            for (Path entry : entries.filter(Files::isDirectory).toList()) {
                String name = String.valueOf(entry.getFileName());
                if (Set.of("rating-rules", "document-templates", "jobs").contains(name)) {
                    Files.createSymbolicLink(seen.resolve(name), entry);
                }
            }
        }
        UsageFiles.addReaders(seen);
        return seen;
    }

    private static String country(Requisites requisites) {
        String vat = requisites.vatId();
        return requisites.inn() == null && vat != null && vat.matches("[A-Z]{2}.*")
                ? vat.substring(0, COUNTRY_LETTERS)
                : COUNTRY;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    OperatorTerms operator() {
        return operator;
    }

    ZoneId zone() {
        return operator.zone();
    }

    Instant now() {
        return clock.instant();
    }

    void moveTo(Instant at) {
        clock.moveTo(at);
    }

    UsageIntake usage() {
        return usage;
    }

    BillingDesk billing() {
        return billing;
    }

    /** Imports lines about customers, as {@code customers import} does. */
    void learn(List<FeedRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        try {
            Path feeds = Files.createDirectory(folder.resolve("import-" + ++imports));
            Map<String, List<FeedRow>> byFeed = rows.stream().collect(Collectors.groupingBy(FeedRow::feed));
            for (Map.Entry<String, List<FeedRow>> feed : byFeed.entrySet()) {
                write(feeds.resolve(feed.getKey() + ".csv"), feed.getValue());
            }
            ImportReport report = bean(CustomerImport.class)
                    .run(List.of(feeds), ImportOptions.STRICT, ImportProgress.SILENT, bean(DefinitionChecks.class));
            if (report.refused() > 0) {
                throw new Deed.Refused(
                        report.problems().stream().map(World::told).collect(Collectors.joining("; ")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder, e);
        }
    }

    private static String told(LineProblem problem) {
        String column = problem.column().isEmpty() ? "" : problem.column() + ": ";
        return column + problem.message() + " (" + problem.remedy() + ")";
    }

    private static void write(Path path, List<FeedRow> rows) throws IOException {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.cells().keySet()));
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader(columns.toArray(String[]::new))
                .setRecordSeparator("\n")
                .get();
        try (CSVPrinter printer = new CSVPrinter(Files.newBufferedWriter(path), format)) {
            for (FeedRow row : rows) {
                List<@Nullable String> cells = columns.stream()
                        .map(column -> (@Nullable String) row.cells().get(column))
                        .collect(Collectors.toList());
                printer.printRecord(cells);
            }
        }
    }

    long accountId(String number) {
        return bean(AccountCharging.class).accounts(operator.code(), List.of(number)).stream()
                .findFirst()
                .orElseThrow(() -> new Deed.Refused("there is no account " + number));
    }

    String operatorCode() {
        return operator.code();
    }

    long operatorId() {
        return directory().operators().stream()
                .filter(known -> known.code().equals(operator.code()))
                .map(Operator::id)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no operator " + operator.code()));
    }

    /** The service that had an identifier at an instant. */
    long serviceId(Identifier by, long epochSecond) {
        ServiceDirectory directory = directory();
        String value = ServiceDirectory.canonical(by.kind(), by.value()).orElse(by.value());
        int service = directory.find(by.kind(), value, epochSecond);
        if (service == ServiceDirectory.NONE) {
            throw new Deed.Refused("no service had the " + by.kind().word() + " " + by.value() + " at that time");
        }
        return directory.serviceId(service);
    }

    private ServiceDirectory directory() {
        return bean(ServiceDirectoryLoader.class).load();
    }

    @Override
    public void close() {
        context.close();
    }
}
