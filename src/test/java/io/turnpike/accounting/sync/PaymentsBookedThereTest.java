package io.turnpike.accounting.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.accounting.AccountingFixture;
import io.turnpike.accounting.BookPeriod;
import io.turnpike.accounting.Content;
import io.turnpike.accounting.own.OwnRecords;
import io.turnpike.database.DatabaseTest;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentBook;
import io.turnpike.payments.Receipt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Payments that people booked in an accounting system: each is booked here once, and no other money is taken for one. */
@DatabaseTest
class PaymentsBookedThereTest {
    private static final String HEADER =
            "key;operator;date;amount;currency;reference;number;account;payer;payer-inn;purpose;status;status-text\n";

    @TempDir
    private Path folder;

    @Autowired
    private ApplicationContext context;

    private AccountingFixture books;

    @BeforeEach
    void empty() {
        books = new AccountingFixture(context);
        books.begin();
    }

    private List<String> export() {
        return books.run(
                "export-books", Map.of("name", "accounts-payments", "period", "2026-03", "outbox", folder.toString()));
    }

    private List<String> take(String text) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "their", ".csv"), text, StandardCharsets.UTF_8);
        return books.run("import-books", Map.of("file", file.toString(), "format", "accounts-payments"));
    }

    @Test
    void payments_booked_there_are_booked_here_once_and_not_sent_back() throws IOException {
        books.given.account("meridian", "100", "company");
        String good = ";meridian;2026-03-05;1220.50;RUB;ПП-17;17;100;ООО «Клиент»;7700000001;за связь;;\n"
                + ";meridian;2026-03-06;10.00;RUB;ПП-18;18;999;;;;;\n";
        List<String> told = take(HEADER + good
                + ";meridian;2026-03-06;-5.00;RUB;ПП-19;19;100;;;;;\n"
                + ";meridian;2026-03-06;1.00;USD;ПП-20;;;;;;;\n");
        assertThat(told.get(0)).contains("4 rows: booked 2, ").contains("refused 2");
        String payments = "select source, reference, amount_minor, state from payment order by payment_id";
        assertThat(books.rows(payments))
                .containsExactly("accounts ПП-17 122050 matched", "accounts ПП-18 1000 unmatched");
        take(HEADER + good);
        assertThat(books.rows(payments)).hasSize(2);
        assertThat(books.number("select sum(amount_minor) from posting")).isZero();
        assertThat(export()).containsExactly("accounts-payments, meridian 2026-03: nothing is new for accounts");
        DriftReport drift = compare();
        assertThat(drift.compared()).isEqualTo(2);
        // the account they named is not ours: nobody's, and that is a difference
        assertThat(books.rows("select key, field, ours, theirs from sync_difference"))
                .containsExactly("their/ПП-18 account  999");
    }

    private static String payment(String reference, String amount, String status) {
        return ";meridian;2026-03-05;" + amount + ";RUB;" + reference + ";17;100;ООО «Клиент»;7700000001;;" + status
                + ";\n";
    }

    private List<String> reasons() {
        return books.rows("select reason from sync_refused order by refused_id");
    }

    private DriftReport compare() {
        SyncLine line = new SyncLine(
                "accounts", Content.PAYMENTS, context.getBean(OwnRecords.class).owner("meridian"));
        return context.getBean(Drift.class).compare(line, BookPeriod.of("2026-03"));
    }

    @Test
    void a_payment_written_there_is_booked_here_only_when_they_have_booked_it() throws IOException {
        for (String status : List.of("sent", "rejected", "deleted", "draft", "Rejected")) {
            take(HEADER + payment("ПП-17", "1220.50", status));
            assertThat(books.number("select count(*) from payment")).as(status).isZero();
        }
        assertThat(reasons()).hasSize(2).allMatch(reason -> reason.startsWith("'status': unknown word '"));
        take(HEADER + payment("ПП-17", "1220.50", "accepted"));
        assertThat(books.rows("select reference, amount_minor from payment")).containsExactly("ПП-17 122050");
    }

    private void pay(String source, String reference, String number, String inn) {
        pay(source, reference, number, inn, null);
    }

    private void pay(String source, String reference, String number, String inn, Receipt.@Nullable Owner owner) {
        Currency currency = Currency.getInstance("RUB");
        long operator = books.given.id("select id from operator where code = 'meridian'");
        books.transaction.executeWithoutResult(status -> {
            PaymentBook book = context.getBean(PaymentBook.class);
            book.holdSource(source);
            book.receive(List.of(new Receipt(
                    operator,
                    source,
                    reference,
                    number,
                    LocalDate.parse("2026-03-05"),
                    new Money(currency, 122_050),
                    Money.zero(currency),
                    LedgerAccount.BANK,
                    new Receipt.Payer("", "", inn, "", "", ""),
                    null,
                    owner)));
        });
    }

    private void reverse(String which) {
        books.jdbc
                .sql("update payment set state = 'reversed', account_id = null, matched_entry = null" + which)
                .update();
    }

    @ParameterizedTest
    @CsvSource({"ПП-17, 1, ''", "bank-1, 17, ''", "bank-1, 1, 7700000001"})
    void what_a_bank_brought_and_they_booked_too_waits_for_a_person(String reference, String number, String inn)
            throws IOException {
        pay("client-bank-exchange", reference, number, inn);
        String row = HEADER + payment("ПП-17", "1220.50", "");
        take(row);
        long id = books.number("select payment_id from payment");
        assertThat(reasons())
                .containsExactly("it may be payment " + id
                        + ", which came another way: where it is, 'turnpike sync dismiss', where it is another one,"
                        + " 'turnpike sync book'");
        reverse("");
        assertThat(context.getBean(SyncDesk.class)
                        .retry(context.getBean(SyncDesk.class).refused(0, 10).get(0)))
                .isEmpty();
        assertThat(books.rows("select source from payment where state <> 'reversed'"))
                .containsExactly("accounts");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-05, ПБ-00091, 100, true", // its own number, the account it was paid on
        "2026-03-08, ПБ-00091, 100, true", // booked there after the weekend
        "2026-03-09, ПБ-00091, 100, false",
        "2026-03-05, ПБ-00091, 101, false",
        "2026-03-05, 0000017, '', true", // padded, without an account
        "2026-03-06, 0000017, '', false"
    })
    void a_person_is_known_by_account_and_sum_whatever_they_number_it(
            String day, String number, String account, boolean waits) throws IOException {
        long id = books.given.account("meridian", "100", "person");
        books.given.account("meridian", "101", "person");
        pay("desk", "0042", "17", "", new Receipt.Owner(id, "by-hand"));
        take(HEADER + ";meridian;" + day + ";1220.50;RUB;e7c1;" + number + ";" + account + ";;;;;\n");
        assertThat(books.rows("select source from payment order by payment_id"))
                .containsExactlyElementsOf(waits ? List.of("desk") : List.of("desk", "accounts"));
        assertThat(reasons()).hasSize(waits ? 1 : 0);
    }

    @Test
    void what_is_dated_to_come_waits() throws IOException {
        take(HEADER + payment("ПП-17", "1220.50", "").replace("2026-03-05", "9999-12-20"));
        assertThat(books.number("select count(*) from payment")).isZero();
        assertThat(reasons())
                .containsExactly("it is dated 9999-12-20, which is to come: have its day mended there, or 'turnpike"
                        + " sync retry' on that day");
    }

    @Test
    void a_row_that_is_a_known_payment_is_dismissed_for_good_and_one_that_is_another_is_booked() throws IOException {
        pay("client-bank-exchange", "bank-1", "17", "");
        SyncDesk desk = context.getBean(SyncDesk.class);
        take(HEADER + payment("ПП-17", "1220.50", ""));
        desk.dismiss(desk.refused(0, 10).get(0), "anna", "the same order");
        // told again in another file: nothing waits, nothing is booked
        take(HEADER + "\n" + payment("ПП-17", "1220.50", ""));
        assertThat(desk.refused(0, 10)).isEmpty();
        assertThat(books.rows("select reference from payment")).containsExactly("bank-1");
        take(HEADER + payment("ПП-18", "1220.50", ""));
        RefusedRow other = desk.refused(0, 10).get(0);
        desk.book(other, "anna", "two orders of one number");
        assertThat(books.rows("select reference from payment order by 1")).containsExactly("bank-1", "ПП-18");
        assertThat(books.rows("select state, agent, note from sync_refused order by refused_id"))
                .containsExactly("dismissed anna the same order", "settled anna two orders of one number");
        assertThatThrownBy(() -> desk.book(other, "anna", "again")).hasMessageContaining("does not wait any more");
        take(HEADER + payment("ПП-19", "-1.00", ""));
        assertThatThrownBy(() -> desk.book(desk.refused(0, 10).get(0), "anna", "x"))
                .hasMessageContaining("waits for another reason");
    }

    @Test
    void money_of_the_same_sum_and_day_without_a_mark_of_the_other_is_other_money() throws IOException {
        pay("client-bank-exchange", "bank-1", "1", "7700000002");
        take(HEADER + payment("ПП-17", "1220.50", ""));
        assertThat(books.number("select count(*) from payment")).isEqualTo(2);
    }

    @Test
    void a_reference_told_again_with_another_sum_or_operator_is_no_known_payment() throws IOException {
        books.given.account("meridian", "100", "company");
        books.given.operator("nordlicht", "Europe/Moscow", "RUB");
        take(HEADER + payment("ПП-17", "1220.50", ""));
        long id = books.number("select payment_id from payment");
        take(HEADER
                + payment("ПП-17", "1000.00", "")
                + payment("ПП-17", "1220.50", "").replace("meridian", "nordlicht"));
        assertThat(reasons())
                .containsExactlyInAnyOrder(
                        "payment " + id + " of that reference has another sum, 1220.50 RUB and not 1000.00 RUB:"
                                + " mend it there, or reverse ours and add it by hand with the new sum",
                        "reference 'ПП-17' is another operator's payment of accounts: have references told with the"
                                + " company in them");
        assertThat(books.number("select sum(amount_minor) from payment")).isEqualTo(122_050);
        compare();
        assertThat(books.rows("select key, field, ours, theirs from sync_difference"))
                .containsExactly("their/ПП-17 amount 1220.50 1000.00");
    }

    @Test
    void a_refused_row_does_not_shadow_a_good_one_of_its_reference() throws IOException {
        take(HEADER
                + payment("ПП-17", "-5.00", "")
                + payment("ПП-17", "1220.50", "")
                + payment("ПП-17", "1220.50", "")
                + payment("ПП-17", "10.00", ""));
        assertThat(books.rows("select amount_minor from payment")).containsExactly("122050");
        assertThat(reasons())
                .containsExactlyInAnyOrder(
                        "a payment is more than zero, not -5.00 RUB",
                        "reference 'ПП-17' is in the file before, with 1220.50 RUB and not 10.00 RUB: give each payment"
                                + " its own reference");
    }

    @Test
    void a_payment_of_theirs_that_one_side_took_back_is_a_difference() throws IOException {
        books.given.account("meridian", "100", "company");
        take(HEADER + payment("ПП-17", "1220.50", "") + payment("ПП-18", "7.00", ""));
        assertThat(compare().total()).isZero();
        take(HEADER + payment("ПП-17", "1220.50", "deleted"));
        reverse(" where reference = 'ПП-18'");
        DriftReport drift = compare();
        assertThat(books.rows("select key, field, side, ours, theirs, agreed from sync_difference order by key"))
                .containsExactly("their/ПП-17  theirs there null there", "their/ПП-18  ours null there there");
        assertThat(DriftText.lines(drift, BookPeriod.of("2026-03")))
                .contains("  2026-03-05: ours 1 (1220.50 RUB), theirs 1 (7.00 RUB), differing 2");
        assertThat(context.getBean(SyncDesk.class)
                        .resend("accounts", new Chosen(null, null, null, List.of()), false)
                        .records())
                .isEmpty();
        reverse("");
        take(HEADER + payment("ПП-18", "7.00", "deleted"));
        assertThat(compare().total()).isZero();
    }
}
