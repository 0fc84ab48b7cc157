package io.turnpike.customers;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** What an import says about lines that are wrong, on top of the example operator. */
@DatabaseTest
class RefusedLinesTest {
    @TempDir
    private Path folder;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void exampleOperator() {
        jdbc.sql("truncate operator cascade").update();
        assertThat(load(Path.of("docs/operating/example-operator")).committed()).isTrue();
    }

    private ImportReport load(Path... paths) {
        return new CustomerImport(dataSource, transactions)
                .run(List.of(paths), ImportOptions.STRICT, ImportProgress.SILENT);
    }

    private List<String> problems(String file, String... lines) throws IOException {
        Path path = Files.write(folder.resolve(file), List.of(lines));
        ImportReport report = load(path);
        assertThat(report.refused()).isEqualTo(report.problems().size());
        assertThat(report.committed()).isEqualTo(report.problems().isEmpty());
        return report.problems().stream().map(LineProblem::render).toList();
    }

    @Test
    void an_unknown_kind_of_file_names_all_kinds() throws IOException {
        assertThat(problems("people.csv", "a,b"))
                .containsExactly(folder.resolve("people.csv") + ": the kind of file is not known\n"
                        + "  name it as one of: operators.csv, customers.csv, accounts.csv, services.csv, identifiers.csv,"
                        + " subscriptions.csv, quantities.csv, own-prices.csv, own-fees.csv, changes.csv, orders.csv");
    }

    @Test
    void a_header_names_the_columns_it_may_have() throws IOException {
        assertThat(problems("own-fees.csv", "# fees", "operator,account,fee,sum", "polyarnik,200001,monthly,1"))
                .containsExactly(
                        "own-fees.csv:2: sum: there is no such column\n"
                                + "  write columns of: operator,account,service,fee,price,valid-from,valid-to",
                        "own-fees.csv:2: price: the column is missing\n  add it; every line needs it",
                        "own-fees.csv:2: valid-from: the column is missing\n  add it; every line needs it");
    }

    @Test
    void each_cell_says_what_it_should_hold() throws IOException {
        assertThat(problems(
                        "accounts.csv",
                        "operator,customer,number,contract,contract-date,billing-day,minimum-invoice,invoice-per",
                        "polyarnik,C-1001,1,D,31.01.2026,1,,",
                        "polyarnik,C-1001,2,D,2026-01-31,0,,",
                        "polyarnik,C-1001,3,D,2026-01-31,1,50.001 RUB,",
                        "polyarnik,C-1001,4,D,2026-01-31,1,50.00 EUR,",
                        "polyarnik,C-1001,5,D,2026-01-31,1,,both",
                        "polyarnik,C-1001,6,\"D\nsix\",2026-01-31",
                        "polyarnik,C-1001,7,,2026-01-31,1,,",
                        "nobody,C-1001,8,D,2026-01-31,1,,"))
                .containsExactly(
                        "accounts.csv:2: contract-date: '31.01.2026' is no date\n  write the year first: 2026-03-31",
                        "accounts.csv:3: billing-day: '0' is no day of a month\n  write a whole number from 1 to 31",
                        "accounts.csv:4: minimum-invoice: '50.001 RUB' is no amount\n"
                                + "  write it with its currency and no part of a minor unit: 100.00 RUB",
                        "accounts.csv:5: minimum-invoice: the operator bills in RUB\n"
                                + "  write the amount in the operator's currency",
                        "accounts.csv:6: invoice-per: 'both' is not known\n  write one of: account, customer",
                        "accounts.csv:7: has 5 cells, the header has 8\n"
                                + "  write one cell for every column, and quote a cell that holds the separator",
                        "accounts.csv:9: contract: is empty\n  every line needs it",
                        "accounts.csv:10: operator: there is no operator 'nobody'\n"
                                + "  write the code of an operator of operators.csv");
    }

