package io.turnpike.accounting.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.accounting.AccountingFixture;
import io.turnpike.accounting.BookPeriod;
import io.turnpike.accounting.Content;
import io.turnpike.accounting.own.OwnRecords;
import io.turnpike.database.DatabaseTest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What accounting systems send back. */
@DatabaseTest
class ImportBooksTest {
    private static final String VERSIONS = """
        select r.key, v.version, v.state, v.reason
        from sync_record r
        join sync_version v using (record_id)
        order by r.key, v.version
        """;

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

    private List<String> export(String name) {
        return books.run("export-books", Map.of("name", name, "period", "2026-03", "outbox", folder.toString()));
    }

    private List<String> take(String format, String text) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "their", ".csv"), text, StandardCharsets.UTF_8);
        return books.run("import-books", Map.of("file", file.toString(), "format", format));
    }

    private SyncLine line(Content content) {
        return new SyncLine(
                "accounts", content, context.getBean(OwnRecords.class).owner("meridian"));
    }

    @Test
    void what_they_say_of_a_document_is_its_state_and_what_was_rejected_goes_out_again() throws IOException {
        books.documents(3);
        export("accounts-documents");
        String answers = """
            key;operator;version;status;status-text
            invoice/2026/26-0000001;meridian;1;accepted;
            invoice/2026/26-0000002;meridian;1;rejected;Нет договора
            invoice/2026/26-0000003;meridian;1;deleted;
            """;
        take("accounts-statuses", answers);
        assertThat(books.rows(VERSIONS))
                .containsExactly(
                        "invoice/2026/26-0000001 1 accepted null",
                        "invoice/2026/26-0000002 1 rejected Нет договора",
                        "invoice/2026/26-0000003 1 deleted null");
        // the same answers in another file change nothing
        take("accounts-statuses", answers.replace("\n", "\r\n"));
        assertThat(books.number("select count(distinct state_at) from sync_version"))
                .isEqualTo(1);
        SyncDesk desk = context.getBean(SyncDesk.class);
        SyncDesk.Resent resent = desk.resend("accounts", new Chosen(null, null, null, List.of()), true);
        assertThat(resent.records()).containsExactly(Map.entry("documents", 1L));
        assertThat(resent.exports()).containsExactly("accounts-documents");
        export("accounts-documents");
        assertThat(books.rows("select state, times_sent from sync_version order by record_id"))
                .containsExactly("accepted 1", "sent 2", "deleted 1");
    }

    @Test
    void a_document_that_a_list_of_all_lacks_is_not_there_and_comes_back_when_it_is_listed() throws IOException {
        books.documents(2);
        export("accounts-documents");
        String header =
                "kind;number;date;operator;customer;customer-name;inn;kpp;account;contract;due-date;currency;net;vat;gross\n";
        String first = "invoice;26-0000001;2026-03-02;meridian;C-1;ООО «Клиент"
                + " 1»;7777777771;;A-1;Д-1;2026-04-20;RUB;1.00;0.22;1.22\n";
        String second = "invoice;26-0000002;2026-03-03;meridian;C-2;ООО «Клиент"
                + " 2»;7777777772;;A-2;Д-2;2026-04-20;RUB;2.00;0.44;2.44\n";
        take("accounts-documents", header + first + second);
        assertThat(books.rows("select state from sync_version")).containsExactly("accepted", "accepted");
        take("accounts-documents", header + first);
        assertThat(books.rows(VERSIONS))
                .containsExactly("invoice/2026/26-0000001 1 accepted null", "invoice/2026/26-0000002 1 deleted null");
        DriftReport drift = context.getBean(Drift.class).compare(line(Content.DOCUMENTS), BookPeriod.of("2026-03"));
        assertThat(DriftText.lines(drift, BookPeriod.of("2026-03")))
                .containsExactly(
                        "accounts, meridian, documents, 2026-03: 1 compared, 1 differences (theirs 1), 0 accepted,"
                                + " 0 sent and not answered, 0 not sent",
                        "  first day of divergence: 2026-03-03",
                        "  2026-03-03: ours 1 (2.44 RUB), theirs 0 (0.00 RUB), differing 1");
        // the very bytes that came first say how things are now
        take("accounts-documents", header + first + second);
        assertThat(books.rows("select state from sync_version")).containsExactly("accepted", "accepted");
    }

    @Test
    void an_accepted_difference_is_not_told_again_until_a_side_changes() throws IOException {
        books.documents(1);
        export("accounts-documents");
        String listed = """
            kind;number;date;operator;customer;customer-name;inn;kpp;account;contract;due-date;currency;net;vat;gross
            invoice;26-0000001;2026-03-02;meridian;C-1;ООО «Клиент 1»;7777777771;;A-1;Д-1;2026-04-21;RUB;1.00;0.22;1.22
            """;
        take("accounts-documents", listed);
        Drift drift = context.getBean(Drift.class);
        assertThat(drift.compare(line(Content.DOCUMENTS), BookPeriod.of("2026-03"))
                        .total())
                .isEqualTo(1);
        SyncDesk.Accepted accepted = context.getBean(SyncDesk.class)
                .accept("accounts", new Chosen(null, null, null, List.of()), "anna", "agreed by telephone");
        assertThat(accepted.differences()).isEqualTo(1);
        DriftReport after = drift.compare(line(Content.DOCUMENTS), BookPeriod.of("2026-03"));
        assertThat(List.of(after.total(), after.accepted())).containsExactly(0L, 1L);
        take("accounts-documents", listed.replace("2026-04-21", "2026-04-22"));
        assertThat(drift.compare(line(Content.DOCUMENTS), BookPeriod.of("2026-03"))
                        .total())
                .isEqualTo(1);
    }

    @Test
    void payments_booked_there_are_booked_here_once_and_not_sent_back() throws IOException {
        books.given.account("meridian", "100", "company");
        String header =
                "key;operator;date;amount;currency;reference;number;account;payer;payer-inn;purpose;status;status-text\n";
        String good = ";meridian;2026-03-05;1220.50;RUB;ПП-17;17;100;ООО «Клиент»;7700000001;за связь;;\n"
                + ";meridian;2026-03-06;10.00;RUB;ПП-18;18;999;;;;;\n";
        List<String> told = take(
                "accounts-payments",
                header + good
                        + ";meridian;2026-03-06;-5.00;RUB;ПП-19;19;100;;;;;\n"
                        + ";meridian;2026-03-06;1.00;USD;ПП-20;;;;;;;\n");
        assertThat(told.get(0)).contains("4 rows: booked 2, ").contains("refused 2");
        String payments = "select source, reference, amount_minor, state from payment order by payment_id";
        assertThat(books.rows(payments))
                .containsExactly("accounts ПП-17 122050 matched", "accounts ПП-18 1000 unmatched");
        take("accounts-payments", header + good);
        assertThat(books.rows(payments)).hasSize(2);
        assertThat(books.number("select sum(amount_minor) from posting")).isZero();
        assertThat(export("accounts-payments"))
                .containsExactly("accounts-payments, meridian 2026-03: nothing is new for accounts");
        DriftReport drift = context.getBean(Drift.class).compare(line(Content.PAYMENTS), BookPeriod.of("2026-03"));
        assertThat(drift.compared()).isEqualTo(2);
        // the account they named is not ours: nobody's, and that is a difference
        assertThat(books.rows("select key, field, ours, theirs from sync_difference"))
                .containsExactly("their/ПП-18 account  999");
    }

    @Test
    void a_customer_changed_there_alone_is_changed_here_and_one_changed_on_both_sides_waits() throws IOException {
        books.given.account("meridian", "1", "company");
        books.given.account("meridian", "2", "company");
        export("accounts-counterparties");
        String header = "operator;number;name;full-name;inn;kpp;email;phone;postal-index;city;street;house;flat\n";
        take(
                "accounts-counterparties",
                header + "meridian;C-1;Customer 1;;;;;;;Town;;;\nmeridian;C-2;Customer 2;;;;;;;Town;;;\n");
        assertThat(books.rows("select state from sync_version")).containsExactly("accepted", "accepted");
        books.jdbc.sql("update customer set name = 'Ours' where number = 'C-2'").update();
        List<String> told = take(
                "accounts-counterparties",
                header + "meridian;C-1;Ромашка;;7700000001;;;;;Town;;;\nmeridian;C-2;Theirs;;;;;;;Town;;;\n");
        assertThat(told.get(0)).contains("customers changed 1");
        assertThat(books.rows("select number, name, inn from customer order by number"))
                .containsExactly("C-1 Ромашка 7700000001", "C-2 Ours null");
        // what was taken from them does not go back to them
        assertThat(export("accounts-counterparties").get(0)).contains("1 counterparties");
        context.getBean(Drift.class).compare(line(Content.COUNTERPARTIES), BookPeriod.of("2026-03"));
        assertThat(books.rows("select key, field, side, ours, theirs, agreed from sync_difference"))
                .containsExactly("C-2 name both Ours Theirs Customer 2");
        context.getBean(SyncDesk.class)
                .accept("accounts", new Chosen(null, null, null, List.of("C-2")), "anna", "theirs is right");
        assertThat(books.rows("select name from customer where number = 'C-2'")).containsExactly("Theirs");
        assertThat(context.getBean(Drift.class)
                        .compare(line(Content.COUNTERPARTIES), BookPeriod.of("2026-03"))
                        .total())
                .isZero();
    }

    @Test
    void a_bad_row_waits_with_its_reason_and_is_taken_in_when_the_cause_is_mended() throws IOException {
        books.documents(1);
        export("accounts-documents");
        take(
                "accounts-statuses",
                "key;operator;version;status;status-text\ninvoice/2026/26-0000001;nordlicht;1;rejected;\"a;b\"\n");
        SyncDesk desk = context.getBean(SyncDesk.class);
        RefusedRow row = desk.refused(0, 10).get(0);
        assertThat(row.reason()).isEqualTo("no operator 'nordlicht': known are [meridian]");
        assertThat(row.raw()).isEqualTo("invoice/2026/26-0000001;nordlicht;1;rejected;\"a;b\"");
        assertThat(desk.retry(row)).isPresent();
        assertThat(desk.refused(0, 10).get(0).tries()).isEqualTo(1);
        books.jdbc.sql("update operator set code = 'nordlicht'").update();
        assertThat(desk.retry(row)).isEmpty();
        assertThat(desk.refused(0, 10)).isEmpty();
        assertThat(books.rows("select state, reason from sync_version")).containsExactly("rejected a;b");
    }

    @Test
    void a_file_that_cannot_be_read_to_its_end_changes_nothing() throws IOException {
        books.documents(2);
        export("accounts-documents");
        String header = "key;operator;version;status;status-text\n";
        String good = "invoice/2026/26-0000001;meridian;1;accepted;\n";
        assertThat(take("accounts-statuses", header + good + "invoice/2026/26-0000002;meridian;1;\"accep")
                        .get(0))
                .contains("is refused, nothing of it was taken in: line ");
        assertThat(take("accounts-statuses", "key;operator;status\nx;meridian;accepted\n")
                        .get(0))
                .contains("the header has no column [version, status-text]");
        assertThat(take("accounts-statuses", "").get(0)).contains("the file is empty");
        Path wrong = folder.resolve("cp1251.csv");
        Files.write(wrong, (header + good.replace(";\n", ";Проведён\n")).getBytes(Charset.forName("windows-1251")));
        assertThat(books.run("import-books", Map.of("file", wrong.toString(), "format", "accounts-statuses"))
                        .get(0))
                .contains("bytes that are no text in UTF-8");
        assertThat(books.rows("select state from sync_version")).containsExactly("sent", "sent");
    }
}
