package io.turnpike.accounting.exports;

import static io.turnpike.invoicing.BilledMonths.APRIL_1;
import static io.turnpike.invoicing.BilledMonths.MAY_1;
import static io.turnpike.invoicing.BilledMonths.RUBLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.accounting.AccountingFixture;
import io.turnpike.database.DatabaseTest;
import io.turnpike.invoicing.BilledMonths;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentDesk;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What was billed, credited and paid goes out as CSV and comes to what the books say. */
@DatabaseTest
class BilledBooksExportTest {
    @RegisterExtension
    private final BilledMonths months = new BilledMonths();

    @TempDir
    private Path folder;

    @Autowired
    private ApplicationContext context;

    private AccountingFixture books;

    private void bill() {
        books = new AccountingFixture(context);
        long account = months.given().account("meridian", "100", "company");
        months.given().fee(account, "line-rental", "2026-04-01", "2026-05-01", 300 * RUBLE, "2026-04-01", 1);
        months.billed(APRIL_1, 1);
        // ended on the 11th: 20 of 30 days are taken back, and one call was made
        months.given().fee(account, "line-rental", "2026-04-11", "2026-05-01", -200 * RUBLE, "2026-05-01", 2);
        months.given().usage(account, "2026-04-05T10:00:00Z", "voice/outgoing/national", 50 * RUBLE, 2);
        months.billed(MAY_1, 2);
        context.getBean(PaymentDesk.class)
                .add(
                        new PaymentDesk.ByHand(
                                "meridian",
                                "100",
                                LocalDate.parse("2026-04-15"),
                                new Money(Currency.getInstance("RUB"), 123_45),
                                "R-1",
                                LedgerAccount.CASH),
                        new PaymentDesk.Signed("anna", "paid at the desk"));
    }

    private List<CSVRecord> export(String name, String period) throws IOException {
        books.run(
                "export-books",
                Map.of("name", name, "operator", "meridian", "period", period, "outbox", folder.toString()));
        List<Path> files = AccountingFixture.files(folder.resolve(name)).stream()
                .filter(file -> file.toString().contains(period) || name.equals("counterparties-csv"))
                .toList();
        assertThat(files).hasSize(1);
        try (CSVParser parser = CSVParser.builder()
                .setPath(files.get(0))
                .setCharset(StandardCharsets.UTF_8)
                .setFormat(CSVFormat.DEFAULT
                        .builder()
                        .setDelimiter(';')
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())
                .get()) {
            return parser.getRecords();
        }
    }