    @Test
    void the_same_key_twice_names_the_first_line() throws IOException {
        assertThat(problems(
                        "services.csv",
                        "operator,account,code,kind,valid-from",
                        "polyarnik,100001,extra,internet,2026-02-01",
                        "",
                        "# again",
                        "polyarnik,100001,extra,internet,2026-02-01"))
                .containsExactly("services.csv:5: says the same again as line 2\n  keep one of the two lines");
    }

    @Test
    void what_says_something_else_of_the_same_key_names_the_key() throws IOException {
        assertThat(problems(
                        "accounts.csv",
                        "operator,customer,number,contract,contract-date,billing-day,language",
                        "polyarnik,C-1001,K8,D8,2026-02-28,31,",
                        "polyarnik,C-1001,K8,D8,2026-02-28,30,",
                        "polyarnik,C-1001,K9,D9,2026-02-28,30,",
                        "polyarnik,C-1001,K8,D8,2026-02-28,31,ru"))
                .containsExactly(
                        "accounts.csv:3: says something else than line 2 about operator polyarnik, number K8\n"
                                + "  keep the line that is right",
                        "accounts.csv:5: says something else than line 2 about operator polyarnik, number K8\n"
                                + "  keep the line that is right");
        assertThat(problems(
                        "changes.csv",
                        "operator,account,service,date,change,suspension,billing-day,effective,cancelled",
                        "polyarnik,100002,internet,2026-04-20,suspend,administrative,,,",
                        "polyarnik,100002,internet,2026-04-20,resume,,,,",
                        "polyarnik,100002,,2026-04-20,billing-day,,5,period-end,",
                        "polyarnik,100002,,2026-04-21,billing-day,,6,period-end,",
                        "polyarnik,100002,,2026-04-22,billing-day,,5,period-end,"))
                .containsExactly(
                        "changes.csv:3: says something else than line 2 about account 100002, service internet, from 2026-04-20\n"
                                + "  keep the line that is right",
                        "changes.csv:5: says something else than line 4 about account 100002, from 2026-04-30\n"
                                + "  keep the line that is right",
                        "changes.csv:6: says the same again as line 4\n  keep one of the two lines");
        assertThat(problems(
                        "identifiers.csv",
                        "operator,account,service,kind,identifier,valid-from,valid-to",
                        "polyarnik,100002,internet,login,sidorova,2026-04-01,",
                        "polyarnik,100002,internet,login,sidorova,2026-04-01,2026-05-01"))
                .containsExactly(
                        "identifiers.csv:3: says something else than line 2 about account 100002, service internet,"
                                + " login sidorova, from 2026-04-01\n  keep the line that is right");
        assertThat(problems(
                        "own-prices.csv",
                        "operator,account,service,node,band,price,valid-from",
                        "polyarnik,100002,,voice/outgoing/local,,1.00 RUB/min,2026-03-01",
                        "polyarnik,100002,,voice/outgoing/local,,1.10 RUB/min,2026-03-01"))
                .containsExactly("own-prices.csv:3: says something else than line 2 about account 100002,"
                        + " node voice/outgoing/local, from 2026-03-01\n  keep the line that is right");
    }

    @Test
    void the_first_of_two_lines_may_stand_in_another_file() throws IOException {
        String header = "operator,account,code,kind,valid-from";
        Path one = Files.write(
                folder.resolve("services.csv"), List.of(header, "polyarnik,100001,extra,internet,2026-02-01"));
        Path other = Files.write(
                folder.resolve("services-2.csv"),
                List.of(
                        header,
                        "polyarnik,100001,extra,internet,2026-02-02",
                        "polyarnik,100001,extra,internet,2026-02-01"));
        assertThat(load(one, other).problems())
                .extracting(LineProblem::render)
                .containsExactly(
                        "services-2.csv:2: says something else than line 2 of services.csv about account 100001, code extra\n"
                                + "  keep the line that is right",
                        "services-2.csv:3: says the same again as line 2 of services.csv\n  keep one of the two lines");
    }

