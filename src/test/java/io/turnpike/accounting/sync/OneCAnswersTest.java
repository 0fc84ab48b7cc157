package io.turnpike.accounting.sync;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What 1C tells of its own in CommerceML, and what it leaves out. */
@DatabaseTest
class OneCAnswersTest {
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

    private List<String> take(String format, String documents) throws IOException {
        Path file = Files.writeString(
                Files.createTempFile(folder, "their", ".xml"),
                "<КоммерческаяИнформация xmlns=\"urn:1C.ru:commerceml_2\" ВерсияСхемы=\"2.08\">" + documents
                        + "</КоммерческаяИнформация>");
        return books.run("import-books", Map.of("file", file.toString(), "format", format));
    }

    private static String requisite(String name, String value) {
        return "<ЗначениеРеквизита><Наименование>" + name + "</Наименование><Значение>" + value
                + "</Значение></ЗначениеРеквизита>";
    }

    private static String payment(String id, String operation, String more) {
        return "<Документ><Ид>" + id + "</Ид><Номер>7</Номер><Дата>2026-03-06</Дата>"
                + (operation.isEmpty() ? "" : "<ХозОперация>" + operation + "</ХозОперация>")
                + "<Валюта>RUB</Валюта><Сумма>500.00</Сумма><ЗначенияРеквизитов>"
                + requisite("КодОператора", "meridian") + more + "</ЗначенияРеквизитов></Документ>";
    }

    private List<String> reasons() {
        return books.rows("select reason from sync_refused where state = 'open' order by line_number");
    }

    private List<String> differences(Content content) {
        context.getBean(Drift.class)
                .compare(
                        new SyncLine(
                                "1c", content, context.getBean(OwnRecords.class).owner("meridian")),
                        BookPeriod.of("2026-03"));
        return books.rows("select key, field, side, ours, theirs from sync_difference order by key, field");
    }

