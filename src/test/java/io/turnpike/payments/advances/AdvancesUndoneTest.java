package io.turnpike.payments.advances;

import static io.turnpike.payments.advances.AdvancesFixture.ANNA;
import static io.turnpike.payments.advances.AdvancesFixture.RUB;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import io.turnpike.ledger.ClosedPeriods;
import io.turnpike.money.Money;
import io.turnpike.payments.Refund;
import io.turnpike.payments.Refunds;
import io.turnpike.time.DateRange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is undone today is of today: VAT on advances of the months before stays as it was, closed or not. */
@DatabaseTest
class AdvancesUndoneTest {
    private static final String ALL = "2099-12-31";

    @TempDir
    private Path folder;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Refunds refunds;

    @Autowired
    private ClosedPeriods closed;

    @Autowired
    private JdbcClient jdbc;

    private AdvancesFixture given;

    @BeforeEach
    void begin() throws IOException {
        given = new AdvancesFixture(context, folder);
    }

    @AfterEach
    void empty() {
        AdvancesFixture.empty(jdbc);
    }

    private long refund(long payment, long minor) {
        return refund(payment, minor, null);
    }

    private long refund(long payment, long minor, String day) {
        return refunds.refund(
                payment,
                Refund.Kind.REFUND,
                new Refunds.Payout(
                        new Money(RUB, minor), day == null ? null : LocalDate.parse(day), null, "", null, null),
                ANNA);
    }

    /** What was charged and deducted, by the day it is booked for; what comes to nothing on a day is left out. */
    private List<String> figures() {
        return jdbc.sql("""
                select booked_on || ' ' || sum(charged) || ' ' || sum(deducted)
                from (
                  select booked_on, vat_minor as charged, 0 as deducted
                  from payment_advance
                  union all
                  select booked_on, 0, vat_minor
                  from payment_advance_offset) f
                group by booked_on
                having sum(charged) <> 0 or sum(deducted) <> 0
                order by booked_on
                """).query(String.class).list();
    }

    private List<String> figuresBefore(LocalDate day) {
        return figures().stream()
                .filter(line -> LocalDate.parse(line.substring(0, 10)).isBefore(day))
                .toList();
    }

    /** A payment of 1000.00 of 10 March of which 244.00 were used in April and the rest in May. */
    private long used() {
        long payment = given.pay("R-1", "200", "2026-03-10", 1000_00);
        given.settle("2026-03-31");
        given.billMarch();
        given.settle("2026-04-30");
        given.billApril();
        given.settle("2026-05-31");
        return payment;
    }

    private String used(String more) {
        // 1000.00 x 22 / 122 = 180.3279; 244.00 of it 44.00
        return "2026-03-10 18033 0 / " + given.march() + " 0 4400 / " + given.april() + " 0 13633" + more;
    }

    private String shown() {
        return String.join(" / ", figures());
    }

    @Test
    void a_refund_of_an_advance_that_was_used_moves_nothing_of_before() {
        long payment = used();
        refund(payment, 400_00);
        assertThat(given.settle(ALL)).isEqualTo("meridian: 0 advances invoiced, 0 deductions booked");
        assertThat(shown()).isEqualTo(used(""));
        refund(payment, 500_00);
        given.settle(ALL);
        assertThat(shown()).isEqualTo(used(""));
    }

    @Test
    void a_chargeback_of_an_advance_that_was_used_moves_nothing_of_before() {
        long payment = used();
        refunds.refund(payment, Refund.Kind.CHARGEBACK, Refunds.Payout.ALL, ANNA);
        given.settle(ALL);
        assertThat(shown()).isEqualTo(used(""));
    }

    @Test
    void a_refund_of_an_advance_that_was_not_used_is_deducted_on_the_day_it_goes_out() {
        long payment = given.pay("R-1", "200", "2026-03-10", 1000_00);
        given.settle("2026-03-31");
        refund(payment, 300_00);
        String today = given.today();
        given.settle(ALL);
        // 300.00 x 22 / 122 = 54.0984
        assertThat(shown()).isEqualTo("2026-03-10 18033 0 / " + today + " 0 5410");

        given.billMarch(); // late: what was free in April is applied there
        given.settle(ALL);
        assertThat(given.deductions())
                .containsExactlyInAnyOrder("А1 " + given.march() + " 24400 4400", "А1 " + today + " 30000 5410");
    }