    @Test
    void an_identifier_has_one_owner_at_a_time() throws IOException {
        assertThat(problems(
                        "identifiers.csv",
                        "operator,account,service,kind,identifier,valid-from,valid-to",
                        "polyarnik,100002,internet,number,7 495 555-01-17,2026-02-27,2026-03-01",
                        "polyarnik,100002,internet,number,74955550300,2026-02-01,2026-03-01",
                        "polyarnik,100001,phone,number,74955550300,2026-02-28,",
                        "polyarnik,100001,phone,number,74955550301,2026-02-28,2026-02-28",
                        "polyarnik,100001,internet,address,10.20.0.17/24,2026-02-28,"))
                .containsExactly(
                        "identifiers.csv:2: identifier: belongs to another service or validity:"
                                + " account 100001 service phone from 2026-01-10 to 2026-03-01\n"
                                + "  end that assignment first (valid-to), or begin this one later",
                        "identifiers.csv:4: identifier: belongs to another service or validity:"
                                + " account 100002 service internet from 2026-02-01 to 2026-03-01\n"
                                + "  end that assignment first (valid-to), or begin this one later",
                        "identifiers.csv:5: valid-to: 2026-02-28 is not after valid-from\n"
                                + "  write the first day that it no longer holds, or leave it empty",
                        "identifiers.csv:6: identifier: '10.20.0.17/24' is no address or prefix\n"
                                + "  write 192.0.2.1, 192.0.2.0/24 or 2001:db8::/56, with no bits set beyond the length");
    }

    @Test
    void an_identifier_is_handed_over_by_ending_the_first_assignment_in_the_same_file() throws IOException {
        assertThat(problems(
                        "identifiers.csv",
                        "operator,account,service,kind,identifier,valid-from,valid-to",
                        "polyarnik,100002,internet,login,petrova,2026-04-01,",
                        "polyarnik,100001,internet,login,petrova,2026-01-10,2026-04-01"))
                .isEmpty();
    }

    @Test
    void a_state_must_follow_from_the_one_before() throws IOException {
        assertThat(problems(
                        "changes.csv",
                        "operator,account,service,date,change,suspension,plan,effective",
                        "polyarnik,100001,phone,2026-02-21,resume,,,",
                        "polyarnik,100001,phone,2026-02-10,suspend,voluntary,,",
                        "polyarnik,100001,phone,2026-02-12,suspend,debt,,",
                        "polyarnik,200002,tv,2026-05-26,resume,,,",
                        "polyarnik,200002,tv,2026-05-25,plan,,tv-basic,",
                        "polyarnik,100001,internet,2026-01-01,suspend,debt,,",
                        "polyarnik,100001,connection,2026-03-01,suspend,,,",
                        "polyarnik,100001,connection,2026-03-01,terminate,debt,,",
                        "polyarnik,100001,,2026-03-01,terminate,,,"))
                .containsExactly(
                        "changes.csv:2: date: the service is not suspended on 2026-02-21\n"
                                + "  write a day on which it is, or suspend it first",
                        "changes.csv:3: date: the service is suspended already, from 2026-02-05\n"
                                + "  write another kind of suspension, or resume it first",
                        "changes.csv:5: date: the service is terminated on 2026-05-25\n"
                                + "  write an earlier day, or open a new service",
                        "changes.csv:6: date: the service is terminated on 2026-05-25\n"
                                + "  write an earlier day, or open a new service",
                        "changes.csv:7: date: the service begins on 2026-01-10\n  write that day or a later one",
                        "changes.csv:8: suspension: is empty\n  the change 'suspend' needs it",
                        "changes.csv:9: suspension: the change 'terminate' has no suspension\n  leave it empty",
                        "changes.csv:10: service: is empty\n  the change 'terminate' needs it");
    }

