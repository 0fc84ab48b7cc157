package io.turnpike.payments.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import io.turnpike.payments.PaymentDesk.Signed;
import io.turnpike.payments.intake.WrittenStatements.Days;
import io.turnpike.payments.intake.WrittenStatements.Moved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** One source tells of a payment again, in other words. */
@DatabaseTest
class RestatedMovementsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 2);
    private static final Signed ANNA = new Signed("anna", "asked the bank");
    private static final String COMPANY = "40702810400000005555";
    private static final String WORDS = "Оплата по договору № 100200 за интернет, ООО Ёлка";
    private static final String OTHER_WORDS = "ОПЛАТА ПО ДОГОВОРУ N 100200  за интернет, ООО \"Елка\". НДС 111-67";

    @Autowired
    private ApplicationContext context;

    private final List<Path> files = new ArrayList<>();
    private PaymentsFixture money;
    private Quarantine quarantine;

    @BeforeEach
    void empty() {
        money = new PaymentsFixture(context);
        money.begin();
        money.account("100200");
        quarantine = context.getBean(Quarantine.class);
    }

    @AfterEach
    void tidy() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    /** A statement of the day; the opening balance makes each a file of its own. */
    private void take(String format, Moved... moved) throws IOException {
        Path inbox = Files.createDirectories(
                Path.of(context.getEnvironment().getProperty("turnpike.data", "data"), "inbox", format));
        Path file = inbox.resolve("restated-" + System.nanoTime());
        files.add(file);
        String text = WrittenStatements.text(format, new Days(DAY, DAY, 1_000_00L + files.size(), List.of(moved)));
        money.take(format, Files.writeString(file, text));
    }

    private static Moved in(String number, String party, String purpose) {
        return new Moved(DAY, true, 670_00, number, "", party, purpose);
    }

    private static Stream<String> formats() {
        return WrittenStatements.FORMATS.stream();
    }

    private long payments() {
        return money.number("select count(*) from payment");
    }

    private List<String> waiting() {
        return money.rows("select reason, amount_minor from payment_quarantine where state = 'open'");
    }

    private long line() {
        return money.number("select min(quarantine_id) from payment_quarantine where state = 'open'");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void a_payment_told_again_in_other_words_waits(String format) throws IOException {
        take(format, in("5", COMPANY, WORDS));
        take(format, in("5", COMPANY, OTHER_WORDS));
        assertThat(payments()).isEqualTo(1);
        assertThat(waiting()).containsExactly("perhaps-known 67000");
        assertThat(money.rows("select detail from payment_quarantine").get(0))
                .startsWith("it may be the movement of 2026-11-02 that came by " + format + " in line ");
        quarantine.retry((int) money.number("select file_id from payment_quarantine"));
        assertThat(waiting()).containsExactly("perhaps-known 67000");
    }

    @Test
    void what_a_person_said_is_the_same_is_not_asked_again() throws IOException {
        take("client-bank-exchange", in("5", COMPANY, WORDS));
        take("client-bank-exchange", in("5", COMPANY, OTHER_WORDS));
        assertThat(quarantine.dismiss(line(), ANNA)).isTrue();
        take("client-bank-exchange", in("5", COMPANY, OTHER_WORDS));
        take("client-bank-exchange", in("5", COMPANY, WORDS));
        // another format knows it by the words it came in first, and by the others
        take("swift-mt940", in("5", COMPANY, OTHER_WORDS));
        assertThat(waiting()).isEmpty();
        assertThat(payments()).isEqualTo(1);
        // in a third wording it is asked about once more
        take("client-bank-exchange", in("5", COMPANY, "договор 100200, интернет"));
        assertThat(waiting()).containsExactly("perhaps-known 67000");
    }

    @Test
    void what_a_person_said_is_another_payment_is_booked_once() throws IOException {
        take("client-bank-exchange", in("5", COMPANY, WORDS));
        take("client-bank-exchange", in("5", COMPANY, OTHER_WORDS));
        // told of once more before it was decided
        take("client-bank-exchange", in("5", COMPANY, OTHER_WORDS));
        quarantine.book(line(), ANNA);
        quarantine.book(line(), ANNA);
        take("client-bank-exchange", in("5", COMPANY, OTHER_WORDS), in("5", COMPANY, WORDS));
        assertThat(waiting()).isEmpty();
        assertThat(payments()).isEqualTo(2);
        // 5 lines of 670.00 and what became of them: 2 posted, 3 known
        assertThat(money.rows("select fate, sum(lines), sum(amount_minor) from payment_fate group by 1 order by 1"))
                .containsExactly("posted 2 134000", "repeated 3 201000");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void payments_that_stand_in_one_statement_are_as_many_as_they_are(String format) throws IOException {
        take(format, in("5", COMPANY, WORDS));
        take(format, in("5", COMPANY, WORDS), in("5", COMPANY, OTHER_WORDS), in("5", COMPANY, WORDS));
        assertThat(waiting()).isEmpty();
        assertThat(payments()).isEqualTo(3);
    }

    @Test
    void of_two_equal_payments_the_one_that_was_told_in_other_words_waits() throws IOException {
        take("client-bank-exchange", in("5", COMPANY, WORDS), in("5", COMPANY, WORDS));
        take("client-bank-exchange", in("5", COMPANY, OTHER_WORDS), in("5", COMPANY, WORDS));
        assertThat(waiting()).containsExactly("perhaps-known 67000");
        assertThat(payments()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a list of payments of one agent: each names its account
                "1/" + COMPANY + "/Лицевой счет 100201, интернет",
                "6/" + COMPANY + "/" + OTHER_WORDS,
                "5/40702810400000006666/" + OTHER_WORDS,
            })
    void a_payment_for_another_account_of_another_number_or_payer_is_booked(String other) throws IOException {
        String[] parts = other.split("/", 3);
        take("client-bank-exchange", in(parts[0].equals("1") ? "1" : "5", COMPANY, "Лицевой счет 100200, интернет"));
        take("client-bank-exchange", in(parts[0], parts[1], parts[2]));
        assertThat(waiting()).isEmpty();
        assertThat(payments()).isEqualTo(2);
    }

    @Test
    void without_a_number_or_a_payer_the_purpose_says_that_it_is_the_same() throws IOException {
        take("client-bank-exchange", in("", COMPANY, WORDS));
        take("client-bank-exchange", in("", COMPANY, WORDS.toUpperCase(Locale.ROOT)));
        take("swift-mt940", new Moved(DAY, true, 100_00, "7", "", "", WORDS));
        take("swift-mt940", new Moved(DAY, true, 100_00, "7", "", "", WORDS.replace(" ", "  ")));
        take("client-bank-exchange", in("", COMPANY, "за телевидение"));
        assertThat(waiting()).containsExactly("perhaps-known 67000", "perhaps-known 10000");
        assertThat(payments()).isEqualTo(3);
    }

    @Test
    void a_line_that_may_be_restated_takes_no_movement_of_another_source() throws IOException {
        take("swift-mt940", in("5", COMPANY, WORDS), in("5", COMPANY, WORDS));
        take("client-bank-exchange", in("5", COMPANY, WORDS));
        take("client-bank-exchange", in("5", COMPANY, OTHER_WORDS));
        assertThat(payments()).isEqualTo(2);
        assertThat(waiting()).containsExactly("perhaps-known 67000");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void statements_in_whatever_words_book_nothing_twice(long seed) throws IOException {
        Random random = new Random(seed);
        List<Moved> day = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            day.add(in("" + (1 + random.nextInt(3)), COMPANY, "оплата услуг " + "абвг".charAt(random.nextInt(4))));
        }
        for (int file = 0; file < 6; file++) {
            List<Moved> told = new ArrayList<>();
            for (Moved each : day) {
                String words = random.nextInt(3) == 0 ? each.purpose().toUpperCase(Locale.ROOT) : each.purpose();
                told.add(in(each.number(), COMPANY, words));
            }
            take("client-bank-exchange", told.toArray(Moved[]::new));
            assertThat(payments()).isEqualTo(12);
        }
        for (String line : money.rows("select quarantine_id from payment_quarantine where state = 'open' order by 1")) {
            assertThat(quarantine.dismiss(Long.parseLong(line), ANNA)).isTrue();
        }
        assertThat(payments()).isEqualTo(12);
        // 6 statements of 12 times 670.00
        assertThat(money.number("select sum(amount_minor) from payment_fate")).isEqualTo(48_240_00);
    }
}