    @Test
    void a_refund_of_the_same_period_is_deducted_in_it() {
        long payment = given.pay("R-1", "200", "2026-03-10", 1000_00);
        refund(payment, 400_00, "2026-03-12");
        refund(payment, 100_00, "2026-03-20");
        given.settle("2026-03-31");
        // what went out within the days was no advance: 600.00 x 22 / 122 = 108.1967; 100.00 x 22 / 122 = 18.0328
        assertThat(shown()).isEqualTo("2026-03-10 10820 0 / 2026-03-20 0 1803");
    }

    @Test
    void the_refund_of_what_paid_a_debt_makes_no_advance_of_the_day_it_came() {
        given.billMarch();
        long payment = given.pay("R-1", "200", "2026-04-03", 244_00);
        given.settle("2026-04-30");
        long refund = refund(payment, 100_00);
        assertThat(given.settle(ALL)).isEqualTo("meridian: 0 advances invoiced, 0 deductions booked");
        refunds.takeBack(refund, ANNA);
        assertThat(given.settle(ALL)).isEqualTo("meridian: 0 advances invoiced, 0 deductions booked");
        assertThat(figures()).isEmpty();
    }

    @Test
    void what_takes_the_place_of_money_that_went_out_does_so_from_that_day_on() {
        long payment = used(); // 464.00 of May are open
        given.pay("R-2", "200", "2026-06-10", 1000_00);
        given.settle("2026-06-30");
        // 536.00 x 22 / 122 = 96.6557 are ahead
        String before = used(" / 2026-06-10 9666 0");
        assertThat(shown()).isEqualTo(before);

        long refund = refund(payment, 400_00);
        String today = given.today();
        given.settle(ALL);
        // 400.00 of it close now what the first had closed: 400.00 x 22 / 122 = 72.1311
        assertThat(shown()).isEqualTo(before + " / " + today + " 0 7213");

        refunds.takeBack(refund, ANNA);
        given.settle(ALL);
        // the first has 400.00 again, which nothing asks for; 136.00 of the other are left, 244.00 x 22 / 122 ... of
        // both 536.00
        assertThat(given.open()).isEqualTo(9666);
        assertThat(shown()).isEqualTo(before);
        assertThat(given.settle(ALL)).isEqualTo("meridian: 0 advances invoiced, 0 deductions booked");
    }