    @Test
    void money_lands_on_the_ledger_account_of_the_means_by_which_1c_says_it_came() throws IOException {
        take(
                "1c-payments",
                payment("bank-a", "Выплата безналичных денег", "")
                        + payment("cash-b", "Выплата наличных денег", "")
                        + payment("card-c", "Эквайринговая операция", "")
                        + payment("none-d", "", "")
                        + payment(
                                "named-e", "Выплата безналичных денег", requisite("СчетКниг", "clearing:sber-registry"))
                        + payment("wrong-f", "Выплата наличных денег", requisite("СчетКниг", "50.01"))
                        + payment("typo-g", "Выплата наличных денег", requisite("СчетКниг", "clearing:sber-registri")));
        assertThat(books.rows("select reference, into_account from payment order by reference"))
                .containsExactly(
                        "bank-a bank",
                        "card-c clearing:cards",
                        "cash-b cash",
                        "named-e clearing:sber-registry",
                        "none-d bank");
        assertThat(reasons())
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("'into': money does not come in on '50.01'"),
                        reason -> assertThat(reason).startsWith("'clearing:sber-registri' is no ledger account"));
        // 500.00 each, and what is nobody's yet
        assertThat(books.rows("""
                select l.code, sum(p.amount_minor)
                from posting p
                join ledger_account l using (ledger_account_id)
                group by l.code
                order by l.code
                """))
                .containsExactly(
                        "bank 100000",
                        "cash 50000",
                        "clearing:cards 50000",
                        "clearing:sber-registry 50000",
                        "suspense -250000");
        assertThat(books.rows("select count(*) from payment_untold"))
                .as("of these a bank's statement tells")
                .containsExactly("2");
    }

    private long paid(String account, String inn) {
        long operator = books.given.id("select id from operator where code = 'meridian'");
        long owner = books.given.account("meridian", account, "company");
        Currency currency = Currency.getInstance("RUB");
        books.transaction.executeWithoutResult(status -> {
            PaymentBook book = context.getBean(PaymentBook.class);
            book.holdSource("desk");
            book.receive(List.of(new Receipt(
                    operator,
                    "desk",
                    "r-" + account,
                    "0042",
                    LocalDate.parse("2026-03-05"),
                    new Money(currency, 50_000),
                    Money.zero(currency),
                    LedgerAccount.BANK,
                    new Receipt.Payer("", "", inn, "", "", ""),
                    null,
                    new Receipt.Owner(owner, "by-hand"))));
        });
        return books.number("select max(payment_id) from payment");
    }

    @ParameterizedTest
    @CsvSource({
        // sum, day, number, INN of the payer: whose it is
        "500.00, 2026-03-05, 7, '', ours",
        "500.00, 2026-03-08, 7, '', ours",
        "500.00, 2026-03-08, 0042, '', ours",
        "500.00, 2026-03-05, 7, 7700000001, ours",
        "500.00, 2026-03-05, 7, 7700000002, waits",
        "500.00, 2026-03-09, 7, '', waits",
        "500.00, 2026-03-09, 0042, '', waits",
        "700.00, 2026-03-05, 0042, '', waits",
        "700.00, 2026-03-05, 7, 7700000001, waits",
        "700.00, 2026-03-05, 7, '', theirs",
        "700.00, 2026-03-20, 7, 7700000002, theirs"
    })
    void a_number_of_theirs_that_ours_has_too_is_ours_only_where_more_agrees(
            String sum, String day, String number, String inn, String whose) throws IOException {
        String id = String.valueOf(paid("100", "7700000001"));
        String party = inn.isEmpty()
                ? ""
                : "<Контрагенты><Контрагент><Ид>00-17</Ид><Наименование>ООО</Наименование><ИНН>" + inn
                        + "</ИНН><Роль>Покупатель</Роль></Контрагент></Контрагенты>";
        String told = payment(id, "Выплата безналичных денег", requisite("Проведен", "true"))
                .replace("500.00", sum)
                .replace("2026-03-06", day)
                .replace("<Номер>7<", "<Номер>" + number + "<")
                .replace("<ЗначенияРеквизитов>", party + "<ЗначенияРеквизитов>");
        take("1c-payments", told);
        assertThat(books.rows("select source, reference from payment where source = '1c'"))
                .containsExactlyElementsOf(whose.equals("theirs") ? List.of("1c " + id) : List.of());
        assertThat(books.rows("select key from sync_theirs"))
                .containsExactlyElementsOf(
                        switch (whose) {
                            case "ours" -> List.of(id);
                            case "theirs" -> List.of("their/" + id);
                            default -> List.of();
                        });
        assertThat(reasons())
                .hasSize(whose.equals("waits") ? 1 : 0)
                .allMatch(reason -> reason.startsWith("it may be payment " + id + ", which has its number"));
    }

    @Test
    void a_person_decides_of_a_number_both_sides_have() throws IOException {
        String first = String.valueOf(paid("100", ""));
        String second = String.valueOf(paid("101", ""));
        String told = (payment(first, "", "") + payment(second, "", "")).replace("2026-03-06", "2026-03-20");
        take("1c-payments", told);
        SyncDesk desk = context.getBean(SyncDesk.class);
        assertThat(desk.retry(desk.refused(0, 10).get(0))).isPresent();
        desk.dismiss(desk.refused(0, 10).get(0), "anna", "booked there on the 20th");
        desk.book(desk.refused(0, 10).get(0), "anna", "a receipt of their own");
        assertThat(books.rows("select source, reference from payment order by payment_id"))
                .containsExactly("desk r-100", "desk r-101", "1c " + second);
        // told again: the first is ours, the second known
        take("1c-payments", told + "\n");
        assertThat(reasons()).isEmpty();
        assertThat(books.number("select count(*) from payment")).isEqualTo(3);
        assertThat(books.rows("select key from sync_theirs order by key")).containsExactly(first, "their/" + second);
        assertThat(differences(Content.PAYMENTS)).contains(first + " date unknown 2026-03-05 2026-03-20");
    }

    @Test
    void a_number_that_no_payment_of_ours_has_is_a_payment_of_theirs_whose_deletion_is_theirs() throws IOException {
        String ours = String.valueOf(paid("100", ""));
        take("1c-payments", payment("123456789012345678", "Выплата наличных денег", ""));
        take(
                "1c-payments",
                payment(ours, "", requisite("ПометкаУдаления", "true")).replace("500.00", "700.00"));
        assertThat(books.rows("select source, reference, into_account from payment order by payment_id"))
                .containsExactly("desk r-100 bank", "1c 123456789012345678 cash");
        assertThat(reasons()).isEmpty();
        assertThat(books.rows("select key from sync_theirs")).containsExactly("their/123456789012345678");
    }

    @ParameterizedTest
    @CsvSource({"1c-documents, DOCUMENTS, Счет на оплату", "1c-refunds, REFUNDS, Возврат безналичных денег"})
    void a_number_is_no_document_or_refund_of_ours(String format, Content content, String operation)
            throws IOException {
        books.documents(1);
        paid("100", "");
        books.given.id("""
                insert into payment_refund (operator_id, kind, payment_id, account_id, paid_on, amount_minor, currency,
                  from_account, entry_id, agent, reason, recorded_at)
                select operator_id, 'refund', payment_id, account_id, date '2026-03-06', 50000, 'RUB', 'bank',
                  (select min(entry_id) from journal_entry), 'anna', 'x', now()
                from payment
                returning refund_id
                """);
        take(format, payment("1", operation, ""));
        assertThat(differences(content))
                .as("what only they have is told")
                .anyMatch(difference -> difference.startsWith("1  theirs null there"));
    }

    private static String party(String elements) {
        return "<Документ><Ид>p</Ид><Контрагенты><Контрагент><Ид>C-1</Ид>" + elements
                + "<Роль>Покупатель</Роль></Контрагент></Контрагенты><ЗначенияРеквизитов>"
                + requisite("КодОператора", "meridian") + "</ЗначенияРеквизитов></Документ>";
    }

    private static String address(String... typed) {
        return "<Адрес>" + parts("АдресноеПоле", typed) + "</Адрес>";
    }

    private static String contacts(String... typed) {
        return "<Контакты>" + parts("Контакт", typed) + "</Контакты>";
    }

    private static String parts(String element, String... typed) {
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < typed.length; i += 2) {
            parts.append("<" + element + "><Тип>" + typed[i] + "</Тип><Значение>" + typed[i + 1] + "</Значение></"
                    + element + ">");
        }
        return parts.toString();
    }

    private static final String CUSTOMER =
            "select name, full_name, inn, kpp, email, phone, postal_index, city, street, house, flat from customer";

    /** A customer whose every field both sides agreed on. */
    private void agreed(String fullName) throws IOException {
        books.given.account("meridian", "1", "company");
        books.jdbc
                .sql("update customer set full_name = ?, inn = '7707083893', kpp = '770701001', phone = '+7 495 1',"
                        + " email = 'a@b.example', postal_index = '115000', street = 'Мира', house = '1', flat = '2'")
                .param(fullName)
                .update();
        books.run(
                "export-books", Map.of("name", "1c-counterparties", "period", "2026-03", "outbox", folder.toString()));
        String sent = Files.readString(
                AccountingFixture.files(folder.resolve("1c-counterparties")).get(0));
        take(
                "1c-counterparties",
                sent.substring(sent.indexOf("<Документ>"), sent.lastIndexOf("</КоммерческаяИнформация>")));
        assertThat(books.rows("select state from sync_version")).containsExactly("accepted");
    }

    @Test
    void what_1c_leaves_out_of_a_customer_is_as_it_was_and_no_difference() throws IOException {
        agreed("Общество «Клиент»");
        String rest = " Общество «Клиент» 7707083893 770701001 a@b.example +7 495 1 115000 Town Мира 1 2";
        take("1c-counterparties", party("<Наименование>Ромашка</Наименование>"));
        assertThat(books.rows(CUSTOMER)).containsExactly("Ромашка" + rest);
        take("1c-counterparties", party("<ИНН>7707083893</ИНН><Адрес/><Контакты/>"));
        assertThat(books.rows(CUSTOMER)).containsExactly("Ромашка" + rest);
        assertThat(differences(Content.COUNTERPARTIES)).isEmpty();
    }

    @Test
    void an_element_that_is_there_and_empty_says_that_there_is_nothing() throws IOException {
        agreed("Общество «Клиент»");
        take(
                "1c-counterparties",
                party("<Наименование>Customer 1</Наименование><КПП/>" + contacts("Телефон рабочий", "")));
        assertThat(books.rows(CUSTOMER))
                .containsExactly("Customer 1 Общество «Клиент» 7707083893 null a@b.example null 115000 Town Мира 1 2");
        assertThat(differences(Content.COUNTERPARTIES)).isEmpty();
    }

    @Test
    void a_full_name_that_1c_writes_as_the_name_is_the_one_we_have() throws IOException {
        agreed("Customer 1");
        take(
                "1c-counterparties",
                party("<Наименование>Customer 1</Наименование><ОфициальноеНаименование>Customer"
                        + " 1</ОфициальноеНаименование>"));
        assertThat(books.rows("select full_name from customer")).containsExactly("Customer 1");
        assertThat(differences(Content.COUNTERPARTIES)).isEmpty();
    }

    @Test
    void an_address_is_taken_whole_or_told_as_a_difference() throws IOException {
        agreed("Общество «Клиент»");
        take("1c-counterparties", party(address("Город", "Town", "Улица", "Садовая", "Дом", "5")));
        assertThat(books.rows("select postal_index, street, house, flat from customer"))
                .as("no flat of another house")
                .containsExactly("115000 Мира 1 2");
        assertThat(differences(Content.COUNTERPARTIES))
                .containsExactly("C-1 house theirs 1 5", "C-1 street theirs Мира Садовая");
        // what a later file leaves out stays told
        take("1c-counterparties", party("<Наименование>Ромашка</Наименование>"));
        assertThat(differences(Content.COUNTERPARTIES)).hasSize(2);
        take(
                "1c-counterparties",
                party(address("Почтовый индекс", "", "Город", "Town", "Улица", "Садовая", "Дом", "5", "Квартира", "")));
        assertThat(books.rows("select name, postal_index, street, house, flat from customer"))
                .containsExactly("Ромашка null Садовая 5 null");
        assertThat(differences(Content.COUNTERPARTIES)).isEmpty();
    }

    @Test
    void two_documents_of_one_customer_in_a_file_are_both_taken() throws IOException {
        agreed("Общество «Клиент»");
        take("1c-counterparties", party("<Наименование>Ромашка</Наименование>") + party("<КПП>770701002</КПП>"));
        assertThat(books.rows("select name, kpp from customer")).containsExactly("Ромашка 770701002");
        assertThat(differences(Content.COUNTERPARTIES)).isEmpty();
    }
}
