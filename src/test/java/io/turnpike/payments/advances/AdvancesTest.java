package io.turnpike.payments.advances;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import io.turnpike.documents.DocumentForms;
import io.turnpike.invoicing.BillingDocuments;
import io.turnpike.ledger.ClosedPeriods;
import io.turnpike.time.DateRange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A company that pays ahead: what it is invoiced, and what is deducted. */
@DatabaseTest
class AdvancesTest {
    @TempDir
    private Path folder;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ClosedPeriods closed;

    @Autowired
    private BillingDocuments documents;

    @Autowired
    private DocumentForms forms;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private AdvancesFixture given;

    @BeforeEach
    void begin() throws IOException {
        given = new AdvancesFixture(context, folder);
    }

    @AfterEach
    void empty() {
        AdvancesFixture.empty(jdbc);
    }

    @Test
    void advances_are_invoiced_applied_in_parts_and_what_is_left_is_deducted_when_the_payment_bounces() {
        given.pay("R-1", "200", "2026-03-10", 1000_00);
        long bounced = given.pay("R-2", "200", "2026-03-20", 500_00);
        given.pay("R-3", "300", "2026-03-20", 700_00);
        assertThat(given.settle("2026-03-24")).isEqualTo("meridian: 1 advances invoiced, 0 deductions booked");
        assertThat(given.settle("2026-03-31")).isEqualTo("meridian: 1 advances invoiced, 0 deductions booked");
        // 1000.00 x 22 / 122 = 180.3279; 500.00 x 22 / 122 = 90.1639; the person gets none
        assertThat(given.invoices()).containsExactly("А1 2026-03-10 100000 18033", "А2 2026-03-20 50000 9016");
        assertThat(given.vat("2026-03")).containsExactly("22/122 advance [122951, 27049, 150000]");

        given.billMarch();
        assertThat(given.settle("2026-04-30")).isEqualTo("meridian: 0 advances invoiced, 1 deductions booked");
        given.billApril();
        assertThat(given.settle("2026-05-31")).isEqualTo("meridian: 0 advances invoiced, 2 deductions booked");
        // 180.33 - 44.00 = 136.33 of the rest of the first; 464.00 x 22 / 122 = 83.6721
        String march = given.march();
        String april = given.april();
        assertThat(given.deductions())
                .containsExactly(
                        "А1 " + march + " 24400 4400", "А1 " + april + " 75600 13633", "А2 " + april + " 46400 8367");

        given.desk.reverse(bounced, AdvancesFixture.ANNA);
        String today = given.today();
        assertThat(given.settle("2099-12-31")).isEqualTo("meridian: 0 advances invoiced, 1 deductions booked");
        assertThat(given.deductions()).contains("А2 " + today + " 3600 649").hasSize(4);
        assertThat(given.settle("2099-12-31")).isEqualTo("meridian: 0 advances invoiced, 0 deductions booked");
        assertThat(given.open()).as("nothing is left of either").isZero();
    }

    @Test
    void one_late_run_does_what_a_run_every_night_would_have_done() {
        given.pay("R-1", "200", "2026-03-10", 1000_00);
        given.pay("R-2", "200", "2026-03-20", 500_00);
        given.billMarch();
        given.billApril();
        assertThat(given.settle("2026-05-31")).isEqualTo("meridian: 2 advances invoiced, 3 deductions booked");
        assertThat(given.invoices()).containsExactly("А1 2026-03-10 100000 18033", "А2 2026-03-20 50000 9016");
        assertThat(given.deductions())
                .containsExactly(
                        "А1 " + given.march() + " 24400 4400",
                        "А1 " + given.april() + " 75600 13633",
                        "А2 " + given.april() + " 46400 8367");
        assertThat(given.settle("2026-05-31")).isEqualTo("meridian: 0 advances invoiced, 0 deductions booked");
    }

    @Test
    void what_closes_a_bill_of_before_it_came_is_deducted_on_the_day_it_came() {
        given.pay("R-1", "200", "2026-04-03", 1000_00);
        assertThat(given.settle("2026-04-10")).isEqualTo("meridian: 1 advances invoiced, 0 deductions booked");
        given.billMarch(); // late: its documents are of days before the money
        assertThat(given.settle("2026-04-30")).isEqualTo("meridian: 0 advances invoiced, 1 deductions booked");
        assertThat(given.deductions()).containsExactly("А1 2026-04-03 24400 4400");
        assertThat(given.vat("2026-03")).noneMatch(line -> line.contains("advance"));
        assertThat(given.settle("2026-04-30")).isEqualTo("meridian: 0 advances invoiced, 0 deductions booked");
    }

