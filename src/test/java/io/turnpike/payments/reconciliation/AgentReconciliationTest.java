package io.turnpike.payments.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.database.DatabaseTest;
import io.turnpike.documents.DocumentForms;
import io.turnpike.invoicing.Operators;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentDesk;
import io.turnpike.payments.PaymentDesk.Signed;
import io.turnpike.payments.Refund;
import io.turnpike.payments.Refunds;
import io.turnpike.payments.intake.PaymentsFixture;
import io.turnpike.payments.reconciliation.AgentReconciliation.Asked;
import io.turnpike.time.DateRange;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Registries of a network of terminals against what was taken in of it. */
@DatabaseTest
class AgentReconciliationTest {
    private static final String HEADER = "txn_id,terminal,pay_date,account,phone,sum,fee,receipt\n";
    private static final String READER = "terminal-csv";

    @TempDir
    private Path folder;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private AgentReconciliation reconciliation;

    private PaymentsFixture money;

    @BeforeEach
    void empty() {
        money = new PaymentsFixture(context);
        money.begin();
        money.account("100200");
    }

    private static String row(int transaction, String time, String sum, String fee) {
        return transaction + ",T-17," + time + ",100200,," + sum + "," + fee + "," + (8000 + transaction) + "\n";
    }

    private Path registry(String name, String... rows) throws IOException {
        return Files.writeString(folder.resolve(name), HEADER + String.join("", rows));
    }

    private Reconciled compare(List<Path> files, List<String> differences) {
        return reconciliation.compare(
                new Asked(READER, files, READER, Optional.empty()), difference -> differences.add(text(difference)));
    }

    private static String text(Difference difference) {
        Difference.Ours ours = difference.ours();
        Difference.Theirs theirs = difference.theirs();
        return difference.kinds().stream().map(Kind::word).toList()
                + " " + difference.reference()
                + (ours == null ? "" : " ours " + ours.day() + " " + ours.minor() + "-" + ours.commissionMinor())
                + (theirs == null
                        ? ""
                        : " theirs " + theirs.day() + " " + theirs.minor() + "-" + theirs.commissionMinor())
                + (difference.note().isEmpty() ? "" : " " + difference.note());
    }

