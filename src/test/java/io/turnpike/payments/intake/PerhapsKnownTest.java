package io.turnpike.payments.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.database.DatabaseTest;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentBook;
import io.turnpike.payments.PaymentDesk;
import io.turnpike.payments.PaymentDesk.Signed;
import io.turnpike.payments.Receipt;
import io.turnpike.payments.Refund;
import io.turnpike.payments.Refunds;
import io.turnpike.payments.intake.WrittenStatements.Days;
import io.turnpike.payments.intake.WrittenStatements.Moved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Lines that may tell of money which is booked already, lines set aside by mistake, and lines of refunds. */
@DatabaseTest
class PerhapsKnownTest {
    private static final Path READERS = Path.of(System.getProperty("turnpike.home", "."), "readers");
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 2);
    private static final Signed ANNA = new Signed("anna", "asked the bank");
    private static final String FATES =
            "select direction, fate, sum(lines), sum(amount_minor) from payment_fate group by 1, 2 order by 1, 2";

    @Autowired
    private ApplicationContext context;

    private final List<Path> files = new ArrayList<>();
    private PaymentsFixture money;

    @BeforeEach
    void empty() {
        money = new PaymentsFixture(context);
        money.begin();
        money.account("100200");
    }

    @AfterEach
    void tidy() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    private void take(String format, String text) throws IOException {
        Path inbox = Files.createDirectories(
                Path.of(context.getEnvironment().getProperty("turnpike.data", "data"), "inbox", format));
        Path file = inbox.resolve("perhaps-" + System.nanoTime());
        files.add(file);
        money.take(format, Files.writeString(file, text));
    }

    private static String mt940() throws IOException {
        return Files.readString(READERS.resolve("swift-mt940/day.sta"));
    }

    private void takeExchange() {
        money.take("client-bank-exchange", READERS.resolve("client-bank-exchange/kl_to_1c.txt"));
    }

    /** As the accounting system books it; 1803.26 of day 2 is what the bank tells of under number 16. */
    private void bookedThere(String number, String account, String inn, LocalDate day) {
        money.transaction.executeWithoutResult(status -> context.getBean(PaymentBook.class)
                .receiveBeforeStatement(List.of(new Receipt(
                        money.given.id("select id from operator"),
                        "accounts",
                        "their-1",
                        number,
                        day,
                        new Money(RUB, 1_803_26),
                        Money.zero(RUB),
                        LedgerAccount.BANK,
                        new Receipt.Payer("", "", inn, account, "", ""),
                        null,
                        null))));
    }

    private static String statement(String format, long openingMinor, Moved... moved) {
        return WrittenStatements.text(format, new Days(DAY, DAY, openingMinor, List.of(moved)));
    }

    private static Moved in(String party, String purpose) {
        return new Moved(DAY, true, 670_00, "5", "", party, purpose);
    }

    private List<String> waiting() {
        return money.rows("select reason, amount_minor from payment_quarantine where state = 'open'");
    }

    private long quarantined() {
        return money.number("select quarantine_id from payment_quarantine where state = 'open'");
    }

    @Test
    void a_statement_behind_the_accounting_system_books_nothing_twice() throws IOException {
        bookedThere("16", "", "", DAY);
        takeExchange();
        assertThat(money.rows("select source from payment where amount_minor = 180326"))
                .containsExactly("accounts");
        assertThat(waiting()).isEmpty();
        // 12,000.00 are new; 1,803.26 are told again
        assertThat(money.rows(FATES))
                .containsExactly(
                        "in posted 1 1200000",
                        "in repeated 1 180326",
                        "in set aside 1 179674",
                        "out set aside 2 215000");
        take("swift-mt940", mt940());
        assertThat(money.number("select count(*) from payment")).isEqualTo(2);
        assertThat(money.number("select count(*) from payment_untold")).isZero();
    }

    @Test
    void what_was_booked_by_hand_or_without_a_mark_waits_when_the_statement_tells_of_it() {
        context.getBean(PaymentDesk.class)
                .add(
                        new PaymentDesk.ByHand(
                                "meridian", "100200", DAY, new Money(RUB, 1_803_26), "b-1", LedgerAccount.BANK),
                        ANNA);
        takeExchange();
        assertThat(waiting()).containsExactly("perhaps-known 180326");
        assertThat(money.booked("bank")).isEqualTo(1_380_326);
    }

    @Test
    void another_number_of_the_accounting_system_and_nothing_alike_is_another_payment() {
        bookedThere("99", "40817810500000000099", "", DAY);
        takeExchange();
        assertThat(waiting()).isEmpty();
        assertThat(money.number("select count(*) from payment where amount_minor = 180326"))
                .isEqualTo(2);
    }

    @Test
    void a_payment_for_another_account_with_the_number_and_sum_of_a_known_one_waits() throws IOException {
        take("client-bank-exchange", statement("client-bank-exchange", 0, in("", "оплата по л/с 1000020")));
        take("swift-mt940", statement("swift-mt940", 670_00, in("", "за телефон лс 1000017")));
        assertThat(waiting()).containsExactly("perhaps-known 67000");
        assertThat(money.number("select count(*) from payment")).isEqualTo(1);
    }

    @Test
    void of_two_lines_the_one_that_agrees_in_most_tells_of_the_known_payment() throws IOException {
        take("swift-mt940", statement("swift-mt940", 0, in("", "за телефон лс 1000017")));
        take(
                "client-bank-exchange",
                statement(
                        "client-bank-exchange",
                        0,
                        in("40817810500000000020", "оплата"),
                        in("40817810500000000017", "за телефон лс 1000017")));
        assertThat(waiting()).isEmpty();
        assertThat(money.rows("select payer_account, purpose from payment order by payment_id"))
                .containsExactly("null за телефон лс 1000017", "40817810500000000020 оплата");
    }

    @Test
    void a_movement_that_two_formats_write_on_different_days_waits() throws IOException {
        takeExchange();
        String later = mt940().replace(":61:2611021102C1803,26", ":61:2611041104C1803,26");
        take("swift-mt940", later);
        assertThat(waiting()).containsExactly("perhaps-known 180326");
        assertThat(money.rows("select detail from payment_quarantine").get(0))
                .startsWith("it may be the movement of 2026-11-02 that came by client-bank-exchange in line ");
        assertThat(money.booked("bank")).isEqualTo(1_380_326);
    }

    @Test
    void a_line_that_is_the_same_is_dismissed_once_for_every_file() throws IOException {
        takeExchange();
        String other = mt940().replace("NTRF16//B1102003", "NTRF17//B1102003");
        take("swift-mt940", other);
        Quarantine quarantine = context.getBean(Quarantine.class);
        long line = quarantined();
        assertThat(quarantine.dismiss(line, ANNA)).isTrue();
        assertThat(quarantine.dismiss(line, ANNA)).isFalse();
        take("swift-mt940", other.replace(":20:ST261102", ":20:ST261102X"));
        assertThat(waiting()).isEmpty();
        assertThat(money.number("select count(*) from payment")).isEqualTo(2);
    }

    @Test
    void a_line_that_is_another_payment_is_booked_and_the_statement_still_adds_up() throws IOException {
        takeExchange();
        take("swift-mt940", mt940().replace("NTRF16//B1102003", "NTRF17//B1102003"));
        Quarantine quarantine = context.getBean(Quarantine.class);
        long line = quarantined();
        quarantine.book(line, ANNA);
        assertThat(money.rows("select source from payment where amount_minor = 180326 order by 1"))
                .containsExactly("client-bank-exchange", "swift-mt940");
        assertThat(money.rows("select state, note from payment_quarantine"))
                .containsExactly("booked anna: asked the bank");
        assertThat(money.rows(FATES).get(0)).isEqualTo("in posted 3 1560652");
        assertThatThrownBy(() -> quarantine.book(line, ANNA)).hasMessage("no line " + line + " waits in quarantine");
    }

    @Test
    void a_line_taken_from_its_rule_is_a_payment_that_waits_and_the_statement_still_adds_up() throws IOException {
        take("swift-mt940", mt940());
        SetAsideLines lines = context.getBean(SetAsideLines.class);
        SetAsideLine line = lines.list("payment-systems", "in", 0, 10).get(0);
        long payment = lines.undo(line.setAsideId(), ANNA);
        assertThat(money.rows("select payment_id, state, amount_minor, payer_name from payment where source ="
                        + " 'swift-mt940' order by payment_id desc limit 1"))
                .containsExactly(payment + " unmatched 179674 Банк Пример");
        // 12,000.00 + 1,803.26 + 1,796.74
        assertThat(money.rows(FATES)).containsExactly("in posted 3 1560000", "out set aside 2 215000");
        assertThatThrownBy(() -> lines.undo(line.setAsideId(), ANNA))
                .hasMessage("line " + line.setAsideId() + " is payment " + payment + " already");
        long out = lines.list(null, "out", 0, 10).get(0).setAsideId();
        assertThatThrownBy(() -> lines.undo(out, ANNA)).hasMessageContaining("is money out");
        context.getBean(PaymentDesk.class).match(payment, "100200", ANNA);
        takeExchange();
        assertThat(money.number("select count(*) from payment")).isEqualTo(3);
    }

    @Test
    void the_banks_line_of_a_refund_is_named_by_it_and_booked_by_neither_twice() throws IOException {
        bookedThere("99", "40702810400000005555", "", DAY.minusDays(1));
        context.getBean(Refunds.class)
                .refund(
                        money.number("select payment_id from payment"),
                        Refund.Kind.REFUND,
                        new Refunds.Payout(new Money(RUB, 150_00), DAY, null, "", "009", null),
                        ANNA);
        long bank = money.booked("bank");
        take("swift-mt940", mt940());
        assertThat(money.rows("select rule, amount_minor, refund_id is null from payment_set_aside where direction ="
                        + " 'out' order by amount_minor"))
                .containsExactly("refund 15000 f", "outgoing 200000 t");
        // what came in besides: 12,000.00 and another 1,803.26 of the statement
        assertThat(money.booked("bank")).isEqualTo(bank + 1_380_326);
    }
}