    @Test
    void what_paid_a_debt_and_is_free_again_is_an_advance_from_then_on() {
        given.billMarch();
        long payment = given.pay("R-1", "200", "2026-04-03", 244_00);
        given.settle("2026-04-30");
        long refund = refund(payment, 100_00);
        given.pay("R-2", "200", given.today(), 100_00); // closes what is open again
        given.settle(ALL);
        assertThat(figures()).isEmpty();
        refunds.takeBack(refund, ANNA);
        String today = given.today();
        assertThat(given.settle(ALL)).isEqualTo("meridian: 1 advances invoiced, 0 deductions booked");
        // 100.00 x 22 / 122 = 18.0328
        assertThat(given.invoices()).containsExactly("А1 " + today + " 10000 1803");
        assertThat(shown()).isEqualTo(today + " 1803 0");

        given.desk.reverse(payment, ANNA);
        given.settle(ALL);
        assertThat(given.open()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_payment_that_is_moved_is_an_advance_of_the_day_it_is_moved(boolean monthIsClosed) {
        given.billMarch(given.second);
        long payment = given.pay("R-1", "200", "2026-03-10", 1000_00);
        given.settle("2026-05-31");
        if (monthIsClosed) {
            closed.close(given.operator, new DateRange(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 11, 1)), "anna");
        }
        given.desk.move(payment, "201", ANNA);
        String today = given.today();
        assertThat(given.settle(ALL)).isEqualTo("meridian: 1 advances invoiced, 1 deductions booked");
        // 756.00 x 22 / 122 = 136.3279: the invoice of March is paid by it there
        assertThat(given.invoices()).containsExactly("А1 2026-03-10 100000 18033", "А2 " + today + " 75600 13633");
        assertThat(shown()).isEqualTo("2026-03-10 18033 0 / " + today + " 13633 18033");
        given.desk.move(payment, "200", ANNA);
        given.settle(ALL);
        assertThat(given.open()).isEqualTo(18033);
        assertThat(figuresBefore(LocalDate.parse(today))).containsExactly("2026-03-10 18033 0");
    }

    @Test
    void what_pays_for_another_account_of_the_same_invoice_because_of_a_refund_does_so_from_that_day_on() {
        jdbc.sql("update account set invoice_per = 'customer' where id = ?")
                .param(given.company)
                .update();
        long other = given.billing.accountOf(
                given.operator,
                given.billing.id("select customer_id from account where id = ?", given.company),
                "202",
                "customer");
        given.pay("R-1", "200", "2026-04-04", 1000_00);
        long payment = given.pay("R-2", "202", "2026-04-05", 244_00);
        given.billing.usage(other, "2026-04-11T10:00:00Z", "voice/outgoing/national", 244 * AdvancesFixture.RUBLE, 1);
        given.billed("2026-05-01", 1);
        given.settle("2026-05-31");
        // both come ahead: 180.33 and 44.00; the second closes the invoice of its account
        String before = "2026-04-04 18033 0 / 2026-04-05 4400 0 / " + given.april() + " 0 4400";
        assertThat(shown()).isEqualTo(before);
        refund(payment, 244_00);
        given.settle(ALL);
        assertThat(shown()).isEqualTo(before + " / " + given.today() + " 0 4400");
    }

    @Test
    void a_late_run_keeps_what_was_applied_before_the_money_was_taken_off() {
        long payment = given.pay("R-1", "200", "2026-03-10", 1000_00);
        given.settle("2026-03-31");
        given.billMarch();
        given.billApril();
        given.desk.reverse(payment, ANNA);
        given.settle(ALL);
        assertThat(shown()).isEqualTo(used(""));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatever_is_undone_leaves_the_months_before_as_they_were(long seed) {
        Random random = new Random(seed);
        List<Long> payments = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            payments.add(given.pay(
                    "R-" + i,
                    random.nextBoolean() ? "200" : "201",
                    "2026-0" + (3 + random.nextInt(4)) + "-0" + (1 + random.nextInt(9)),
                    100_01 + random.nextInt(900_00)));
            given.settle(YearMonth.of(2026, 3 + i).atEndOfMonth().toString());
            if (i == 1) {
                given.billMarch();
            }
            if (i == 3) {
                given.billApril();
            }
        }
        given.settle(ALL);
        LocalDate today = LocalDate.parse(jdbc.sql("select (now() at time zone 'Europe/Moscow')::date::text")
                .query(String.class)
                .single());
        List<String> before = figuresBefore(today);
        List<Long> standing = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            act(random, payments.get(random.nextInt(payments.size())), standing);
            if (random.nextInt(3) > 0) {
                given.settle(ALL);
                assertThat(figuresBefore(today))
                        .as("after " + (i + 1) + " acts")
                        .isEqualTo(before);
                assertThat(ahead()).as("after " + (i + 1) + " acts").isEmpty();
            }
        }
    }

    /** Something that may be refused. */
    private void act(Random random, long payment, List<Long> standing) {
        try {
            switch (random.nextInt(7)) {
                case 0, 1 -> standing.add(refund(payment, 1 + random.nextInt(300_00)));
                case 2 -> standing.add(refunds.refund(payment, Refund.Kind.CHARGEBACK, Refunds.Payout.ALL, ANNA));
                case 3 -> refunds.takeBack(standing.get(random.nextInt(standing.size())), ANNA);
                case 4 -> given.desk.move(payment, random.nextBoolean() ? "200" : "201", ANNA);
                case 5 -> given.desk.unmatch(payment, ANNA);
                default -> given.desk.match(payment, random.nextBoolean() ? "200" : "201", ANNA);
            }
        } catch (RuntimeException e) {
            // not now
        }
    }

    /** Payments of which more, or less, is an advance than closes nothing. */
    private List<String> ahead() {
        return jdbc.sql("""
                select p.payment_id || ': ' || (f.amount - f.closed) || ' free, ' || f.open || ' open'
                from payment p
                cross join lateral (
                  select p.amount_minor as amount,
                    (select coalesce(sum(l.amount_minor), 0) from payment_allocation l
                     where l.credit_entry = p.matched_entry and l.released_at is null) as closed,
                    (select coalesce(sum(a.amount_minor - coalesce(o.amount, 0)), 0)
                     from payment_advance a
                     left join (select advance_id, sum(amount_minor) as amount from payment_advance_offset group by 1) o
                       using (advance_id)
                     where a.matched_entry = p.matched_entry) as open) f
                where p.state = 'matched' and f.amount - f.closed <> f.open
                union all
                select 'taken off: ' || a.advance_id
                from payment_advance a
                where not exists (select 1 from payment p where p.matched_entry = a.matched_entry)
                  and a.amount_minor <> (
                    select coalesce(sum(o.amount_minor), 0) from payment_advance_offset o where o.advance_id = a.advance_id)
                """).query(String.class).list();
    }
}
