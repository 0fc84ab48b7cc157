package io.turnpike.accounting.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.accounting.AccountingFixture;
import io.turnpike.accounting.BookPeriod;
import io.turnpike.accounting.Content;
import io.turnpike.accounting.own.OwnRecords;
import io.turnpike.database.DatabaseTest;
import io.turnpike.jobs.Parameters.BadParameter;
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
    void a_payment_slip_is_sent_to_nobody_and_is_no_document_that_was_not_sent() throws IOException {
        books.documents(1);
        books.given.id("""
                insert into drafted_document (document_id, bill_id, bill_run_id, operator_id, kind, account_id, account_number,
                  ordinal, document_date, period_from, period_to, due_date, currency, net_minor, vat_minor, gross_minor,
                  amount_due_minor)
                select 100, bill_id, bill_run_id, operator_id, 'payment-slip', account_id, account_number, 2, document_date,
                  period_from, period_to, due_date, currency, net_minor, vat_minor, gross_minor, amount_due_minor
                from drafted_document
                returning document_id
                """);
        books.given.id("""
                insert into document_number (document_id, operator_id, kind, number_year, sequence_number, number)
                select 100, operator_id, 'payment-slip', number_year, sequence_number, number
                from document_number
                returning document_id
                """);
        books.given.id(
                "insert into document_snapshot (document_id, body) select 100, body from document_snapshot returning document_id");
        export("accounts-documents");
        DriftReport drift = context.getBean(Drift.class).compare(line(Content.DOCUMENTS), BookPeriod.of("2026-03"));
        assertThat(DriftText.lines(drift, BookPeriod.of("2026-03")).get(0))
                .contains("1 sent and not answered, 0 not sent");
        assertThat(books.rows("select count(*) from accounting_document"))
                .as("it is among our own")
                .containsExactly("2");
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
    void while_a_row_of_a_list_of_all_is_refused_nothing_counts_as_deleted() throws IOException {
        books.documents(2);
        export("accounts-documents");
        String header =
                "kind;number;date;operator;customer;customer-name;inn;kpp;account;contract;due-date;currency;net;vat;gross\n";
        String first = "invoice;26-0000001;2026-03-02;meridian;C-1;ООО «Клиент"
                + " 1»;7777777771;;A-1;Д-1;2026-04-20;RUB;1.00;0.22;1.22\n";
        String second = "invoice;26-0000002;2026-03-03;meridian;C-2;ООО «Клиент"
                + " 2»;7777777772;;A-2;Д-2;2026-04-20;RUB;2.00;0.44;2.44\n";
        assertThat(take("accounts-documents", header + first + second.replace("2.00", "two"))
                        .get(0))
                .contains("what is not there was not looked for");
        assertThat(books.rows(VERSIONS))
                .containsExactly("invoice/2026/26-0000001 1 accepted null", "invoice/2026/26-0000002 1 sent null");
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
    void what_was_changed_here_goes_out_with_what_was_taken_from_them() throws IOException {
        books.given.account("meridian", "1", "company");
        export("accounts-counterparties");
        String header = "operator;number;name;full-name;inn;kpp;email;phone;postal-index;city;street;house;flat\n";
        take("accounts-counterparties", header + "meridian;C-1;Customer 1;;;;;;;Town;;;\n");
        books.jdbc.sql("update customer set email = 'a@b.example'").update();
        take("accounts-counterparties", header + "meridian;C-1;Ромашка;;;;;;;Town;;;\n");
        assertThat(books.rows("select name, email from customer")).containsExactly("Ромашка a@b.example");
        assertThat(export("accounts-counterparties").get(0)).contains("1 counterparties");
        assertThat(books.rows(VERSIONS)).containsExactly("C-1 1 changed null", "C-1 2 sent null");
    }

    @Test
    void a_difference_that_a_customer_cannot_take_is_not_accepted() throws IOException {
        books.given.account("meridian", "1", "company");
        books.given.account("meridian", "2", "company");
        export("accounts-counterparties");
        take(
                "accounts-counterparties",
                "operator;number;name;full-name;inn;kpp;email;phone;postal-index;city;street;house;flat\n"
                        + "meridian;C-1;Customer 1;;77;;;;;Town;;;\nmeridian;C-2;Theirs;;;;;;;Town;;;\n");
        context.getBean(Drift.class).compare(line(Content.COUNTERPARTIES), BookPeriod.of("2026-03"));
        List<String> found = books.rows("select key, field from sync_difference order by key");
        assertThat(found).containsExactly("C-1 inn", "C-2 name");
        assertThatThrownBy(() -> context.getBean(SyncDesk.class)
                        .accept("accounts", new Chosen(null, null, null, List.of()), "anna", "theirs is right"))
                .isInstanceOf(BadParameter.class)
                .hasMessageContaining("nothing is accepted")
                .hasMessageContaining("inn");
        assertThat(books.rows("select name from customer order by number")).containsExactly("Customer 1", "Customer 2");
        assertThat(books.rows("select key, field from sync_difference order by key"))
                .isEqualTo(found);
        assertThat(books.number("select count(*) from sync_accepted")).isZero();
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