    @Test
    void what_is_applied_within_the_days_is_no_advance() {
        given.pay("R-1", "200", "2026-03-30", 250_00);
        given.billMarch();
        assertThat(given.settle("2026-04-03")).as("its days are not over").contains("0 advances invoiced");
        assertThat(given.settle("2026-04-04")).contains("1 advances invoiced");
        // 6.00 x 22 / 122 = 1.0820
        assertThat(given.invoices()).containsExactly("А1 2026-03-30 600 108");
        assertThat(given.settle("2026-05-31")).isEqualTo("meridian: 0 advances invoiced, 0 deductions booked");
    }

    @Test
    void what_closes_the_part_of_another_account_of_the_same_invoice_is_no_advance_and_is_deducted_where_it_was_one() {
        jdbc.sql("update account set invoice_per = 'customer' where id = ?")
                .param(given.company)
                .update();
        long other = given.billing.accountOf(
                given.operator,
                given.billing.id("select customer_id from account where id = ?", given.company),
                "202",
                "customer");
        given.billing.usage(other, "2026-03-11T10:00:00Z", "voice/outgoing/national", 122 * AdvancesFixture.RUBLE, 1);
        given.billMarch();
        given.pay("R-1", "200", "2026-04-03", 366_00);
        assertThat(given.settle("2026-04-30")).isEqualTo("meridian: 0 advances invoiced, 0 deductions booked");

        given.pay("R-2", "200", "2026-04-04", 1000_00);
        assertThat(given.settle("2026-04-30")).isEqualTo("meridian: 1 advances invoiced, 0 deductions booked");
        given.billing.usage(other, "2026-04-11T10:00:00Z", "voice/outgoing/national", 244 * AdvancesFixture.RUBLE, 2);
        given.billed("2026-05-01", 2);
        assertThat(given.settle("2026-05-31")).isEqualTo("meridian: 0 advances invoiced, 1 deductions booked");
        assertThat(given.deductions()).containsExactly("А1 " + given.april() + " 24400 4400");
        assertThat(given.billing.id(
                        "select sum(amount_minor) from posting join ledger_account using (ledger_account_id) where"
                                + " code = 'receivables' and account_id = " + given.company))
                .isEqualTo(-75600);
    }

    @Test
    void a_payment_moved_to_another_company_is_an_advance_there() {
        long payment = given.pay("R-1", "200", "2026-03-10", 1000_00);
        given.settle("2026-03-31");
        given.desk.move(payment, "201", AdvancesFixture.ANNA);
        assertThat(given.settle("2099-12-31")).isEqualTo("meridian: 1 advances invoiced, 1 deductions booked");
        assertThat(given.invoices()).hasSize(2);
        assertThat(jdbc.sql("select account_number from billing_document order by sequence_number")
                        .query(String.class)
                        .list())
                .containsExactly("200", "201");
        assertThat(given.open()).isEqualTo(18033);
    }

    @Test
    void numbers_have_no_gaps_whatever_is_rolled_back_and_closed_months_are_left_alone() {
        given.pay("R-1", "200", "2026-03-10", 1000_00);
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            given.settle("2026-03-31");
            status.setRollbackOnly();
        });
        assertThat(given.invoices()).isEmpty();
        closed.close(given.operator, new DateRange(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 1)), "anna");
        given.settle("2026-03-31");
        assertThat(given.invoices()).containsExactly("А1 2026-04-01 100000 18033");
        assertThat(given.vat("2026-03")).isEmpty();
        assertThat(given.vat("2026-04")).containsExactly("22/122 advance [81967, 18033, 100000]");
    }

    @Test
    void the_document_says_what_was_paid_and_when() throws IOException {
        given.pay("R-1", "200", "2026-03-10", 1000_00);
        given.settle("2026-03-31");
        long document = given.billing.id("select document_id from billing_document");
        String snapshot = documents.snapshot(document).orElseThrow();
        @SuppressWarnings("unchecked")
        Map<String, Object> content = JsonMapper.shared().readValue(snapshot, Map.class);
        byte[] pdf = forms.renderer().render(forms.template("advance-invoice", "meridian", "ru", "ru"), content);
        try (PDDocument read = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(read).replaceAll("[\\s\\u00a0\\u202f]+", " "))
                    .contains("Счёт-фактура № А1 от 10 марта 2026", "R-1 от 10.03.2026", "22/122", "180,33", "1 000,00")
                    .doesNotContain("819,67");
        }
        assertThat(documents.byNumber("meridian", "advance-invoice", "А1")).isPresent();
    }
}