    @Test
    void own_prices_of_one_node_do_not_overlap() throws IOException {
        assertThat(problems(
                        "own-prices.csv",
                        "operator,account,service,node,band,price,valid-from,valid-to",
                        "polyarnik,200001,phone,voice/outgoing/national,,1.00 RUB/min,2026-03-01,",
                        "polyarnik,200001,,voice/outgoing/national,,1.00 RUB/min,2026-03-01,",
                        "polyarnik,200001,,voice/outgoing/national,,0.90 RUB/min,2026-02-01,2026-03-01",
                        "polyarnik,200001,fax,voice/outgoing/national,,0.90 RUB/min,2026-02-01,2026-03-01"))
                .containsExactly(
                        "own-prices.csv:2: valid-from: there is another own price from 2026-01-01 whose validity overlaps\n"
                                + "  end that one first (valid-to), or begin this one later",
                        "own-prices.csv:5: service: the account has no service 'fax'\n"
                                + "  write the code of a service of services.csv");
    }

    @Test
    void what_cannot_change_is_refused() throws IOException {
        assertThat(problems(
                        "operators.csv",
                        "code,name,zone,currency,country",
                        "polyarnik,Polyarnik,Europe/Moscow,EUR,RU",
                        "other,Other,Moscow,EUR,RU"))
                .containsExactly(
                        "operators.csv:2: currency: the operator bills in RUB already\n"
                                + "  leave its currency as it is; another currency needs another operator",
                        "operators.csv:3: zone: 'Moscow' is no time zone\n"
                                + "  write a name of the tz database: Europe/Moscow, Europe/Berlin, UTC");
        assertThat(problems(
                        "services.csv",
                        "operator,account,code,kind,valid-from",
                        "polyarnik,100001,phone,internet,2026-01-10"))
                .containsExactly("services.csv:2: kind: the service is telephony already\n"
                        + "  leave its kind as it is; terminate the service and open another");
    }

    @Test
    void after_a_stray_quote_the_rest_of_the_file_is_refused() throws IOException {
        assertThat(problems(
                        "quantities.csv",
                        "operator,account,service,quantity,valid-from",
                        "polyarnik,100001,phone,2,2026-02-01",
                        "polyarnik,\"100001\"x,phone,2,2026-03-01"))
                .singleElement()
                .asString()
                .startsWith("quantities.csv:3: is no CSV from here on, the rest of the file was not read");
    }

    @Test
    void the_line_with_an_open_quote_was_read_and_refused() throws IOException {
        Path path = Files.write(
                folder.resolve("accounts.csv"),
                List.of(
                        "operator,customer,number,contract,contract-date,billing-day",
                        "polyarnik,C-1001,7,D,2026-02-28,1",
                        "polyarnik,C-1001,8,D,2026-02-28,40",
                        "polyarnik,C-1001,9,\"D,2026-02-28,1",
                        "polyarnik,C-1001,10,D,2026-02-28,1"));
        assertThat(load(path).counts())
                .extracting(ImportReport.Count::toString)
                .containsExactly("accounts: 3 read, 1 added, 0 changed, 0 unchanged, 2 refused");
    }

    @Test
    void a_file_that_is_refused_as_a_whole_takes_no_lines_from_another() throws IOException {
        Path good = Files.write(
                folder.resolve("accounts.csv"),
                List.of(
                        "operator,customer,number,contract,contract-date,billing-day",
                        "polyarnik,C-1001,7,D,2026-02-28,1"));
        Path noHeader = Files.write(folder.resolve("accounts-2.csv"), List.of());
        Path cyrillic = Files.write(
                folder.resolve("accounts-3.csv"),
                ("operator,customer,number,contract,contract-date,billing-day\n"
                                + "polyarnik,C-1001,8,D,2026-02-28,40\npolyarnik,C-1001,8,\u0414,2026-02-28,1\n")
                        .getBytes(Charset.forName("windows-1251")));
        assertThat(load(good, noHeader, cyrillic).counts())
                .extracting(ImportReport.Count::toString)
                .containsExactly("accounts: 1 read, 1 added, 0 changed, 0 unchanged, 0 refused");
    }
}
