package io.turnpike.payments.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.database.DatabaseTest;
import io.turnpike.jobs.StepWork;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@DatabaseTest
class ImportPaymentsTest {
    private static final Path READERS = Path.of(System.getProperty("turnpike.home", "."), "readers");
    private static final Path STATEMENT = READERS.resolve("client-bank-exchange/kl_to_1c.txt");
    private static final Charset CP1251 = Charset.forName("windows-1251");
    private static final String PAYMENTS = """
            select source, document_number, paid_on, amount_minor, state, a.number, matched_by
            from payment p
            left join account a on a.id = p.account_id
            order by payment_id
            """;
    private static final String FATES = "select direction, fate, lines, amount_minor from payment_fate order by 1, 2";

    @TempDir
    private Path folder;

    @Autowired
    private ApplicationContext context;

    private PaymentsFixture money;

    @BeforeEach
    void empty() {
        money = new PaymentsFixture(context);
        money.begin();
    }

    private static String row(String operation, String account, String amount) {
        return "02-11-2026;10:15:02;8047;01A;" + operation + ";" + account + ";PAYER;;" + amount + ";" + amount
                + ";0,00\n";
    }

    private Path file(String name, String text) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(CP1251));
    }

    @Test
    void every_line_of_a_bank_statement_is_booked_waits_or_is_set_aside() {
        money.account("100200"); // its contract is K-100200, with a Latin K: the purpose has a Cyrillic one
        money.jdbc.sql("update account set contract = 'К-100200'").update();
        money.take("client-bank-exchange", STATEMENT);
        assertThat(money.rows(PAYMENTS))
                .containsExactly(
                        "client-bank-exchange 15 2026-11-02 1200000 matched 100200 contract-in-purpose",
                        "client-bank-exchange 16 2026-11-02 180326 unmatched null null");
        assertThat(money.rows(FATES))
                .containsExactly("in posted 2 1380326", "in set aside 1 179674", "out set aside 2 215000");
        assertThat(money.rows("select rule, amount_minor from payment_set_aside order by line_number"))
                .containsExactly("payment-systems 179674", "bank-charges 15000", "outgoing 200000");
        assertThat(money.booked("bank")).isEqualTo(1_380_326);
        assertThat(money.booked("receivables")).isEqualTo(-1_200_000);
        assertThat(money.booked("suspense")).isEqualTo(-180_326);
    }

    @Test
    void the_same_file_or_the_same_movements_in_another_file_change_nothing() throws IOException {
        money.take("client-bank-exchange", STATEMENT);
        List<String> payments = money.rows(PAYMENTS);
        money.take("client-bank-exchange", Files.copy(STATEMENT, folder.resolve("again.txt")));
        assertThat(money.notes)
                .contains("again.txt: the same file was taken in before as kl_to_1c.txt; nothing changed");
        money.take("client-bank-exchange", STATEMENT.resolveSibling("kl_to_1c-utf8.txt"));
        assertThat(money.rows(PAYMENTS)).isEqualTo(payments);
        assertThat(money.rows(FATES + ", file_id")).contains("in repeated 3 1560000", "out repeated 2 215000");
        assertThat(money.booked("bank")).isEqualTo(1_380_326);
    }

    @Test
    void a_row_of_a_registry_that_takes_a_payment_back_waits_whatever_reference_it_has() throws IOException {
        money.account("100200");
        String header = "txn_id,terminal,pay_date,account,phone,sum,fee,receipt\n";
        String paid = "1,T-17,2026-11-02 09:12:44,100200,,300.00,3.00,1\n";
        String back = paid.replace("300.00,3.00", "-300.00,-3.00");
        String of = " of reference T-17/1: give it back by 'turnpike payments refund' or take the payment back by"
                + " 'turnpike payments reverse', then dismiss this row";
        money.take("terminal-csv", file("one.csv", header + paid + back));
        money.take("terminal-csv", file("next.csv", header + back.replace("-300.00,-3.00", "-100.00,0.00")));
        assertThat(money.rows("select direction, amount_minor, reason, detail from payment_quarantine order by 1, 2"))
                .containsExactly(
                        "out 10000 reversal the payment system takes back 100.00 RUB" + of,
                        "out 30000 reversal the payment system takes back 300.00 RUB" + of);
        assertThat(money.booked("receivables")).isEqualTo(-300_00);
        money.take(
                "sber-registry",
                file("1.txt", row("1", "100200", "500,00") + row("2", "100200", "-200,00") + "=2;300,00\n"));
        assertThat(money.booked("receivables"))
                .as("its total counts what is taken back")
                .isEqualTo(-800_00);
        assertThat(money.rows("select fate, direction, lines, amount_minor from payment_fate"
                        + " where file_id = (select max(file_id) from input_file) order by 1"))
                .containsExactly("posted in 1 50000", "quarantined out 1 20000");
    }

    @Test
    void a_payment_of_a_day_to_come_waits_for_it() throws IOException {
        money.account("100200");
        LocalDate today = LocalDate.now(ZoneId.of("Europe/Moscow"));
        StringBuilder registry = new StringBuilder("txn_id,terminal,pay_date,account,phone,sum,fee,receipt\n");
        for (int ahead : new int[] {0, 1, 3, 4}) {
            registry.append(ahead + ",T-17," + today.plusDays(ahead) + " 00:12:44,100200,,300.00,0.00,8841\n");
        }
        money.take("terminal-csv", file("ahead.csv", registry.toString()));
        assertThat(money.rows("select paid_on from payment order by 1"))
                .as("a terminal further east has tomorrow")
                .containsExactly(today.toString(), today.plusDays(1).toString());
        assertThat(money.rows("select reason, detail from payment_quarantine order by line_number"))
                .containsExactly(waits(today.plusDays(3)), waits(today.plusDays(4)));
        Quarantine quarantine = context.getBean(Quarantine.class);
        assertThat(quarantine.retry(quarantine.files().get(0)).left())
                .as("still to come")
                .isEqualTo(2);
    }

    private static String waits(LocalDate day) {
        return "day-to-come paid on " + day + ", which is a day to come: try it again then, or have it sent anew";
    }

    @Test
    void two_equal_payments_stay_two_and_an_overlapping_statement_adds_only_the_third() throws IOException {
        String one = Files.readString(STATEMENT, CP1251);
        int from = one.indexOf("СекцияДокумент=Платежное поручение\r\nНомер=16");
        String document = one.substring(from, one.indexOf("КонецДокумента", from)) + "КонецДокумента\r\n";
        money.take("client-bank-exchange", file("two.txt", grown(one, document, 1)));
        assertThat(money.number("select count(*) from payment where document_number = '16'"))
                .isEqualTo(2);
        money.take("client-bank-exchange", file("three.txt", grown(one, document, 2)));
        assertThat(money.number("select count(*) from payment where document_number = '16'"))
                .isEqualTo(3);
        assertThat(money.number("select sum(amount_minor) from payment")).isEqualTo(1_200_000 + 3 * 180_326);
    }

    /** The statement with a document so many times more, and totals to match: 15,600.00 in and 23,450.00 at the end. */
    private static String grown(String statement, String document, int times) {
        long more = times * 1803_26L;
        return statement
                .replace("=15600.00", "=" + decimal(15_600_00 + more))
                .replace("=23450.00", "=" + decimal(23_450_00 + more))
                .replace("КонецФайла", document.repeat(times) + "КонецФайла");
    }

    private static String decimal(long minor) {
        return minor / 100 + "." + String.format("%02d", minor % 100);
    }

    @Test
    void a_statement_whose_totals_do_not_hold_is_refused_with_both_figures() throws IOException {
        String sound = Files.readString(STATEMENT, CP1251);
        money.take("client-bank-exchange", file("sum.txt", sound.replace("=12000.00", "=12000.01")));
        assertThat(money.notes.get(0))
                .contains("is refused, nothing of it was booked")
                .contains(
                        "ВсегоПоступило of account 40702810700000001234 says 15600.00 RUB, the lines come to 15600.01 RUB")
                .contains("opens with 10000.00 RUB and closes with 23450.00 RUB, but the lines lead to 23450.01 RUB");
        money.take("client-bank-exchange", file("cut.txt", sound.replace("КонецФайла\r\n", "")));
        assertThat(money.notes.get(1)).contains("there is no line КонецФайла: the file is cut off");
        assertThat(money.number("select count(*) from payment")).isZero();
        assertThat(money.number("select count(*) from journal_entry")).isZero();
        assertThat(money.rows("select name, state from input_file order by file_id"))
                .containsExactly("sum.txt refused", "cut.txt refused");
    }

    @Test
    void a_row_that_cannot_be_read_waits_with_its_bytes_and_is_booked_once_when_it_is_tried_again() throws IOException {
        money.account("100200");
        Path inbox = Files.createDirectories(
                Path.of(context.getEnvironment().getProperty("turnpike.data", "data"), "inbox", "sber-registry"));
        Path registry = Files.write(
                inbox.resolve("quarantine-" + System.nanoTime() + ".txt"),
                (row("1", "100200", "10,00") + row("2", "100200", "5 00") + "=2;15,00\n").getBytes(CP1251));
        try {
            money.jdbc.sql("update operator set currency = 'USD'").update();
            money.take("sber-registry", registry);
            assertThat(money.rows("select line_number, reason, amount_minor from payment_quarantine order by 1"))
                    .containsExactly("1 other-currency 1000", "2 bad-number null");
            assertThat(new String(
                            money.jdbc
                                    .sql("select raw from payment_quarantine where line_number = 2")
                                    .query(byte[].class)
                                    .single(),
                            CP1251))
                    .isEqualTo(row("2", "100200", "5 00").strip());
            money.jdbc.sql("update operator set currency = 'RUB'").update();
            Quarantine quarantine = context.getBean(Quarantine.class);
            int file = quarantine.files().get(0);
            assertThat(quarantine.retry(file).settled()).isEqualTo(1);
            assertThat(quarantine.retry(file).settled()).isZero();
            assertThat(money.rows(PAYMENTS)).containsExactly("sber-registry 1 2026-11-02 1000 matched 100200 account");
            assertThat(money.rows(FATES)).containsExactly("in posted 1 1000", "in quarantined 1 0");
            // the reader takes it for no payment meanwhile, as it does the trailer
            money.jdbc
                    .sql("update payment_quarantine set line_number = 3 where state = 'open'")
                    .update();
            Quarantine.Retried again = quarantine.retry(file);
            assertThat(again.settled()).isZero();
            assertThat(again.left()).isEqualTo(1);
            assertThat(money.rows("select detail from payment_quarantine where state = 'open'"))
                    .containsExactly("read in another way now, or not at all: put the reader back as it was, or dismiss"
                            + " the line");
        } finally {
            Files.deleteIfExists(registry);
            try (var taken = Files.list(inbox)) {
                assertThat(taken).isEmpty();
            }
        }
    }

    @Test
    void a_row_that_comes_twice_in_a_file_or_with_another_amount_waits_for_a_person() throws IOException {
        money.account("100200");
        money.take(
                "sber-registry",
                file("a.txt", row("1", "100200", "10,00") + row("1", "100200", "10,00") + "=2;20,00\n"));
        money.take("sber-registry", file("b.txt", row("1", "100200", "11,00") + "=1;11,00\n"));
        assertThat(money.number("select sum(amount_minor) from payment")).isEqualTo(1000);
        assertThat(money.rows("select f.name, q.reason from payment_quarantine q join input_file f using (file_id)"
                        + " order by quarantine_id"))
                .containsExactly("a.txt twice-in-file", "b.txt differs-from-known");
    }

    @Test
    void what_a_killed_transaction_began_is_booked_once_by_the_next_run() throws IOException {
        for (int i = 0; i < 10; i++) {
            money.account(String.valueOf(100200 + i));
        }
        StringBuilder rows = new StringBuilder();
        int many = 21_000; // three blocks
        for (int i = 0; i < many; i++) {
            rows.append(row(String.valueOf(i), String.valueOf(100200 + i % 10), "1,00"));
        }
        Path registry = file("large.txt", rows + "=" + many + ";" + many + ",00\n");
        for (int killedAt = 1; killedAt <= 4; killedAt++) {
            int last = killedAt;
            StepWork work = money.work("sber-registry", registry);
            assertThatThrownBy(() -> {
                        try (work) {
                            for (int piece = 1; piece <= last; piece++) {
                                boolean kill = piece == last;
                                money.transaction.executeWithoutResult(status -> {
                                    StepWork.Piece next = work.next();
                                    if (next != null) {
                                        next.perform();
                                    }
                                    if (kill) {
                                        money.jdbc
                                                .sql("select pg_terminate_backend(pg_backend_pid())")
                                                .query(Boolean.class)
                                                .single();
                                    }
                                });
                            }
                        }
                    })
                    .isInstanceOf(RuntimeException.class);
        }
        money.take("sber-registry", registry);
        assertThat(money.number("select count(*) from payment")).isEqualTo(many);
        assertThat(money.booked("receivables")).isEqualTo(-many * 100L);
        assertThat(money.booked("clearing:sber-registry")).isEqualTo(many * 100L);
        assertThat(money.number("select count(*) from posting")).isEqualTo(2L * many);
    }

    @Test
    void fifteen_that_take_in_the_same_file_at_once_book_it_once() throws Exception {
        money.account("100200");
        StringBuilder rows = new StringBuilder();
        int many = 12_000;
        for (int i = 0; i < many; i++) {
            rows.append(row(String.valueOf(i), "100200", "1,00"));
        }
        Path registry = file("contested.txt", rows + "=" + many + ";" + many + ",00\n");
        ExecutorService threads = Executors.newFixedThreadPool(15);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                all.add(threads.submit(() -> money.take("sber-registry", registry)));
            }
            for (Future<?> each : all) {
                each.get(5, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(money.number("select count(*) from payment")).isEqualTo(many);
        assertThat(money.booked("receivables")).isEqualTo(-many * 100L);
        assertThat(money.rows("select state from input_file")).containsExactly("done");
    }
}
