package io.turnpike.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.database.DatabaseTest;
import io.turnpike.time.DateRange;
import io.turnpike.usage.IdentifierKind;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** What the example operator of the manual looks like to mediation and charging. */
@DatabaseTest
class ServiceDirectoryTest {
    @Autowired
    private DataSource dataSource;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcClient jdbc;

    private ServiceDirectory directory;

    @BeforeEach
    void exampleOperator() {
        jdbc.sql("truncate operator cascade").update();
        ImportReport report = new CustomerImport(dataSource, transactions)
                .run(List.of(Path.of("docs/operating/example-operator")), ImportOptions.STRICT, ImportProgress.SILENT);
        assertThat(report.problems()).isEmpty();
        directory = new ServiceDirectoryLoader(dataSource, transactions).load();
    }

    private String owner(IdentifierKind kind, String identifier, String instant) {
        int service = directory.find(kind, identifier, Instant.parse(instant).getEpochSecond());
        return service == ServiceDirectory.NONE ? "nobody" : name(service);
    }

    private String name(int service) {
        return jdbc.sql("""
                        select a.number || ' ' || v.code
                        from service v
                        join account a on a.id = v.account_id
                        where v.id = ?
                        """)
                .param(directory.serviceId(service))
                .query(String.class)
                .single();
    }

    private int service(String account, String code) {
        return directory.service(
                jdbc.sql("""
                        select v.id
                        from service v
                        join account a on a.id = v.account_id
                        where a.number = ? and v.code = ?
                        """).params(account, code).query(Long.class).single());
    }

    private static DateRange days(String from, String to) {
        return new DateRange(LocalDate.parse(from), LocalDate.parse(to));
    }

    @Test
    void a_number_belongs_to_who_had_it_at_the_time_of_the_call() {
        // 1 March begins in Moscow at 21:00 UTC of 28 February
        assertThat(owner(IdentifierKind.NUMBER, "74955550117", "2026-01-09T20:59:59Z"))
                .isEqualTo("nobody");
        assertThat(owner(IdentifierKind.NUMBER, "74955550117", "2026-01-09T21:00:00Z"))
                .isEqualTo("100001 phone");
        assertThat(owner(IdentifierKind.NUMBER, "74955550117", "2026-02-28T20:59:59Z"))
                .isEqualTo("100001 phone");
        assertThat(owner(IdentifierKind.NUMBER, "74955550117", "2026-02-28T21:00:00Z"))
                .isEqualTo("200001 phone");
        assertThat(owner(IdentifierKind.NUMBER, "74955550999", "2026-02-28T21:00:00Z"))
                .isEqualTo("nobody");
    }

    @Test
    void an_address_is_found_by_the_prefix_that_holds_it() {
        assertThat(owner(IdentifierKind.ADDRESS, "192.0.2.15", "2026-01-15T00:00:00Z"))
                .isEqualTo("200001 internet");
        assertThat(owner(IdentifierKind.ADDRESS, "192.0.2.16", "2026-01-15T00:00:00Z"))
                .isEqualTo("nobody");
        assertThat(owner(IdentifierKind.ADDRESS, "2001:db8:20:ff::1", "2026-01-15T00:00:00Z"))
                .isEqualTo("200001 internet");
        assertThat(owner(IdentifierKind.ADDRESS, "2001:db8:20:100::1", "2026-01-15T00:00:00Z"))
                .isEqualTo("nobody");
        assertThat(owner(IdentifierKind.ADDRESS, "10.20.0.18", "2026-02-20T11:29:59Z"))
                .isEqualTo("100002 internet");
        assertThat(owner(IdentifierKind.ADDRESS, "10.20.0.18", "2026-02-20T11:30:00Z"))
                .isEqualTo("nobody");
    }

    @Test
    void logins_and_ports_are_found_as_they_are_written() {
        assertThat(owner(IdentifierKind.LOGIN, "petrova", "2026-01-15T00:00:00Z"))
                .isEqualTo("100001 internet");
        assertThat(owner(IdentifierKind.LOGIN, "Petrova", "2026-01-15T00:00:00Z"))
                .isEqualTo("nobody");
        assertThat(owner(IdentifierKind.PORT, "olt-3:gpon-0/1/4", "2026-03-15T00:00:00Z"))
                .isEqualTo("200002 tv");
    }

    @Test
    void every_assignment_of_an_address_is_shown() {
        List<String> shown = new ArrayList<>();
        directory.forEachAddress((prefix, service, from, to) ->
                shown.add(prefix + " " + name(service) + " " + Instant.ofEpochSecond(from)));

        assertThat(shown)
                .containsExactlyInAnyOrder(
                        "10.20.0.17 100001 internet 2026-01-09T21:00:00Z",
                        "10.20.0.18 100002 internet 2026-01-30T21:00:00Z",
                        "10.20.0.19 100002 internet 2026-02-20T11:30:00Z",
                        "192.0.2.0/28 200001 internet 2025-11-30T21:00:00Z",
                        "2001:db8:20::/56 200001 internet 2025-11-30T21:00:00Z");
    }

