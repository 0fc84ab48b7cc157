package io.turnpike.accounting.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.turnpike.accounting.AccountingFixture;
import io.turnpike.database.DatabaseTest;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentBook;
import io.turnpike.payments.PaymentDesk;
import io.turnpike.payments.Receipt;
import io.turnpike.payments.Refund;
import io.turnpike.payments.Refunds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Files for 1C held against the schema by xmllint of libxml2 ({@code apt-get install libxml2-utils}), which shares no code with ours. */
@DatabaseTest
class CommerceMlXmllintTest {
    private static final Path SCHEMA =
            Path.of(System.getProperty("turnpike.home", "."), "src/main/resources/schemas/commerceml-2.10.xsd");
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final LocalDate DAY = LocalDate.parse("2026-03-05");

    /** What people and banks write into names; the last is longer than any form of 1C shows. */
    private static final List<String> NAMES = List.of(
            "ООО \"Ромашка\" & <Ко> 'и' ]]> &amp; <!-- -->",
            "Кафе 🍕 «Вкусно» \uD83D\uDC68\u200D\uD83D\uDC69",
            " с табуляцией\tи\r\nстрокой ",
            "\u0085\u2028\uFEFF\u00A0\uFFFD",
            "<![CDATA[x]]>",
            "Ж".repeat(299) + "🍕");

    @TempDir
    private Path folder;

    @Autowired
    private ApplicationContext context;

    private AccountingFixture books;

    @BeforeEach
    void empty() {
        assumeTrue(isThere(), "xmllint is not installed: apt-get install libxml2-utils");
        books = new AccountingFixture(context);
        books.begin();
    }

    private static boolean isThere() {
        try {
            return run("xmllint", "--version").code() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private record Ran(int code, String told) {}

    private static Ran run(String... words) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try {
            String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(process.waitFor(), told);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void assertValid(String export, int files) throws IOException {
        books.run("export-books", Map.of("name", export, "period", "2026-03", "outbox", folder.toString()));
        List<Path> made = AccountingFixture.files(folder.resolve(export));
        assertThat(made).as(export).hasSize(files);
        for (Path file : made) {
            Ran ran = run("xmllint", "--noout", "--schema", SCHEMA.toString(), file.toString());
            assertThat(ran.told()).endsWith(" validates\n");
            assertThat(ran.code()).isZero();
        }
    }

    private void customers() {
        for (int i = 0; i < NAMES.size(); i++) {
            books.given.account("meridian", "A" + i, i % 2 == 0 ? "company" : "person");
            books.jdbc
                    .sql("update customer set name = ?, full_name = ?, phone = ?, email = ?, street = ?, city = ?"
                            + " where number = ?")
                    .params(NAMES.get(i), i % 3 == 0 ? null : NAMES.get(i) + "!", NAMES.get(i), NAMES.get(i))
                    .params(NAMES.get(i), NAMES.get(i), "C-A" + i)
                    .update();
        }
        books.jdbc
                .sql("update customer set inn = '7707083893', kpp = '770701001' where number = 'C-A0'")
                .update();
    }

    private List<Long> payments() {
        long operator = books.given.id("select id from operator where code = 'meridian'");
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < NAMES.size() * 2; i++) {
            String name = NAMES.get(i % NAMES.size());
            Receipt.@Nullable Owner owner = i < NAMES.size()
                    ? new Receipt.Owner(books.given.id("select id from account where number = ?", "A" + i), "by-hand")
                    : null;
            receipts.add(new Receipt(
                    operator,
                    "client-bank-exchange",
                    i + name,
                    i % 2 == 0 ? "" : "№ " + name,
                    DAY,
                    new Money(RUB, i == 0 ? 99_999_999_999_99L : i),
                    Money.zero(RUB),
                    i % 3 == 0 ? LedgerAccount.CASH : LedgerAccount.BANK,
                    new Receipt.Payer(
                            name,
                            name,
                            List.of("7700000001", "500100732259", "0", "").get(i % 4),
                            name,
                            name,
                            ""),
                    null,
                    owner));
        }
        books.transaction.executeWithoutResult(status -> {
            PaymentBook book = context.getBean(PaymentBook.class);
            book.holdSource("client-bank-exchange");
            book.receive(receipts);
        });
        return books.jdbc
                .sql("select payment_id from payment order by payment_id")
                .query(Long.class)
                .list();
    }

    @Test
    void documents_with_lines_are_valid() throws IOException {
        books.documents(NAMES.size() + 1);
        for (int i = 0; i < NAMES.size(); i++) {
            int document = i + 1;
            String name = NAMES.get(i);
            books.transaction.executeWithoutResult(status -> {
                books.jdbc.sql("set local session_replication_role = replica").update();
                books.jdbc.sql("""
                        update document_snapshot
                        set body = jsonb_set(jsonb_set(body::jsonb, '{customer,name}', to_jsonb(?::text)),
                          '{lines,0,name}', to_jsonb(?::text))::text
                        where document_id = ?
                        """).params(name, name, document).update();
            });
        }
        assertValid("1c-documents", NAMES.size() + 1);
    }

    @Test
    void customers_of_any_name_are_valid() throws IOException {
        customers();
        assertValid("1c-counterparties", 1);
    }

    @Test
    void payments_of_known_and_unknown_customers_are_valid() throws IOException {
        customers();
        payments();
        assertValid("1c-payments", 1);
    }

    @Test
    void refunds_are_valid() throws IOException {
        customers();
        Refunds refunds = context.getBean(Refunds.class);
        int number = 0;
        for (long payment : payments()) {
            String name = NAMES.get(number++ % NAMES.size());
            refunds.refund(
                    payment,
                    number % 2 == 0 ? Refund.Kind.REFUND : Refund.Kind.CHARGEBACK,
                    new Refunds.Payout(null, DAY, number % 3 == 0 ? LedgerAccount.CASH : null, "", name + number, null),
                    new PaymentDesk.Signed("anna", name));
        }
        assertValid("1c-refunds", 1);
    }

    @Test
    void a_name_that_xml_cannot_write_stops_the_file_and_is_named() {
        books.given.account("meridian", "1", "company");
        books.jdbc
                .sql("update customer set name = 'ООО ' || chr(1) || 'Ромашка'")
                .update();
        assertThatThrownBy(() -> assertValid("1c-counterparties", 0))
                .hasMessageContaining("'Наименование' has a control character, which XML has not")
                .hasMessageContaining("Ромашка");
    }
}
