package io.turnpike.accounting.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.accounting.AccountingFixture;
import io.turnpike.accounting.BookPeriod;
import io.turnpike.accounting.Content;
import io.turnpike.accounting.Facts;
import io.turnpike.accounting.imports.Imports;
import io.turnpike.accounting.imports.TheirFile;
import io.turnpike.accounting.imports.TheirFiles;
import io.turnpike.accounting.imports.TheirRow;
import io.turnpike.accounting.own.OwnRecords;
import io.turnpike.accounting.own.Selection;
import io.turnpike.accounting.sync.Drift;
import io.turnpike.accounting.sync.SyncLine;
import io.turnpike.database.DatabaseTest;
import io.turnpike.definitions.Problems;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.mediation.layout.UnusableFile;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentBook;
import io.turnpike.payments.PaymentDesk;
import io.turnpike.payments.Receipt;
import io.turnpike.payments.Refund;
import io.turnpike.payments.Refunds;
import io.turnpike.payments.statements.PaymentReaders;
import io.turnpike.payments.statements.Statement;
import io.turnpike.payments.statements.StatementEntry;
import io.turnpike.payments.statements.StatementLine;
import io.turnpike.payments.statements.Tally;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Files for 1C, read back by our own readers. */
@DatabaseTest
class OneCTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));
    private static final BookPeriod MARCH = BookPeriod.of("2026-03");

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

    private void pay(String reference, long minor, String purpose, LedgerAccount into) {
        long account = books.given.account("meridian", "A" + reference, "company");
        long operator = books.given.id("select id from operator where code = 'meridian'");
        books.transaction.executeWithoutResult(status -> {
            PaymentBook book = context.getBean(PaymentBook.class);
            book.holdSource("client-bank-exchange");
            book.receive(List.of(new Receipt(
                    operator,
                    "client-bank-exchange",
                    reference,
                    "17" + reference,
                    LocalDate.parse("2026-03-05"),
                    new Money(Currency.getInstance("RUB"), minor),
                    Money.zero(Currency.getInstance("RUB")),
                    into,
                    new Receipt.Payer(
                            "40702810700000001234",
                            "ООО «Ромашка» & Ко",
                            "7700000001",
                            "40702810900000000017",
                            purpose,
                            ""),
                    null,
                    reference.equals("3") ? null : new Receipt.Owner(account, "by-hand"))));
        });
    }

    private void update(String what) {
        books.jdbc.sql("update " + what).update();
    }

    private List<Facts> own(Content content) {
        List<Facts> facts = new ArrayList<>();
        OwnRecords records = context.getBean(OwnRecords.class);
        records.read(new Selection(content, records.owner("meridian"), MARCH.days(), List.of()), facts::add);
        return facts;
    }

    private List<Facts> exportedAndRead(String name) throws IOException {
        books.run("export-books", Map.of("name", name, "period", "2026-03", "outbox", folder.toString()));
        List<Facts> read = new ArrayList<>();
        for (Path file : AccountingFixture.files(folder.resolve(name))) {
            try (TheirFile theirs =
                    TheirFiles.open(Imports.load(HOME, new Problems()).get(name), file)) {
                for (TheirRow row = theirs.next(); row != null; row = theirs.next()) {
                    read.add(((TheirRow.Told) row).facts().with("version", ""));
                }
            }
        }
        return read;
    }

    @Test
    void documents_are_read_back_as_they_are_with_every_line() throws IOException {
        books.documents(60);
        List<Facts> own = own(Content.DOCUMENTS);
        assertThat(own).hasSize(60);
        assertThat(exportedAndRead("1c-documents")).isEqualTo(own);
    }

    @Test
    void payments_are_read_back_as_they_are() throws IOException {
        pay("1", 122_050, "Оплата по счету № 1 <за связь>; \"НДС\" не облагается\r\nвторая строка", LedgerAccount.BANK);
        pay("2", 1, "", LedgerAccount.CASH);
        pay("3", 99_999_999_99L, "ничья", LedgerAccount.BANK);
        List<Facts> own = own(Content.PAYMENTS);
        assertThat(own).hasSize(3);
        assertThat(exportedAndRead("1c-payments")).containsExactlyInAnyOrderElementsOf(own);
    }

    @Test
    void whose_a_payment_is_and_who_paid_it_are_counterparties_with_their_inn() throws IOException {
        pay("1", 122_050, "за соседа", LedgerAccount.BANK);
        pay("3", 100, "ничья", LedgerAccount.BANK);
        update("customer set inn = '7707083893', kpp = '770701001'");
        update("payment set payer_inn = '500100732259' where reference = '3'");
        assertThat(exportedAndRead("1c-payments")).containsExactlyInAnyOrderElementsOf(own(Content.PAYMENTS));
        assertThat(sent("1c-payments"))
                .contains(
                        "<ИНН>7707083893</ИНН><КПП>770701001</КПП><Роль>Покупатель</Роль></Контрагент><Контрагент>"
                                + "<Ид>7700000001</Ид><Наименование>ООО «Ромашка» &amp; Ко</Наименование><ОфициальноеНаименование>")
                .as("a person, and whose it is nobody knows yet")
                .contains("<Контрагенты><Контрагент><Ид>500100732259</Ид>", "</ПолноеНаименование><ИНН>500100732259");
    }

    @Test
    void refunds_are_read_back_as_they_are() throws IOException {
        pay("1", 122_050, "за связь", LedgerAccount.BANK);
        pay("3", 5_000, "ничья", LedgerAccount.BANK);
        Refunds refunds = context.getBean(Refunds.class);
        List<Long> payments = books.jdbc
                .sql("select payment_id from payment order by payment_id")
                .query(Long.class)
                .list();
        LocalDate day = LocalDate.parse("2026-03-06");
        PaymentDesk.Signed anna = new PaymentDesk.Signed("anna", "услуга <не> оказана");
        refunds.refund(
                payments.get(0),
                Refund.Kind.REFUND,
                new Refunds.Payout(
                        new Money(Currency.getInstance("RUB"), 20_000), day, LedgerAccount.CASH, "", "0007", null),
                anna);
        refunds.refund(
                payments.get(1), Refund.Kind.CHARGEBACK, new Refunds.Payout(null, day, null, "", null, null), anna);
        List<Facts> own = own(Content.REFUNDS);
        assertThat(own).hasSize(2);
        assertThat(own.get(0).values())
                .containsEntry("amount", "200.00")
                .containsEntry("from", "cash")
                .containsEntry("payment", String.valueOf(payments.get(0)))
                .containsEntry("account", "A1");
        assertThat(exportedAndRead("1c-refunds")).containsExactlyInAnyOrderElementsOf(own);
    }

    @Test
    void customers_are_read_back_as_they_are() throws IOException {
        books.given.account("meridian", "1", "company");
        books.given.account("meridian", "2", "person");
        books.given.account("meridian", "3", "company");
        books.jdbc
                .sql("update customer set full_name = 'Общество «Клиент»', inn = '7700000001', kpp = '770001001',"
                        + " phone = '+7 495 1', email = 'a@b.example', postal_index = '115000', street = 'ул."
                        + " <Мира>', house = '1', flat = '2' where number = 'C-1'")
                .update();
        update("customer set full_name = name where number = 'C-3'");
        List<Facts> own = own(Content.COUNTERPARTIES);
        assertThat(own).hasSize(3);
        assertThat(exportedAndRead("1c-counterparties")).isEqualTo(own);
    }

    @Test
    void payments_out_as_a_bank_statement_are_read_by_the_reader_of_bank_statements() throws IOException {
        pay("1", 122_050, "Оплата по счету № 1", LedgerAccount.BANK);
        pay("2", 50, "НДС не облагается\nвторая строка", LedgerAccount.BANK);
        books.run("export-books", Map.of("name", "1c-bank", "period", "2026-03", "outbox", folder.toString()));
        Path file = folder.resolve("1c-bank/kl_to_1c-meridian-2026-03-05.txt");
        assertThat(Files.readString(file, Charset.forName("windows-1251")))
                .as("the days of the file, not of the export")
                .contains("ДатаНачала=05.03.2026\r\nДатаКонца=05.03.2026\r\nРасчСчет=");
        List<String> lines = new ArrayList<>();
        Tally tally = new Tally();
        try (Statement statement = PaymentReaders.load(HOME.resolve("readers"), new Problems())
                .get("client-bank-exchange")
                .open(file)) {
            for (StatementEntry entry = statement.next(); entry != null; entry = statement.next()) {
                tally.add(entry);
                StatementLine line = (StatementLine) entry;
                lines.add(line.day() + " " + line.number() + " " + line.amount() + " " + line.direction() + " "
                        + line.ownAccount() + " " + line.party() + " " + line.purpose());
            }
            // 1220.50 + 0.50, which the file says of itself
            assertThat(statement.declared().totals().get(0).minor()).isEqualTo(122_100);
            assertThat(statement.declared().complaints(tally)).isEmpty();
        }
        String party = "Party[name=ООО «Ромашка» & Ко, inn=7700000001, account=40702810900000000017]";
        assertThat(lines)
                .containsExactly(
                        "2026-03-05 171 1220.50 RUB IN 40702810700000001234 " + party + " Оплата по счету № 1",
                        "2026-03-05 172 0.50 RUB IN 40702810700000001234 " + party
                                + " НДС не облагается вторая строка");
    }

    @Test
    void a_file_that_the_schema_does_not_allow_is_not_handed_over() {
        books.documents(1);
        books.jdbc
                .sql("do $$ begin set local session_replication_role = replica; update document_snapshot set body ="
                        + " replace(body, '7777777771', '77'); end $$")
                .update();
        assertThatThrownBy(() -> books.run(
                        "export-books",
                        Map.of("name", "1c-documents", "period", "2026-03", "outbox", folder.toString())))
                .hasMessageContaining("not valid by /schemas/commerceml-2.10.xsd, not handed over")
                .hasMessageContaining("ИНН");
        assertThat(AccountingFixture.files(folder.resolve("1c-documents")))
                .noneMatch(file -> file.toString().endsWith(".xml"));
    }

    @Test
    void what_1c_says_of_documents_is_their_state() throws IOException {
        books.documents(4);
        books.run("export-books", Map.of("name", "1c-documents", "period", "2026-03", "outbox", folder.toString()));
        StringBuilder answers = new StringBuilder();
        for (Path file : AccountingFixture.files(folder.resolve("1c-documents"))) {
            String text = Files.readString(file);
            answers.append(text, text.indexOf("<Документ>"), text.lastIndexOf("</Документ>") + "</Документ>".length());
        }
        String all = answers.toString();
        String marked = marked(
                marked(marked(all, "0000001", "Проведен", "True"), "0000002", "Отклонен", "Нет договора"),
                "0000003",
                "ПометкаУдаления",
                "true");
        Path file = folder.resolve("answers.xml");
        Files.writeString(
                file,
                "<КоммерческаяИнформация xmlns=\"urn:1C.ru:commerceml_2\" ВерсияСхемы=\"2.08\">" + marked
                        + "</КоммерческаяИнформация>",
                StandardCharsets.UTF_8);
        books.run("import-books", Map.of("file", file.toString(), "format", "1c-documents"));
        // the fourth came back as it was sent
        assertThat(books.rows(
                        "select key, state, reason from sync_version join sync_record using (record_id) order by key"))
                .containsExactly(
                        "invoice/2026/26-0000001 accepted null",
                        "invoice/2026/26-0000002 rejected Нет договора",
                        "invoice/2026/26-0000003 deleted null",
                        "invoice/2026/26-0000004 accepted null");
    }

    @Test
    void what_is_not_posted_is_neither_accepted_nor_booked() throws IOException {
        books.documents(1);
        books.run("export-books", Map.of("name", "1c-documents", "period", "2026-03", "outbox", folder.toString()));
        String sent = sent("1c-documents");
        String document = sent.substring(sent.indexOf("<Документ>"), sent.lastIndexOf("</КоммерческаяИнформация>"));
        take("1c-documents", marked(document, "0000001", "Проведен", "false"));
        assertThat(books.rows("select state from sync_version")).containsExactly("sent");
        String draft = payment("0f8fad5b-d9cb-469f-a165-70867728950e", "100.00", posted("false"));
        take("1c-payments", draft);
        assertThat(books.number("select count(*) from payment")).isZero();
        take("1c-payments", draft.replace("false", "true"));
        assertThat(books.rows("select source, reference, amount_minor from payment"))
                .containsExactly("1c 0f8fad5b-d9cb-469f-a165-70867728950e 10000");
    }

    @Test
    void a_payment_of_ours_that_comes_back_without_our_requisites_is_not_booked_again() throws IOException {
        pay("1", 122_050, "за связь", LedgerAccount.BANK);
        String ours = books.rows("select payment_id from payment").get(0);
        // no payment of ours has the number of the second
        take(
                "1c-payments",
                payment(ours, "1220.50", posted("true")) + payment("123456789012345678", "5.00", posted("true")));
        assertThat(books.rows("select reference, amount_minor from payment order by payment_id"))
                .containsExactly("1 122050", "123456789012345678 500");
        context.getBean(Drift.class)
                .compare(
                        new SyncLine(
                                "1c",
                                Content.PAYMENTS,
                                context.getBean(OwnRecords.class).owner("meridian")),
                        MARCH);
        assertThat(books.rows("select key from sync_difference where field = ''"))
                .isEmpty();
    }

    @Test
    void each_refused_document_of_a_file_without_line_breaks_waits_by_itself() throws IOException {
        take("1c-payments", payment("a", "none", "") + payment("b", "5.00", "") + payment("c", "nothing", ""));
        assertThat(books.rows("select line_number, reason from sync_refused order by line_number"))
                .containsExactly(
                        "1 'amount': 'none' is no number as XML writes it",
                        "3 'amount': 'nothing' is no number as XML writes it");
        assertThat(books.rows("select reference, line_number from payment")).containsExactly("b 2");
    }

    @Test
    void only_money_that_came_in_is_a_payment() throws IOException {
        String back = payment("a", "1.00", "")
                .replace("<Валюта>", "<ХозОперация>Возврат безналичных денег</ХозОперация><Валюта>");
        String bill = payment("b", "2.00", "").replace("<Валюта>", "<ХозОперация>Счет на оплату</ХозОперация><Валюта>");
        String paid = payment("c", "3.00", "")
                .replace(
                        "<Валюта>",
                        "<ХозОперация>Выплата безналичных денег</ХозОперация><Роль>Покупатель</Роль><Валюта>");
        String card = payment("d", "4.00", "")
                .replace("<Валюта>", "<ХозОперация>Эквайринговая операция</ХозОперация><Роль>Продавец</Роль><Валюта>");
        String rouble = payment("e", "5.00", "").replace("RUB", "руб");
        take("1c-payments", back + bill + paid + card + rouble);
        assertThat(books.rows("select reference from payment")).containsExactly("d");
        assertThat(books.rows("select reason from sync_refused order by line_number"))
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("'Возврат безналичных денег' brings no money in"),
                        reason -> assertThat(reason).contains("'Счет на оплату' brings no money in"),
                        reason -> assertThat(reason).contains("in the role 'Покупатель'"),
                        reason -> assertThat(reason).contains("'руб' is no currency"));
    }

    private void take(String format, String documents) throws IOException {
        Path file = Files.writeString(
                Files.createTempFile(folder, "their", ".xml"),
                "<КоммерческаяИнформация xmlns=\"urn:1C.ru:commerceml_2\" ВерсияСхемы=\"2.08\">" + documents
                        + "</КоммерческаяИнформация>");
        books.run("import-books", Map.of("file", file.toString(), "format", format));
    }

    private String sent(String name) throws IOException {
        return Files.readString(AccountingFixture.files(folder.resolve(name)).get(0));
    }

    private static String payment(String id, String amount, String requisites) {
        return "<Документ><Ид>" + id + "</Ид><Номер>7</Номер><Дата>2026-03-06</Дата><Валюта>RUB</Валюта><Сумма>"
                + amount
                + "</Сумма><ЗначенияРеквизитов>" + requisite("КодОператора", "meridian") + requisites
                + "</ЗначенияРеквизитов></Документ>";
    }

    private static String posted(String value) {
        return requisite("Проведен", value);
    }

    private static String requisite(String name, String value) {
        return "<ЗначениеРеквизита><Наименование>" + name + "</Наименование><Значение>" + value
                + "</Значение></ЗначениеРеквизита>";
    }

    private static String marked(String documents, String number, String requisite, String value) {
        int end = documents.indexOf(
                "</ЗначенияРеквизитов></Документ>", documents.indexOf("<Ид>invoice/2026/26-" + number + "</Ид>"));
        return documents.substring(0, end) + "<ЗначениеРеквизита><Наименование>" + requisite
                + "</Наименование><Значение>" + value + "</Значение></ЗначениеРеквизита>" + documents.substring(end);
    }

    @Test
    void hostile_xml_reads_nothing_else_and_changes_nothing() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Path file = folder.resolve("hostile.xml");
        Files.writeString(
                file,
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri()
                        + "\">]><КоммерческаяИнформация ВерсияСхемы=\"2.10\">"
                        + "<Документ><Ид>&e;</Ид></Документ></КоммерческаяИнформация>");
        try (TheirFile theirs =
                TheirFiles.open(Imports.load(HOME, new Problems()).get("1c-documents"), file)) {
            assertThatThrownBy(theirs::next).isInstanceOf(UnusableFile.class).hasMessageContaining("document type");
        }
        assertThat(books.run("import-books", Map.of("file", file.toString(), "format", "1c-documents"))
                        .get(0))
                .contains("is refused, nothing of it was taken in");
    }
}
