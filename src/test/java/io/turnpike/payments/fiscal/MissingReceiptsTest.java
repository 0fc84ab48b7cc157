package io.turnpike.payments.fiscal;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.documents.DocumentForms;
import io.turnpike.invoicing.Operators;
import io.turnpike.payments.Refund;
import io.turnpike.payments.Refunds;
import io.turnpike.payments.Refunds.Payout;
import io.turnpike.payments.fiscal.AtolServer.Trouble;
import io.turnpike.payments.intake.PaymentsFixture;
import io.turnpike.payments.reconciliation.AgentReconciliation;
import io.turnpike.payments.reconciliation.AgentReconciliation.Asked;
import io.turnpike.payments.reconciliation.Kind;
import io.turnpike.payments.reconciliation.Reconciled;
import io.turnpike.payments.reconciliation.ReconciliationFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that says the same as the books, while receipts of its payments are not made. */
class MissingReceiptsTest {
    private static final String READER = "terminal-csv";
    private static final String HEADER = "txn_id,terminal,pay_date,account,phone,sum,fee,receipt\n";

    @TempDir
    private static Path definitions;

    private static FiscalProgram program;

    @TempDir
    private Path folder;

    private PaymentsFixture money;

    @BeforeAll
    static void start() {
        program = new FiscalProgram(definitions);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @BeforeEach
    void empty() {
        program.begin();
        money = new PaymentsFixture(program.context);
    }

    private static String row(int transaction, String account) {
        return transaction + ",T-17,2026-11-20 09:00:00," + account + ",,100.00,1.00," + (8000 + transaction) + "\n";
    }

    private Path registry(String... rows) throws IOException {
        return Files.writeString(folder.resolve("day.csv"), HEADER + String.join("", rows));
    }

    private Reconciled compare(Path file, List<String> differences) {
        return program.context
                .getBean(AgentReconciliation.class)
                .compare(
                        new Asked(READER, List.of(file), READER, Optional.empty()),
                        each -> differences.add(
                                each.kinds().stream().map(Kind::word).toList() + " " + each.reference() + " "
                                        + each.minor() + " " + each.note()));
    }

    @Test
    void payments_whose_receipts_are_not_made_are_told_with_the_reason() throws IOException {
        Path day = registry(row(1, "1"), row(2, "2"), row(3, "3"), row(4, "1"), row(5, "3"));
        money.take(READER, day);
        assertThat(program.receipts()).as("none of the company").hasSize(4);
        program.server.next(Trouble.REFUSED);
        program.send();
        program.pass();
        program.jdbc
                .sql("update fiscal_receipt set next_at = next_at + interval '2 years' where receipt_id = 4")
                .update();
        program.send();
        program.jdbc.sql("delete from fiscal_receipt where receipt_id = 2").update();
        List<String> differences = new ArrayList<>();
        Reconciled reconciled = compare(day, differences);
        assertThat(differences)
                .containsExactly(
                        "[no-receipt] T-17/1 0 no fiscal receipt: receipt 1 is failed, tried 1 times, error 32 (system):"
                                + " Ошибка валидации входного чека",
                        "[no-receipt] T-17/3 0 no fiscal receipt: none was ever queued",
                        "[no-receipt] T-17/5 0 no fiscal receipt: receipt 4 is sent");
        assertThat(reconciled.agrees()).isFalse();
        assertThat(reconciled.differences()).containsEntry(Kind.NO_RECEIPT, 3L);
    }

    @Test
    void the_return_of_a_payment_wants_its_receipt_too() throws IOException {
        Path day = registry(row(1, "1"), row(3, "3"));
        money.take(READER, day);
        program.send();
        program.pass();
        program.send();
        assertThat(compare(day, new ArrayList<>()).agrees()).isTrue();
        program.desk.reverse(program.number("select min(payment_id) from payment"), FiscalProgram.ANNA);
        List<String> differences = new ArrayList<>();
        compare(registry(row(3, "3")), differences);
        assertThat(differences).containsExactly("[no-receipt] T-17/1 0 no return receipt: receipt 3 is queued");
    }

    @Test
    void a_refund_without_a_receipt_is_told() throws IOException {
        Path day = registry(row(1, "1"));
        money.take(READER, day);
        program.send();
        program.pass();
        program.send();
        long refund = program.context
                .getBean(Refunds.class)
                .refund(
                        program.number("select payment_id from payment"),
                        Refund.Kind.REFUND,
                        new Payout(FiscalProgram.rub("40.00"), null, null, "", null, null),
                        FiscalProgram.ANNA);
        program.jdbc
                .sql("delete from fiscal_receipt where refund_id is not null")
                .update();
        List<String> differences = new ArrayList<>();
        compare(day, differences);
        assertThat(differences)
                .containsExactly(
                        "[no-receipt] T-17/1 0 40.00 RUB of it went out again; no return receipt: none was ever queued for refund "
                                + refund);
    }

    @Test
    void the_files_show_them() throws IOException {
        Path day = registry(row(1, "1"));
        money.take(READER, day);
        List<Path> written = new ArrayList<>();
        new ReconciliationFiles(
                        program.context.getBean(DocumentForms.class),
                        program.context.getBean(Operators.class).terms("meridian"),
                        "ru",
                        folder.resolve("out"))
                .write(
                        program.context.getBean(AgentReconciliation.class),
                        new Asked(READER, List.of(day), READER, Optional.empty()),
                        written);
        assertThat(Files.readString(written.get(0)))
                .contains("no-receipt,T-17/1,RUB,2026-11-20,100.00,1.00,2026-11-20,100.00,1.00,0.00,1,")
                .contains("no fiscal receipt: receipt 1 is queued");
        try (PDDocument pdf = Loader.loadPDF(written.get(1).toFile())) {
            assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", " "))
                    .contains("нет чека", "no fiscal receipt: receipt 1 is queued");
        }
    }
}