    @Test
    void a_plan_holds_until_the_next_and_ends_with_the_service() {
        assertThat(directory.subscriptions(service("100001", "internet")))
                .containsExactly(
                        new Subscription("home-100", days("2026-01-10", "2026-03-01"), false),
                        new Subscription("home-200", DateRange.from(LocalDate.parse("2026-03-01")), false));
        int tv = service("200002", "tv");
        assertThat(directory.subscriptions(tv))
                .containsExactly(
                        new Subscription("tv-basic", days("2026-02-15", "2026-04-20"), false),
                        new Subscription("tv-full", days("2026-04-20", "2026-05-25"), false));
        assertThat(directory.planOn(tv, LocalDate.parse("2026-02-14"))).isEmpty();
        assertThat(directory.planOn(tv, LocalDate.parse("2026-02-15"))).contains("tv-basic");
        assertThat(directory.planOn(tv, LocalDate.parse("2026-05-24"))).contains("tv-full");
        assertThat(directory.planOn(tv, LocalDate.parse("2026-05-25"))).isEmpty();
    }

    @Test
    void states_follow_one_another_without_gap() {
        assertThat(directory.statuses(service("100001", "phone")))
                .containsExactly(
                        status(ServiceStatus.ACTIVE, null, days("2026-01-10", "2026-02-05"), null),
                        status(
                                ServiceStatus.SUSPENDED,
                                SuspensionKind.VOLUNTARY,
                                days("2026-02-05", "2026-02-20"),
                                "holiday"),
                        status(ServiceStatus.ACTIVE, null, DateRange.from(LocalDate.parse("2026-02-20")), null));
        assertThat(directory.ends(service("200002", "tv"))).isEqualTo("2026-05-25");
        assertThat(directory.statusOn(service("100002", "internet"), LocalDate.parse("2026-03-30")))
                .isEqualTo(ServiceStatus.ACTIVE);
        assertThat(directory.statusOn(service("100002", "internet"), LocalDate.parse("2026-03-31")))
                .isEqualTo(ServiceStatus.SUSPENDED);
    }

    private static StatusInterval status(ServiceStatus status, SuspensionKind kind, DateRange valid, String reason) {
        return new StatusInterval(status, Optional.ofNullable(kind), valid, Optional.ofNullable(reason), false);
    }

    @Test
    void quantities_own_prices_and_billing_days_are_known() {
        int phone = service("200001", "phone");
        assertThat(directory.quantities(phone))
                .containsExactly(
                        new Quantity("line-rental", 5, days("2025-12-01", "2026-02-10"), false),
                        new Quantity("line-rental", 8, DateRange.from(LocalDate.parse("2026-02-10")), false));
        assertThat(directory.ownPrices(directory.accountOf(phone)))
                .extracting(OwnPrice::node, OwnPrice::band, OwnPrice::price)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("voice/outgoing/+74951234567", "night", "0.20 RUB/min"),
                        org.assertj.core.groups.Tuple.tuple("voice/outgoing/national", "", "1.10 RUB/min"));
        assertThat(directory.ownFees(directory.accountOf(phone)))
                .containsExactly(new OwnFee(
                        Optional.of(directory.serviceId(service("200001", "internet"))),
                        "monthly",
                        "4500.00 RUB",
                        days("2026-01-01", "2027-01-01")));
        BillingDays changed = directory.billingDaysOfService(service("100002", "internet"));
        assertThat(changed.on(LocalDate.parse("2026-05-31"))).isEqualTo(31);
        assertThat(changed.on(LocalDate.parse("2026-06-01"))).isEqualTo(5);
        assertThat(directory.billingDaysOfService(service("200002", "tv")).on(LocalDate.parse("2026-06-01")))
                .isEqualTo(20);
        assertThat(directory.operatorOf(directory.accountOf(phone)).zone()).hasToString("Europe/Moscow");
    }

    @Test
    void a_range_of_accounts_holds_only_their_services() {
        long second = jdbc.sql("select id from account where number = '100002'")
                .query(Long.class)
                .single();

        ServiceDirectory range = new ServiceDirectoryLoader(dataSource, transactions).load(second, second + 1);

        assertThat(range.accounts()).isEqualTo(1);
        assertThat(range.services()).isEqualTo(1);
        assertThat(range.servicesOf(0)).containsExactly(0);
        assertThat(range.planOn(0, LocalDate.parse("2026-02-01"))).contains("home-100");
        // that of another account would not be found
        assertThatThrownBy(() -> range.find(IdentifierKind.NUMBER, "74955550117", 1_770_000_000L))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not tell who has an identifier");
    }
}
