package io.turnpike.customers;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import io.turnpike.time.DateRange;
import io.turnpike.usage.IdentifierKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@DatabaseTest
class ChangeSetTest {
    private static final ServiceKey PHONE = new ServiceKey("north", "1", "phone");
    private static final LocalDate JANUARY_10 = LocalDate.parse("2026-01-10");

    @Autowired
    private DataSource dataSource;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void oneSubscriber() {
        jdbc.sql("truncate operator cascade").update();
        ImportReport report = apply(new ChangeSet()
                .operator(new Operator(
                        0,
                        "north",
                        "North \"Star\", Ltd",
                        ZoneId.of("Europe/Berlin"),
                        Currency.getInstance("EUR"),
                        "DE"))
                .customer("north", "C1", false, "Max, Muster", "en")
                .account("north", "C1", "1", JANUARY_10, 31)
                .open(PHONE, ServiceKind.TELEPHONY, JANUARY_10)
                .subscribe(PHONE, "basic", JANUARY_10)
                .assign(
                        PHONE,
                        IdentifierKind.NUMBER,
                        "+49 30 5550117",
                        Instant.parse("2026-01-10T08:15:30Z"),
                        Optional.empty()));
        assertThat(report.problems()).isEmpty();
    }

    private ImportReport apply(ChangeSet changes) {
        return new CustomerImport(dataSource, transactions).run(changes, ImportOptions.STRICT);
    }

    private ServiceDirectory directory() {
        return new ServiceDirectoryLoader(dataSource, transactions).load();
    }

    @Test
    void a_subscriber_is_opened_in_one_set() {
        ServiceDirectory directory = directory();

        assertThat(directory.find(IdentifierKind.NUMBER, "49305550117", 1_768_032_929L))
                .isEqualTo(ServiceDirectory.NONE);
        assertThat(directory.find(IdentifierKind.NUMBER, "49305550117", 1_768_032_930L))
                .isZero(); // 2026-01-10T08:15:30Z
        assertThat(directory.planOn(0, JANUARY_10)).contains("basic");
        assertThat(directory.operators()).extracting(Operator::name).containsExactly("North \"Star\", Ltd");
    }

    @Test
    void a_change_holds_from_the_day_its_timing_says() {
        // billing day 31: periods begin on 31 January and 28 February, so 15 February is in [31 January, 28 February)
        LocalDate february15 = LocalDate.parse("2026-02-15");
        assertThat(apply(new ChangeSet()
                                .changePlan(PHONE, february15, "back", Timing.PERIOD_START)
                                .changePlan(PHONE, LocalDate.parse("2026-02-16"), "now", Timing.NOW.atOnce())
                                .changePlan(PHONE, LocalDate.parse("2026-02-17"), "next", Timing.PERIOD_END))
                        .problems())
                .isEmpty();

        assertThat(directory().subscriptions(0))
                .containsExactly(
                        new Subscription("basic", new DateRange(JANUARY_10, LocalDate.parse("2026-01-31")), false),
                        new Subscription(
                                "back",
                                new DateRange(LocalDate.parse("2026-01-31"), LocalDate.parse("2026-02-16")),
                                false),
                        new Subscription(
                                "now",
                                new DateRange(LocalDate.parse("2026-02-16"), LocalDate.parse("2026-02-28")),
                                true),
                        new Subscription("next", DateRange.from(LocalDate.parse("2026-02-28")), false));
    }

    @Test
    void the_period_of_a_change_is_the_one_that_a_new_billing_day_cuts() {
        apply(new ChangeSet()
                .changeBillingDay("north", "1", LocalDate.parse("2026-03-10"), 15)
                .changeBillingDay("north", "1", LocalDate.parse("2026-04-20"), 1));

        // 31 becomes 15: [28 February, 15 March); 15 becomes 1: [15 April, 1 May)
        apply(new ChangeSet()
                .changePlan(PHONE, LocalDate.parse("2026-03-05"), "next", Timing.PERIOD_END)
                .changePlan(PHONE, LocalDate.parse("2026-04-25"), "back", Timing.PERIOD_START));

        assertThat(directory().subscriptions(0))
                .extracting(Subscription::plan, one -> one.valid().from())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("basic", JANUARY_10),
                        org.assertj.core.groups.Tuple.tuple("next", LocalDate.parse("2026-03-15")),
                        org.assertj.core.groups.Tuple.tuple("back", LocalDate.parse("2026-04-15")));
    }

    @Test
    void orders_are_known_and_cancelled_by_their_number() {
        LocalDate day = LocalDate.parse("2026-03-05");
        apply(new ChangeSet().order(PHONE, day, "visit", "", 1).order(PHONE, day, "visit", "A2", 3));
        apply(new ChangeSet().order(PHONE, day, "visit", "A2", 0));

        assertThat(directory().orders(0)).containsExactly(new Order("visit", day, 1), new Order("visit", day, 0));

        assertThat(apply(new ChangeSet().order(PHONE, LocalDate.parse("2026-01-09"), "visit", "", 1))
                        .problems())
                .extracting(LineProblem::message)
                .containsExactly("the service begins on 2026-01-10");
        apply(new ChangeSet().terminate(PHONE, LocalDate.parse("2026-04-01"), "", Timing.NOW));
        assertThat(apply(new ChangeSet().order(PHONE, LocalDate.parse("2026-04-01"), "visit", "", 1))
                        .problems())
                .extracting(LineProblem::message)
                .containsExactly("the service is terminated on 2026-04-01");
    }

    @Test
    void back_to_the_period_start_never_goes_before_the_service() {
        apply(new ChangeSet().changePlan(PHONE, LocalDate.parse("2026-01-20"), "other", Timing.PERIOD_START));

        assertThat(directory().subscriptions(0))
                .containsExactly(new Subscription("other", DateRange.from(JANUARY_10), false));
    }

    @Test
    void a_refused_change_changes_nothing() {
        ImportReport report = apply(new ChangeSet()
                .changeQuantity(PHONE, LocalDate.parse("2026-02-01"), "", 3, Timing.NOW)
                .resume(PHONE, LocalDate.parse("2026-02-01"), Timing.NOW));

        assertThat(report.problems())
                .extracting(LineProblem::message)
                .containsExactly("the service is not suspended on 2026-02-01");
        assertThat(directory().quantities(0)).isEmpty();
    }

    @Test
    void nothing_follows_a_termination() {
        LocalDate may = LocalDate.parse("2026-05-01");
        assertThat(apply(new ChangeSet()
                                .suspend(PHONE, LocalDate.parse("2026-04-01"), SuspensionKind.DEBT, Timing.NOW)
                                .terminate(PHONE, may, "debt", Timing.NOW))
                        .committed())
                .isTrue();

        assertThat(apply(new ChangeSet().subscribe(PHONE, "basic", may)).committed())
                .isFalse();
        assertThat(apply(new ChangeSet().suspend(PHONE, may.plusDays(1), SuspensionKind.DEBT, Timing.NOW))
                        .committed())
                .isFalse();
        assertThat(directory().ends(0)).isEqualTo(may);
    }
}
