package io.turnpike.charging;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.catalog.CatalogInForce;
import io.turnpike.customers.ChangeSet;
import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.DefinitionChecks;
import io.turnpike.customers.ImportOptions;
import io.turnpike.customers.ImportProgress;
import io.turnpike.customers.ImportReport;
import io.turnpike.customers.LineProblem;
import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.database.DatabaseTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What an import refuses because the rating rules do not know it: it would stop the charging of the account, or never hold. */
@DatabaseTest
class ImportChecksTest {
    private static final String PRICES = "operator,account,service,node,band,price,valid-from";

    @TempDir
    private Path folder;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private CustomerImport customers;

    @Autowired
    private DefinitionChecks definitions;

    @Autowired
    private ApplicationContext context;

    @BeforeEach
    void oneSubscriber() {
        jdbc.sql("truncate operator cascade").update();
        OneSubscriber.create(customers);
    }

    private List<String> problems(String file, String header, String... lines) throws IOException {
        List<String> text = new ArrayList<>(List.of(header));
        text.addAll(List.of(lines));
        Path path = Files.write(folder.resolve(file), text);
        ImportReport report = customers.run(List.of(path), ImportOptions.STRICT, ImportProgress.SILENT, definitions);
        assertThat(report.committed()).isEqualTo(report.problems().isEmpty());
        return report.problems().stream().map(LineProblem::render).toList();
    }

    @Test
    void own_prices_at_nodes_of_no_plan_and_without_a_readable_price_are_refused() throws IOException {
        List<String> problems = problems(
                "own-prices.csv",
                PRICES,
                "meridian,100001,tel,voice/outgoing/mobil,,0.50 RUB/min,2026-03-01",
                "meridian,100001,tel,voice/outgoing/mobile,,0.50 EUR/min,2026-03-01",
                "meridian,100001,tel,voice/outgoing/mobile,,cheap,2026-04-01",
                "meridian,100001,tel,voice/outwards/mobile,,0.50 RUB/min,2026-03-01",
                "meridian,100001,tel,voice/outgoing/+7495,mon-fri 25:00-08:00,0.50 RUB/min,2026-03-01",
                "meridian,100001,tel,voice/outgoing/+7495,,0.50 RUB/min,2026-03-01");
        assertThat(problems).hasSize(5);
        assertThat(problems.get(0))
                .startsWith("own-prices.csv:2: no zone 'mobil'")
                .contains("voice/outgoing/mobil");
        assertThat(problems.get(1))
                .startsWith("own-prices.csv:3: the plan's currency is RUB")
                .contains("write the price in RUB");
        assertThat(problems.get(2)).startsWith("own-prices.csv:4: cannot read 'cheap'");
        assertThat(problems.get(3)).startsWith("own-prices.csv:5: ").contains("outwards");
        assertThat(problems.get(4)).startsWith("own-prices.csv:6: ").contains("25:00");
    }

    @Test
    void a_band_that_cannot_be_read_is_told_in_the_words_of_plans() throws IOException {
        assertThat(problems(
                        "own-prices.csv",
                        PRICES,
                        "meridian,100001,tel,voice/outgoing/+7495,25:00-26:00,0.50 RUB/min,2026-03-01"))
                .containsExactly("own-prices.csv:2: '25:00' is no time of day"
                        + " (node 'voice/outgoing/+7495', band '25:00-26:00', price '0.50 RUB/min')\n"
                        + "  write 00:00 to 23:59, or 24:00 for the end of the day");
    }

    @Test
    void what_is_known_already_is_not_judged_again_so_that_an_export_can_be_imported_over_itself() throws IOException {
        jdbc.sql("""
                insert into account_price (account_id, node, band, price, valid_from, valid_to)
                select id, 'voice/outgoing/gone', '', '0.50 RUB/min', '2026-01-01', '9999-01-01'
                from account
                """).update();
        assertThat(problems(
                        "own-prices.csv",
                        PRICES + ",valid-to",
                        "meridian,100001,,voice/outgoing/gone,,0.50 RUB/min,2026-01-01,2026-06-01"))
                .isEmpty();
    }

    @Test
    void own_fees_name_a_fee_and_an_amount() throws IOException {
        assertThat(problems(
                        "own-fees.csv",
                        "operator,account,service,fee,price,valid-from",
                        "meridian,100001,tel,acess,250.00 RUB,2026-03-01",
                        "meridian,100001,tel,access,250.00 EUR,2026-03-01",
                        "meridian,100001,tel,access,250.00 RUB,2026-04-01"))
                .satisfiesExactly(
                        fee -> assertThat(fee)
                                .startsWith("own-fees.csv:2: fee: no plan has a fee 'acess'\n  did you mean 'access'?"),
                        price -> assertThat(price)
                                .isEqualTo("own-fees.csv:3: price: '250.00 EUR' is no amount in RUB\n"
                                        + "  write it as 250.00 RUB"));
    }

