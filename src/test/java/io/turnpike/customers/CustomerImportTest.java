package io.turnpike.customers;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.turnpike.database.DatabaseTest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

@DatabaseTest
class CustomerImportTest {
    private static final Path EXAMPLE = Path.of("docs/operating/example-operator");

    @TempDir
    private Path folder;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void nobody() {
        jdbc.sql("truncate operator cascade").update();
    }

    private ImportReport load(ImportOptions options, Path... paths) {
        return new CustomerImport(dataSource, transactions).run(List.of(paths), options, ImportProgress.SILENT);
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private static List<String> shown(ImportReport report) {
        return report.problems().stream().map(LineProblem::render).toList();
    }

    private static List<String> counts(ImportReport report) {
        return report.counts().stream().map(ImportReport.Count::toString).toList();
    }

    @Test
    void the_example_operator_is_imported_as_it_stands() {
        ImportReport report = load(ImportOptions.STRICT, EXAMPLE);

        assertThat(shown(report)).isEmpty();
        assertThat(report.committed()).isTrue();
        assertThat(counts(report))
                .containsExactly(
                        "operators: 1 read, 1 added, 0 changed, 0 unchanged, 0 refused",
                        "customers: 3 read, 3 added, 0 changed, 0 unchanged, 0 refused",
                        "accounts: 4 read, 4 added, 0 changed, 0 unchanged, 0 refused",
                        "services: 7 read, 7 added, 0 changed, 0 unchanged, 0 refused",
                        "identifiers: 11 read, 11 added, 0 changed, 0 unchanged, 0 refused",
                        "subscriptions: 8 read, 8 added, 0 changed, 0 unchanged, 0 refused",
                        "quantities: 3 read, 3 added, 0 changed, 0 unchanged, 0 refused",
                        "own-prices: 2 read, 2 added, 0 changed, 0 unchanged, 0 refused",
                        "own-fees: 1 read, 1 added, 0 changed, 0 unchanged, 0 refused",
                        "changes: 6 read, 6 added, 0 changed, 0 unchanged, 0 refused",
                        "orders: 2 read, 2 added, 0 changed, 0 unchanged, 0 refused");
    }

    @Test
    void a_connection_that_has_used_a_temporary_table_can_import() {
        try (HikariDataSource one = new HikariDataSource()) {
            HikariDataSource all = (HikariDataSource) dataSource;
            one.setJdbcUrl(all.getJdbcUrl());
            one.setUsername(all.getUsername());
            one.setPassword(all.getPassword());
            one.setMaximumPoolSize(1);
            JdbcClient.create(one)
                    .sql("create temporary table used (n integer)")
                    .update();
            ImportReport report = new CustomerImport(one, new JdbcTransactionManager(one))
                    .run(List.of(EXAMPLE), ImportOptions.STRICT, ImportProgress.SILENT);
            assertThat(report.committed()).isTrue();
        }
    }

    @Test
    void a_second_import_changes_nothing() {
        load(ImportOptions.STRICT, EXAMPLE);

        ImportReport again = load(ImportOptions.STRICT, EXAMPLE);

        assertThat(shown(again)).isEmpty();
        assertThat(again.added()).isZero();
        assertThat(again.changed()).isZero();
        assertThat(again.differences()).isEmpty();
        assertThat(again.counts())
                .allSatisfy(count -> assertThat(count.unchanged()).isEqualTo(count.read()));
    }

    @Test
    void the_order_of_files_does_not_matter() throws IOException {
        List<Path> files = new ArrayList<>(csvFiles(EXAMPLE));
        Collections.reverse(files);

        ImportReport report = load(ImportOptions.STRICT, files.toArray(Path[]::new));

        assertThat(shown(report)).isEmpty();
        assertThat(report.added()).isEqualTo(48); // 1 + 3 + 4 + 7 + 11 + 8 + 3 + 2 + 2 + 1 + 6
    }

    @Test
    void an_export_imported_into_an_empty_database_is_exported_as_the_same_bytes() throws IOException {
        load(ImportOptions.STRICT, EXAMPLE);
        CustomerExport export = new CustomerExport(dataSource, transactions);
        export.run(List.of(folder.resolve("first")), ImportProgress.SILENT);
        assertThat(load(ImportOptions.STRICT, folder.resolve("first")).changed())
                .isZero();
        nobody();

        assertThat(shown(load(ImportOptions.STRICT, folder.resolve("first")))).isEmpty();
        export.run(List.of(folder.resolve("second")), ImportProgress.SILENT);

        assertThat(csvFiles(folder.resolve("first"))).hasSize(11);
        for (Path file : csvFiles(folder.resolve("first"))) {
            assertThat(folder.resolve("second").resolve(file.getFileName())).hasSameBinaryContentAs(file);
        }
    }

    @Test
    void an_export_shows_canonical_values() throws IOException {
        load(ImportOptions.STRICT, EXAMPLE);

        new CustomerExport(dataSource, transactions).run(List.of(folder), ImportProgress.SILENT);

        assertThat(Files.readAllLines(folder.resolve("identifiers.csv")))
                .contains(
                        "polyarnik,100001,phone,number,74955550117,2026-01-10,2026-03-01",
                        // 14:30 in Moscow is 11:30 UTC
                        "polyarnik,100002,internet,address,10.20.0.18,2026-01-31,2026-02-20T11:30:00Z");
        assertThat(Files.readAllLines(folder.resolve("accounts.csv")))
                .contains("polyarnik,C-1002,100002,D-100002,2026-01-31,31,en,centre,50.00 RUB,account");
        assertThat(Files.readAllLines(folder.resolve("changes.csv")))
                .containsExactly(
                        "operator,account,service,date,change,plan,fee,quantity,suspension,billing-day,reason,effective,billed,cancelled",
                        "polyarnik,100001,phone,2026-02-05,suspend,,,,voluntary,,holiday,,,",
                        "polyarnik,100001,phone,2026-02-20,resume,,,,,,,,,",
                        "polyarnik,100002,,2026-06-01,billing-day,,,,,5,,,,",
                        // billing day 31: the period that 10 March is in ends on 31 March
                        "polyarnik,100002,internet,2026-03-31,suspend,,,,debt,,,,,",
                        "polyarnik,200002,tv,2026-05-25,terminate,,,,,,moved out,,at-once,");
        assertThat(Files.readAllLines(folder.resolve("subscriptions.csv")))
                // billing day 20 of the service: the period that 2 April is in ends on 20 April
                .contains("polyarnik,200002,tv,tv-full,2026-04-20,");
    }

    @Test
    void an_own_least_invoice_of_zero_is_one() throws IOException {
        load(ImportOptions.STRICT, EXAMPLE);
        Path accounts = file(
                "accounts.csv",
                "operator,customer,number,contract,contract-date,billing-day,minimum-invoice",
                "polyarnik,C-1001,100007,D-7,2026-01-10,1,0.00 RUB",
                "polyarnik,C-1001,100008,D-8,2026-01-10,1,");
        load(ImportOptions.STRICT, accounts);

        new CustomerExport(dataSource, transactions).run(List.of(folder), ImportProgress.SILENT);

        assertThat(Files.readAllLines(folder.resolve("accounts.csv")))
                .contains(
                        "polyarnik,C-1001,100007,D-7,2026-01-10,1,,,0.00 RUB,account",
                        "polyarnik,C-1001,100008,D-8,2026-01-10,1,,,,account");
    }

    @Test
    void a_quantity_keeps_when_it_is_billed() throws IOException {
        load(ImportOptions.STRICT, EXAMPLE);
        Path changes = file(
                "changes.csv",
                "operator,account,service,date,change,fee,quantity,billed",
                "polyarnik,200001,phone,2026-03-10,quantity,line-rental,9,at-once");

        assertThat(shown(load(ImportOptions.STRICT, changes))).isEmpty();
        assertThat(counts(load(ImportOptions.STRICT, changes)))
                .containsExactly("changes: 1 read, 0 added, 0 changed, 1 unchanged, 0 refused");
        new CustomerExport(dataSource, transactions).run(List.of(folder), ImportProgress.SILENT);

        assertThat(Files.readAllLines(folder.resolve("quantities.csv")))
                .contains(
                        "polyarnik,200001,phone,line-rental,8,2026-02-10,",
                        "polyarnik,200001,phone,line-rental,9,2026-03-10,at-once");
    }

    @Test
    void a_cancelled_change_has_no_effect_and_stays_cancelled_when_its_line_comes_again() throws IOException {
        load(ImportOptions.STRICT, EXAMPLE);
        String header = "operator,account,service,date,change,suspension,cancelled";
        Path mistake = file(
                "changes.csv",
                header,
                "polyarnik,200002,tv,2026-05-25,terminate,,yes",
                "polyarnik,200002,tv,2026-04-25,terminate,,",
                "polyarnik,100001,phone,2026-02-20,resume,,yes");

        assertThat(shown(load(ImportOptions.STRICT, mistake))).isEmpty();
        assertThat(load(ImportOptions.STRICT, mistake).changed()).isZero();
        // the line that was told first, in a file that knows nothing of cancelling
        Path again = file(
                "changes.csv",
                "operator,account,service,date,change,reason,billed",
                "polyarnik,200002,tv,2026-05-25,terminate,moved out,at-once");
        assertThat(shown(load(ImportOptions.STRICT, again))).isEmpty();
        new CustomerExport(dataSource, transactions).run(List.of(folder), ImportProgress.SILENT);

        assertThat(Files.readAllLines(folder.resolve("changes.csv")))
                .contains(
                        "polyarnik,200002,tv,2026-04-25,terminate,,,,,,,,,",
                        "polyarnik,200002,tv,2026-05-25,terminate,,,,,,moved out,,at-once,yes",
                        "polyarnik,100001,phone,2026-02-20,resume,,,,,,,,,yes");
        ServiceDirectory directory = new ServiceDirectoryLoader(dataSource, transactions).load();
        assertThat(java.util.stream.IntStream.range(0, directory.services())
                        .mapToObj(directory::ends)
                        .filter(end -> !end.equals(io.turnpike.time.DateRange.FOREVER)))
                .containsExactly(java.time.LocalDate.of(2026, 4, 25));
    }

    @Test
    void only_a_change_of_state_can_be_cancelled() throws IOException {
        load(ImportOptions.STRICT, EXAMPLE);
        Path changes = file(
                "changes.csv",
                "operator,account,service,date,change,plan,cancelled",
                "polyarnik,200002,tv,2026-04-20,plan,tv-full,yes");

        assertThat(shown(load(ImportOptions.STRICT, changes)))
                .containsExactly("changes.csv:2: cancelled: the change 'plan' cannot be cancelled\n"
                        + "  write what holds from that day instead: the plan, quantity or billing day before it");
    }

    @Test
    void a_dry_run_says_what_would_change_and_changes_nothing() throws IOException {
        load(ImportOptions.STRICT, EXAMPLE);
        Path customers = file(
                "customers.csv",
                "operator;number;kind;name;language;city",
                "polyarnik;C-1001;person;Anna Ivanova;ru;",
                "polyarnik;C-1003;person;Olga Smirnova;ru;Tver");

        ImportReport report = load(new ImportOptions(true, false), customers);

        assertThat(report.committed()).isFalse();
        assertThat(report.differences())
                .containsExactly(
                        "customers.csv:2: name 'Anna Petrova' -> 'Anna Ivanova', city 'Moscow' -> none",
                        "customers.csv:3: new");
        assertThat(counts(report)).containsExactly("customers: 2 read, 1 added, 1 changed, 0 unchanged, 0 refused");
        assertThat(names()).containsExactly("Anna Petrova", "Ivan Sidorov", "Romashka LLC");
    }

    @Test
    void a_column_that_is_left_out_keeps_what_is_known() throws IOException {
        load(ImportOptions.STRICT, EXAMPLE);

        load(
                ImportOptions.STRICT,
                file("customers.csv", "operator,number,kind,name,language", "polyarnik,C-1001,person,Anna,en"));

        assertThat(jdbc.sql("select name || ' ' || language || ' ' || city from customer where number = 'C-1001'")
                        .query(String.class)
                        .single())
                .isEqualTo("Anna en Moscow");
    }

    @Test
    void one_wrong_line_leaves_everything_as_it_was() throws IOException {
        load(ImportOptions.STRICT, EXAMPLE);
        Path accounts = file(
                "accounts.csv",
                "operator,customer,number,contract,contract-date,billing-day",
                "polyarnik,C-1001,100001,D-9,2026-01-10,1",
                "polyarnik,C-1001,100009,D-9,2026-01-10,32");

        ImportReport report = load(ImportOptions.STRICT, accounts);

        assertThat(shown(report))
                .containsExactly("accounts.csv:3: billing-day: '32' is no day of a month\n"
                        + "  write a whole number from 1 to 31");
        assertThat(report.committed()).isFalse();
        assertThat(jdbc.sql("select contract from account where number = '100001'")
                        .query(String.class)
                        .single())
                .isEqualTo("D-100001");
    }

    @Test
    void keep_good_imports_the_lines_that_are_right() throws IOException {
        load(ImportOptions.STRICT, EXAMPLE);
        Path accounts = file(
                "accounts.csv",
                "operator,customer,number,contract,contract-date,billing-day",
                "polyarnik,C-1001,100008,D-8,2026-01-10,1",
                "polyarnik,C-9999,100009,D-9,2026-01-10,1");
        Path services = file(
                "services.csv",
                "operator,account,code,kind,valid-from",
                "polyarnik,100008,internet,internet,2026-01-10",
                "polyarnik,100009,internet,internet,2026-01-10");

        ImportReport report = load(new ImportOptions(false, true), services, accounts);

        assertThat(shown(report))
                .containsExactly(
                        "accounts.csv:3: customer: the operator has no customer 'C-9999'\n"
                                + "  write the number of a customer of customers.csv",
                        "services.csv:3: account: the operator has no account '100009'\n"
                                + "  write the number of an account of accounts.csv");
        assertThat(counts(report))
                .containsExactly(
                        "accounts: 2 read, 1 added, 0 changed, 0 unchanged, 1 refused",
                        "services: 2 read, 1 added, 0 changed, 0 unchanged, 1 refused");
        assertThat(report.committed()).isTrue();
    }

    private List<String> names() {
        return jdbc.sql("select name from customer order by name")
                .query(String.class)
                .list();
    }

    private static List<Path> csvFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().collect(Collectors.toList());
        }
    }

    @Test
    void a_file_in_another_character_set_is_refused_by_name() throws IOException {
        Path file = folder.resolve("operators.csv");
        Files.writeString(
                file,
                "code,name,zone,currency,country\na,Полярник,Europe/Moscow,RUB,RU\n",
                Charset.forName("windows-1251"));

        assertThat(shown(load(ImportOptions.STRICT, file)))
                .containsExactly("operators.csv: is not UTF-8\n  save it as CSV UTF-8");
    }
}