    private static BigDecimal sum(List<CSVRecord> rows, String column, String kind) {
        return rows.stream()
                .filter(row -> kind.isEmpty() || row.get("kind").equals(kind))
                .map(row -> row.get(column))
                .filter(amount -> !amount.isEmpty())
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void documents_and_their_lines_come_to_what_the_ledger_holds() throws IOException {
        bill();
        List<CSVRecord> documents = export("documents-csv", "2026-04");
        // April's invoice of 50.00 and its set, the credit note of 200.00 and what corrects the act; no payment slip
        assertThat(documents.stream().map(row -> row.get("kind")).sorted())
                .containsExactly("act", "correction", "credit-note", "invoice", "vat-invoice");
        assertThat(sum(documents, "gross", "invoice")).isEqualByComparingTo("50.00");
        assertThat(sum(documents, "gross", "credit-note")).isEqualByComparingTo("200.00");
        // receivables of the two months: 300 + 50 - 200, and 123.45 were paid
        BigDecimal invoiced = sum(export("documents-csv", "2026-03-01..2026-03-31"), "gross", "invoice");
        assertThat(invoiced).isEqualByComparingTo("300.00");
        assertThat(books.number("""
            select sum(p.amount_minor)
            from posting p
            join ledger_account a using (ledger_account_id)
            where a.code = 'receivables'
            """)).isEqualTo(300_00 + 50_00 - 200_00 - 123_45);
        List<CSVRecord> lines = export("lines-csv", "2026-04");
        for (String kind : List.of("invoice", "act", "vat-invoice", "credit-note", "correction")) {
            assertThat(sum(lines, "line-gross", kind)).as(kind).isEqualByComparingTo(sum(documents, "gross", kind));
            assertThat(sum(lines, "line-vat", kind)).as(kind).isEqualByComparingTo(sum(documents, "vat", kind));
        }
    }

    @Test
    void documents_that_are_packed_together_go_out_each_with_its_own_lines() throws IOException {
        books = new AccountingFixture(context);
        for (int i = 0; i < 40; i++) {
            long account = months.given().account("meridian", "1" + (10 + i), "company");
            months.given().usage(account, "2026-03-05T10:00:00Z", "voice/outgoing/national", (10 + i) * RUBLE, 1);
        }
        months.billed(APRIL_1, 1);
        assertThat(books.number("select count(*) from snapshot_dictionary")).isEqualTo(1);
        List<CSVRecord> lines = export("lines-csv", "2026-03-01..2026-03-31").stream()
                .filter(row -> row.get("kind").equals("invoice"))
                .toList();
        assertThat(lines)
                .hasSize(40)
                .allSatisfy(row -> assertThat(new BigDecimal(row.get("line-gross")))
                        .isEqualByComparingTo(row.get("account").substring(1)));
    }

    @Test
    void a_debit_note_goes_out_with_its_lines_and_what_it_names() throws IOException {
        bill();
        long account = books.number("select id from account");
        months.given().notedUsage(account, "2026-04-06T10:00:00Z", "voice/outgoing/national", 12_200_000, 3);
        months.billed(MAY_1.plusMonths(1), 3);
        List<CSVRecord> documents = export("documents-csv", "2026-05");
        assertThat(documents.stream().map(row -> row.get("kind")).sorted())
                .containsExactly("act", "debit-note", "vat-invoice");
        assertThat(sum(documents, "gross", "debit-note")).isEqualByComparingTo("12.20");
        assertThat(sum(export("lines-csv", "2026-05"), "line-gross", "debit-note"))
                .isEqualByComparingTo("12.20");
        List<CSVRecord> postings = export("postings-csv", "2026-05-01..2026-05-31");
        assertThat(sum(postings, "debit", "")).isEqualByComparingTo("12.20");
    }

    @Test
    void payments_customers_and_postings_go_out_whole() throws IOException {
        bill();
        List<CSVRecord> payments = export("payments-csv", "2026-04");
        assertThat(payments).hasSize(1);
        assertThat(payments.get(0).toMap())
                .containsEntry("amount", "123.45")
                .containsEntry("date", "2026-04-15")
                .containsEntry("account", "100")
                .containsEntry("customer", "C-100");
        assertThat(export("counterparties-csv", "2026-04").get(0).toMap())
                .containsEntry("number", "C-100")
                .containsEntry("name", "Customer 100");
        List<CSVRecord> postings = export("postings-csv", "2026-03-01..2026-05-01");
        assertThat(sum(postings, "debit", "")).isEqualByComparingTo(sum(postings, "credit", ""));
        assertThat(postings).hasSize((int) books.number("select count(*) from posting"));
        assertThat(sum(postings, "debit", "").movePointRight(2).longValueExact())
                .isEqualTo(books.number("select sum(amount_minor) from posting where amount_minor > 0"));
    }

    @Test
    void a_file_a_day_and_kind_in_the_words_and_characters_of_the_other_side() throws IOException {
        bill();
        List<String> told = books.run(
                "export-books",
                Map.of("name", "reference", "operator", "meridian", "period", "2026-04", "outbox", folder.toString()));
        assertThat(AccountingFixture.files(folder.resolve("reference")).stream()
                        .map(file -> file.getFileName().toString()))
                .containsExactly(
                        "meridian-act-2026-04-30.csv",
                        "meridian-credit-note-2026-04-30.csv",
                        "meridian-invoice-2026-04-30.csv");
        Path invoice = folder.resolve("reference/meridian-invoice-2026-04-30.csv");
        // 50.00 holds 22 %: 50 x 22/122 = 9.02
        assertThat(Files.readString(invoice, Charset.forName("windows-1251")))
                .isEqualTo("Вид документа;Номер;Дата;Организация;Контрагент;ИНН;КПП;Договор;Без НДС;НДС;Всего\r\n"
                        + "Счет;26-0000002;30.04.2026;ООО «Меридиан Телеком»;Customer"
                        + " 100;;;K-100;40,98;9,02;50,00\r\n");
        assertThat(told.get(told.size() - 1))
                .startsWith("reference, meridian 2026-04: 3 rows, gross ")
                .endsWith(" in the books and in 3 files");
        byte[] before = Files.readAllBytes(invoice);
        books.run(
                "export-books",
                Map.of("name", "reference", "operator", "meridian", "period", "2026-04", "outbox", folder.toString()));
        assertThat(Files.readAllBytes(invoice)).isEqualTo(before);
    }
}