    @Test
    void what_was_taken_in_of_a_registry_agrees_with_it() throws IOException {
        Path day = registry(
                "day.csv",
                row(1, "2026-03-01 09:00:00", "100.00", "1.00"),
                row(2, "2026-03-01 10:00:00", "200.50", "0.00"),
                row(3, "2026-03-02 10:00:00", "300.00", "3.00"));
        money.take(READER, day);
        List<String> differences = new ArrayList<>();
        Reconciled reconciled = compare(List.of(day), differences);
        assertThat(differences).isEmpty();
        assertThat(reconciled.agrees()).isTrue();
        assertThat(reconciled.days()).isEqualTo(new DateRange(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 3)));
        assertThat(reconciled.totals())
                .containsExactly(
                        new DayTotals(LocalDate.of(2026, 3, 1), "RUB", 2, 30_050, 100, 2, 30_050, 100),
                        new DayTotals(LocalDate.of(2026, 3, 2), "RUB", 1, 30_000, 300, 1, 30_000, 300));
    }

    @Test
    void a_registry_may_have_what_went_out_again_or_leave_it_out() throws IOException {
        String first = row(1, "2026-03-01 09:00:00", "100.00", "1.00");
        String second = row(2, "2026-03-01 10:00:00", "200.00", "0.00");
        String third = row(3, "2026-03-01 11:00:00", "300.00", "0.00");
        Path all = registry("all.csv", first, second, third);
        money.take(READER, all);
        refund("1", "50.00", null);
        refund("2", "60.00", LedgerAccount.CASH);
        refund("3", "300.00", null);
        List<String> differences = new ArrayList<>();
        assertThat(compare(List.of(all), differences).agrees()).isTrue();
        Path net = registry("net.csv", first.replace("100.00", "50.00"), second);
        Reconciled reconciled = compare(List.of(net), differences);
        assertThat(differences).isEmpty();
        assertThat(reconciled.totals())
                .containsExactly(new DayTotals(LocalDate.of(2026, 3, 1), "RUB", 2, 25_000, 100, 2, 25_000, 100));
        Path wrong = registry("wrong.csv", first.replace("100.00", "49.99"), second.replace("200.00", "140.00"), third);
        compare(List.of(wrong), differences);
        assertThat(differences)
                .containsExactly(
                        "[sum] T-17/1 ours 2026-03-01 10000-100 theirs 2026-03-01 4999-100 50.00 RUB of it went out again",
                        "[sum] T-17/2 ours 2026-03-01 20000-0 theirs 2026-03-01 14000-0");
    }

    private void refund(String reference, String amount, @Nullable LedgerAccount from) {
        context.getBean(Refunds.class)
                .refund(
                        money.number("select payment_id from payment where reference = 'T-17/" + reference + "'"),
                        Refund.Kind.CHARGEBACK,
                        new Refunds.Payout(
                                Money.of(Currency.getInstance("RUB"), new BigDecimal(amount)),
                                null,
                                from,
                                "",
                                null,
                                null),
                        new Signed("anna", "case"));
    }

    @Test
    void each_way_to_differ_is_named_and_the_differences_explain_the_totals() throws IOException {
        money.take(
                READER,
                registry(
                        "taken.csv",
                        row(1, "2026-03-01 09:00:00", "100.00", "1.00"),
                        row(2, "2026-03-01 10:00:00", "200.00", "2.00"),
                        row(3, "2026-03-01 11:00:00", "300.00", "3.00"),
                        row(4, "2026-03-01 12:00:00", "400.00", "4.00"),
                        row(5, "2026-03-01 13:00:00", "500.00", "5.00"),
                        row(6, "2026-03-01 23:59:59", "600.00", "6.00")));
        long fifth = money.number("select payment_id from payment where amount_minor = 50000");
        context.getBean(PaymentDesk.class).reverse(fifth, new Signed("anna", "fraud"));
        Path theirs = registry(
                "theirs.csv",
                row(1, "2026-03-01 09:00:00", "100.00", "1.00"),
                row(2, "2026-03-01 10:00:00", "250.00", "2.50"), // sum and commission
                row(3, "2026-03-01 11:00:00", "300.00", "3.10"),
                row(5, "2026-03-01 13:00:00", "500.00", "5.00"), // reversed by us
                row(6, "2026-03-02 00:00:01", "600.00", "6.00"), // another day
                row(7, "2026-03-01 15:00:00", "700.00", "7.00"), // never came to us
                "8,T-17,2026-03-01 15:00:00,100200,,x,0.00,1\n");
        List<String> differences = new ArrayList<>();
        Reconciled reconciled = compare(List.of(theirs), differences);
        assertThat(differences)
                .containsExactly(
                        "[unreadable] theirs.csv:8 bad-number: sum: 'x'",
                        "[sum, commission] T-17/2 ours 2026-03-01 20000-200 theirs 2026-03-01 25000-250",
                        "[commission] T-17/3 ours 2026-03-01 30000-300 theirs 2026-03-01 30000-310",
                        "[only-ours] T-17/4 ours 2026-03-01 40000-400",
                        "[reversed-here] T-17/5 ours 2026-03-01 0-0 theirs 2026-03-01 50000-500",
                        "[date] T-17/6 ours 2026-03-01 60000-600 theirs 2026-03-02 60000-600",
                        "[only-theirs] T-17/7 theirs 2026-03-01 70000-700");
        assertThat(reconciled.differing()).isEqualTo(7);
        assertThat(reconciled.differences()).containsEntry(Kind.COMMISSION, 2L).containsEntry(Kind.SUM, 1L);
        assertThat(reconciled.totals().stream().mapToLong(DayTotals::minor).sum())
                .isEqualTo(160_000 - 245_000);
        // it only looks
        assertThat(money.number("select count(*) from payment")).isEqualTo(6);
    }

    @Test
    void what_waits_in_quarantine_and_what_stands_twice_is_told() throws IOException {
        Path one = registry("one.csv", row(1, "2026-03-01 09:00:00", "100.00", "1.00"));
        money.take(READER, one);
        Path later = registry(
                "later.csv",
                row(1, "2026-03-01 09:00:00", "100.00", "1.00"),
                row(2, "2026-03-01 09:00:00", "5.00", "0.00"));
        context.getBean(JdbcClient.class).sql("""
                insert into payment_quarantine (file_id, line_number, source, reference, direction, currency, amount_minor, reason,
                    detail, raw, quarantined_at)
                select file_id, 99, source, 'T-17/2', 'in', 'RUB', 500, 'closed-day', '', '', now()
                from payment
                """).update();
        List<String> differences = new ArrayList<>();
        compare(List.of(later), differences);
        assertThat(differences)
                .singleElement()
                .asString()
                .matches(
                        "\\[only-theirs\\] T-17/2 theirs 2026-03-01 500-0 waits in quarantine as \\d+ \\(closed-day\\)");
        Path twice = registry(
                "twice.csv",
                row(1, "2026-03-01 09:00:00", "100.00", "1.00"),
                row(1, "2026-03-01 09:00:00", "100.00", "1.00"));
        differences.clear();
        compare(List.of(twice), differences);
        assertThat(differences)
                .containsExactly("[sum, commission] T-17/1 ours 2026-03-01 10000-100 theirs 2026-03-01 20000-200"
                        + " stands 2 times in the registry");
    }

    @Test
    void payments_of_the_asked_days_that_no_registry_has_are_ours_alone() throws IOException {
        money.take(
                READER,
                registry(
                        "two.csv",
                        row(1, "2026-03-01 09:00:00", "100.00", "1.00"),
                        row(2, "2026-03-05 09:00:00", "200.00", "2.00")));
        Path first = registry("first.csv", row(1, "2026-03-01 09:00:00", "100.00", "1.00"));
        assertThat(compare(List.of(first), new ArrayList<>()).agrees()).isTrue();
        DateRange march = new DateRange(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 1));
        List<String> differences = new ArrayList<>();
        reconciliation.compare(
                new Asked(READER, List.of(first), READER, Optional.of(march)),
                difference -> differences.add(text(difference)));
        assertThat(differences).containsExactly("[only-ours] T-17/2 ours 2026-03-05 20000-200");
    }

    @Test
    void a_damaged_registry_and_an_unknown_reader_are_refused() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.csv"), "no,such,header\n1,2,3\n");
        assertThatThrownBy(() -> compare(List.of(empty), new ArrayList<>()))
                .isInstanceOf(UnusableRegistry.class)
                .hasMessageContaining("empty.csv")
                .hasMessageContaining("nothing was compared");
        assertThatThrownBy(() -> reconciliation.compare(
                        new Asked("terminal-cvs", List.of(empty), READER, Optional.empty()), difference -> {}))
                .hasMessageContaining("did you mean 'terminal-csv'?");
    }

    @Test
    void a_seeded_month_is_compared_as_a_map_would() throws IOException {
        Random random = new Random(17);
        Map<String, Long> ours = new TreeMap<>();
        Map<String, Long> theirs = new TreeMap<>();
        StringBuilder taken = new StringBuilder(HEADER);
        StringBuilder registry = new StringBuilder(HEADER);
        for (int transaction = 1; transaction <= 500; transaction++) {
            long minor = 100 + random.nextInt(100_000);
            String day = "2026-03-" + String.format("%02d", 1 + random.nextInt(31)) + " 12:00:00";
            int fate = random.nextInt(10);
            if (fate != 0) {
                ours.put("T-17/" + transaction, minor);
                taken.append(row(transaction, day, minor / 100 + "." + String.format("%02d", minor % 100), "0.00"));
            }
            if (fate != 1) {
                long said = fate == 2 ? minor + 1 : minor;
                theirs.put("T-17/" + transaction, said);
                registry.append(row(transaction, day, said / 100 + "." + String.format("%02d", said % 100), "0.00"));
            }
        }
        money.take(READER, Files.writeString(folder.resolve("taken.csv"), taken));
        List<String> expected = new ArrayList<>();
        for (int transaction = 1; transaction <= 500; transaction++) {
            Long our = ours.get("T-17/" + transaction);
            Long their = theirs.get("T-17/" + transaction);
            if (our == null ? their != null : !our.equals(their)) {
                expected.add("T-17/" + transaction);
            }
        }
        List<String> found = new ArrayList<>();
        Path file = Files.writeString(folder.resolve("registry.csv"), registry);
        reconciliation.compare(
                new Asked(READER, List.of(file), READER, Optional.empty()),
                difference -> found.add(difference.reference()));
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected).hasSizeGreaterThan(80);
    }

    @Test
    void all_differences_are_written_and_printed() throws IOException {
        money.take(READER, registry("one.csv", row(1, "2026-03-01 09:00:00", "100.00", "1.00")));
        Path theirs = registry("theirs.csv", row(1, "2026-03-01 09:00:00", "1100.00", "1.00"));
        Path out = folder.resolve("acts");
        List<Path> written = new ArrayList<>();
        new ReconciliationFiles(
                        context.getBean(DocumentForms.class),
                        context.getBean(Operators.class).terms("meridian"),
                        "ru",
                        out)
                .write(reconciliation, new Asked(READER, List.of(theirs), READER, Optional.empty()), written);
        assertThat(written)
                .extracting(file -> String.valueOf(file.getFileName()))
                .containsExactly(
                        "agent-reconciliation-terminal-csv-2026-03-01.csv",
                        "agent-reconciliation-terminal-csv-2026-03-01-RUB.pdf");
        assertThat(Files.readAllLines(written.get(0)).get(1))
                .isEqualTo("sum,T-17/1,RUB,2026-03-01,100.00,1.00,2026-03-01,1100.00,1.00,-1000.00,100200,"
                        + money.number("select payment_id from payment") + ",theirs.csv:2,");
        try (PDDocument pdf = Loader.loadPDF(written.get(1).toFile())) {
            assertThat(new PDFTextStripper().getText(pdf))
                    .contains("Сверка платежей: terminal-csv")
                    .contains("Расходящихся платежей: 1");
        }
        assertThat(out).isDirectoryNotContaining(file -> file.toString().endsWith(".part"));
    }

    @Test
    void a_registry_takes_payments_back_by_rows_of_less_than_nothing() throws IOException {
        Path day = registry(
                "day.csv",
                row(1, "2026-03-01 09:00:00", "100.00", "1.00"),
                row(2, "2026-03-01 09:00:00", "200.00", "2.00"),
                row(3, "2026-03-01 09:00:00", "300.00", "3.00"));
        money.take(READER, day);
        Path corrected = registry(
                "corrected.csv",
                row(1, "2026-03-01 09:00:00", "100.00", "1.00"),
                row(2, "2026-03-01 09:00:00", "200.00", "2.00"),
                row(2, "2026-03-01 10:00:00", "-200.00", "-2.00"),
                row(3, "2026-03-01 09:00:00", "300.00", "3.00"));
        PaymentDesk desk = context.getBean(PaymentDesk.class);
        long second = money.number("select payment_id from payment where reference = 'T-17/2'");
        List<String> differences = new ArrayList<>();
        assertThat(compare(List.of(corrected), differences).agrees()).isFalse();
        assertThat(differences).singleElement().asString().contains("T-17/2");
        desk.reverse(second, new Signed("anna", "the terminal took it back"));
        assertThat(compare(List.of(corrected), new ArrayList<>()).agrees()).isTrue();
    }
}