    @Test
    void an_order_and_a_quantity_name_a_fee_of_the_plan() throws IOException {
        assertThat(problems(
                        "orders.csv",
                        "operator,account,service,fee,ordered-on,quantity",
                        "meridian,100001,tel,relocation,2026-03-01,1"))
                .singleElement()
                .asString()
                .startsWith("orders.csv:2: fee: the plan home-phone has no fee 'relocation' that can be ordered");
        assertThat(problems(
                        "quantities.csv",
                        "operator,account,service,fee,quantity,valid-from",
                        "meridian,100001,tel,line-rentel,2,2026-03-01"))
                .singleElement()
                .asString()
                .startsWith("quantities.csv:2: fee: no plan has a fee 'line-rentel'\n  did you mean 'line-rental'?");
    }

    @Test
    void an_order_is_judged_by_the_plan_that_another_file_of_the_import_makes() throws IOException {
        Files.write(
                folder.resolve("changes.csv"),
                List.of(
                        "operator,account,service,date,change,plan",
                        "meridian,100001,tel,2026-02-01,plan,home-100-year"));
        Files.write(
                folder.resolve("orders.csv"),
                List.of(
                        "operator,account,service,fee,ordered-on,quantity",
                        "meridian,100001,tel,relocation,2026-03-01,1"));
        ImportReport report = customers.run(List.of(folder), ImportOptions.STRICT, ImportProgress.SILENT, definitions);
        assertThat(report.problems().stream().map(LineProblem::render)).isEmpty();
        assertThat(report.committed()).isTrue();
    }

    @Test
    void a_plan_is_in_the_currency_of_the_operator() throws IOException {
        assertThat(problems(
                        "subscriptions.csv",
                        "operator,account,service,plan,valid-from",
                        "meridian,100001,tel,tel-basis,2026-03-01"))
                .singleElement()
                .isEqualTo(
                        "subscriptions.csv:2: plan: the plan tel-basis has its prices in EUR, the operator bills in RUB\n"
                                + "  name a plan in RUB");
        assertThat(problems(
                        "changes.csv",
                        "operator,account,service,date,change,plan",
                        "meridian,100001,tel,2026-03-01,plan,tel-basis",
                        "meridian,100001,tel,2026-03-02,terminate,"))
                .singleElement()
                .asString()
                .startsWith("changes.csv:2: plan: the plan tel-basis has its prices in EUR");
    }

    @Test
    void fees_of_a_plan_in_another_currency_are_not_charged_and_told() throws IOException {
        jdbc.sql("truncate fee_charge").update();
        customers.run(
                new ChangeSet().subscribe(OneSubscriber.PHONE, "home-100-year", LocalDate.of(2026, 1, 1)),
                ImportOptions.STRICT);
        assertThat(charge("2026-04-01")).isEmpty();
        List<String> right = charged();
        assertThat(right).isNotEmpty();
        jdbc.sql(
                        "insert into plan_subscription (service_id, plan, valid_from) select id, 'tel-basis', '2026-03-01' from service")
                .update();
        assertThat(charge("2026-05-01"))
                .singleElement()
                .isEqualTo("meridian 100001/tel: no fees of the plan tel-basis from 2026-03-01 are charged:"
                        + " its prices are not in RUB, which the operator bills in. Put the service on another plan from that"
                        + " day");
        assertThat(charged()).noneMatch(fee -> fee.startsWith("tel-basis"));
        jdbc.sql("delete from plan_subscription where plan = 'tel-basis'").update();
        assertThat(charge("2026-05-01")).isEmpty();
    }

    private List<String> charge(String through) {
        CatalogInForce catalog = context.getBean(CatalogInForce.class);
        return new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                .execute(status -> context.getBean(ChargeFees.class)
                        .charge(
                                context.getBean(ServiceDirectoryLoader.class).load(0, Long.MAX_VALUE),
                                new FeeFacts(catalog.get()),
                                0,
                                Long.MAX_VALUE,
                                LocalDate.parse(through)));
    }

    private List<String> charged() {
        return jdbc.sql("select plan || ' ' || fee || ' ' || period_from from fee_charge order by fee_charge_id")
                .query(String.class)
                .list();
    }
}
