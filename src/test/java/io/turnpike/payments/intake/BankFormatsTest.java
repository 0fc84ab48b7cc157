package io.turnpike.payments.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** One day of one account in every format banks send: 15,600.00 in and 2,150.00 out. */
@DatabaseTest
class BankFormatsTest {
    private static final Path READERS = Path.of(System.getProperty("turnpike.home", "."), "readers");
    private static final Map<String, String> DAY = Map.of(
            "client-bank-exchange", "kl_to_1c.txt",
            "swift-mt940", "day.sta",
            "camt-053", "statement-02.xml",
            "1c-directbank", "statement.xml");
    private static final String FATES =
            "select direction, fate, sum(lines), sum(amount_minor) from payment_fate group by 1, 2 order by 1, 2";

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

    private void takeDay(String format) {
        money.take(format, READERS.resolve(format).resolve(DAY.get(format)));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @CsvSource({
        "client-bank-exchange, swift-mt940, camt-053, 1c-directbank",
        "1c-directbank, camt-053, swift-mt940, client-bank-exchange",
        "camt-053, swift-mt940, 1c-directbank, client-bank-exchange"
    })
    void a_day_that_comes_in_every_format_is_booked_once(String first, String second, String third, String fourth) {
        takeDay(first);
        assertThat(money.rows(FATES))
                .containsExactly("in posted 2 1380326", "in set aside 1 179674", "out set aside 2 215000");
        List.of(second, third, fourth).forEach(this::takeDay);
        // three more files of five movements each
        assertThat(money.rows(FATES))
                .containsExactly(
                        "in posted 2 1380326",
                        "in repeated 9 4680000",
                        "in set aside 1 179674",
                        "out repeated 6 645000",
                        "out set aside 2 215000");
        assertThat(money.booked("bank")).isEqualTo(1_380_326);
    }

    @Test
    void of_two_equal_payments_that_one_format_brought_alone_the_other_brings_only_the_second() throws IOException {
        String day = Files.readString(READERS.resolve("swift-mt940/pages.sta"));
        String second = day.substring(day.indexOf(":61:2611031103C500,NTRFNONREF//B1103002"), day.indexOf(":62M:"));
        String one = day.substring(0, day.indexOf(":20:ST261103B")).replace(second, "");
        money.take(
                "swift-mt940", file("one.sta", one.replace("24450,", "23950,").replace("24636,24", "24136,24")));
        assertThat(money.number("select sum(amount_minor) from payment")).isEqualTo(50_000);
        money.take("camt-053", file("two.xml", twoEqual()));
        assertThat(money.number("select count(*) from payment where amount_minor = 50000"))
                .isEqualTo(2);
        money.take("swift-mt940", file("both.sta", day.substring(0, day.indexOf(":20:ST261103B"))));
        assertThat(money.number("select count(*) from payment where amount_minor = 50000"))
                .isEqualTo(2);
    }

    /** The two credits of 500.00 of the sample in pages, with the payer's account and no references. */
    private static String twoEqual() {
        String entry = """
                <Ntry><Amt Ccy="RUB">500.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-03</Dt></BookgDt>
                <NtryDtls><TxDtls><RltdPties><DbtrAcct><Id><Othr><Id>40817810100000000011</Id></Othr></Id></DbtrAcct></RltdPties>
                <RmtInf><Ustrd>Л/с 100200 за связь</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
                """;
        String balance = """
                <Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy="RUB">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd>
                <Dt><Dt>2026-11-03</Dt></Dt></Bal>
                """;
        return """
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>1</Id>
                <Acct><Id><Othr><Id>40702810700000001234</Id></Othr></Id><Ccy>RUB</Ccy></Acct>
                """
                + balance.formatted("OPBD", "23450.00") + balance.formatted("CLBD", "24450.00") + entry + entry
                + "</Stmt></BkToCstmrStmt></Document>";
    }

    /** An entry of 500.00, told in two payments or only as it was booked. */
    private static String collective(String statement, boolean told) {
        String payment = """
                <TxDtls><Amt Ccy="RUB">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd><RltdPties><DbtrAcct><Id><Othr>
                <Id>40817810100000000011</Id></Othr></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>Л/с 100200</Ustrd></RmtInf></TxDtls>
                """;
        String entry = """
                <Ntry><Amt Ccy="RUB">500.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-03</Dt></BookgDt>
                <AcctSvcrRef>B-7</AcctSvcrRef><NtryDtls>%s</NtryDtls></Ntry>
                """.formatted(
                told ? payment.formatted("200.00") + payment.formatted("300.00") : "<Btch><NbOfTxs>2</NbOfTxs></Btch>");
        String balance = """
                <Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy="RUB">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd>
                <Dt><Dt>2026-11-03</Dt></Dt></Bal>
                """;
        return """
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>%s</Id>
                <Acct><Id><Othr><Id>40702810700000001234</Id></Othr></Id><Ccy>RUB</Ccy></Acct>
                """.formatted(statement)
                + balance.formatted("OPBD", "23450.00") + balance.formatted("CLBD", "23950.00") + entry
                + "</Stmt></BkToCstmrStmt></Document>";
    }

    private static final String COLLECTIVE_MT940 = """
            :20:ST261103
            :25:044525225/40702810700000001234
            :28C:212/1
            :60F:C261103RUB23450,
            :61:2611031103C500,NTRFNONREF//B-7
            :86:sum of two
            :62F:C261103RUB23950,
            -
            """;

    @ParameterizedTest
    @CsvSource({"camt-053, false", "swift-mt940, false", "camt-053, true", "swift-mt940, true"})
    void what_was_booked_in_one_sum_is_booked_once_told_payment_by_payment_or_not(String format, boolean sumFirst)
            throws IOException {
        Path sum = format.equals("camt-053")
                ? file("sum.xml", collective("other", false))
                : file("sum.sta", COLLECTIVE_MT940);
        Path payments = file("payments.xml", collective("one", true));
        if (sumFirst) {
            money.take(format, sum);
            money.take("camt-053", payments);
            assertThat(money.rows("select amount_minor from payment")).containsExactly("50000");
            assertThat(money.rows("select reason, amount_minor from payment_quarantine order by amount_minor"))
                    .containsExactly("perhaps-known 20000", "perhaps-known 30000");
            assertThat(money.rows("select detail from payment_quarantine"))
                    .allMatch(
                            detail -> detail.startsWith("it may be part of the movement of 2026-11-03 that came by "));
        } else {
            money.take("camt-053", payments);
            money.take(format, sum);
            assertThat(money.rows("select amount_minor from payment order by 1"))
                    .containsExactly("20000", "30000");
            assertThat(money.rows("select reason, amount_minor from payment_quarantine"))
                    .containsExactly("perhaps-known 50000");
            assertThat(money.rows("select detail from payment_quarantine"))
                    .allMatch(detail ->
                            detail.startsWith("it may be the sum of several payments, of which one is the movement"));
        }
        assertThat(money.booked("bank")).isEqualTo(50_000);
        // the same files under other names change nothing
        money.take("camt-053", file("payments-again.xml", collective("one", true) + "\n"));
        assertThat(money.booked("bank")).isEqualTo(50_000);
    }

    @Test
    void what_may_be_the_same_movement_waits_for_a_person() throws IOException {
        takeDay("client-bank-exchange");
        String other = Files.readString(READERS.resolve("swift-mt940/day.sta"))
                .replace("NTRF16//B1102003", "NTRF17//B1102003");
        money.take("swift-mt940", file("other.sta", other));
        assertThat(money.rows("select reason, amount_minor from payment_quarantine"))
                .containsExactly("perhaps-known 180326");
        assertThat(money.booked("bank")).isEqualTo(1_380_326);
    }

    @Test
    void a_payment_taken_back_by_the_bank_waits_for_a_person_and_is_never_set_aside_as_money_out() {
        money.take("swift-mt940", READERS.resolve("swift-mt940/pages.sta"));
        assertThat(money.rows("select direction, reason, amount_minor from payment_quarantine order by line_number"))
                .containsExactly("out reversal 180326", "in reversal 200000", "in no-operator 25001");
        assertThat(money.rows(FATES))
                .containsExactly(
                        "in posted 2 100000",
                        "in quarantined 2 225001",
                        "out quarantined 1 180326",
                        "out set aside 1 1050");
    }

    @Test
    void a_statement_that_stands_in_a_file_twice_is_booked_once() throws IOException {
        String day = Files.readString(READERS.resolve("swift-mt940/day.sta"));
        money.take("swift-mt940", file("twice.sta", day + day));
        assertThat(money.rows(FATES))
                .containsExactly(
                        "in posted 2 1380326",
                        "in repeated 3 1560000",
                        "in set aside 1 179674",
                        "out repeated 2 215000",
                        "out set aside 2 215000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            swift-mt940  | day.sta          | C12000,00           | C12000,01          | opens with 10000.00 RUB and closes with 23450.00 RUB, but the lines lead to 23450.01 RUB
            swift-mt940  | day.sta          | :62F:               | :62M:              | the pages behind it are missing
            swift-mt940  | pages.sta        | :60M:C261103RUB2445 | :60M:C261103RUB2545 | the page opens with 25450.00 RUB, the page before closed with 24450.00 RUB
            swift-mt940  | pages.sta        | :28C:212/2          | :28C:212/3         | page 3 follows page 1
            camt-053     | statement-02.xml | >1803.26<           | >1803.25<          | but the lines lead to 23449.99 RUB
            camt-053     | statement-02.xml | <Sum>15600.00       | <Sum>15600.10      | total in says 15600.10 RUB, the lines come to 15600.00 RUB
            camt-053     | statement-02.xml | <NbOfNtries>5       | <NbOfNtries>6      | TtlNtries says 6 entries, the statement has 5
            camt-053     | statement-02.xml | LastPgInd>true      | LastPgInd>false    | page 1 of a message in several files
            camt-053     | statement-02.xml | .053.001.02         | .052.001.02        | not a Document of camt.053
            1c-directbank | statement.xml   | <Sum>150.00         | <Sum>15.00         | but the lines lead to 23585.00 RUB
            1c-directbank | statement.xml   | Type>0<             | Type>1<            | have the final statement (0) sent
            """)
    void a_statement_that_does_not_hold_is_refused_whole(
            String format, String sample, String right, String wrong, String why) throws IOException {
        String text = Files.readString(READERS.resolve(format).resolve(sample));
        assertThat(text).contains(right);
        money.take(format, file("wrong", text.replace(right, wrong)));
        assertThat(money.notes.get(0))
                .contains("is refused, nothing of it was booked")
                .contains(why);
        assertThat(money.number("select count(*) from payment_fate")).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            swift-mt940   | day.sta          | NTRF16//        | QTRF16//              | bad-entry
            swift-mt940   | day.sta          | 2611021102C1803 | 2611029902C1803       | bad-date
            camt-053      | statement-02.xml | <BookgDt><Dt>2026-11-02</Dt></BookgDt><ValDt><Dt>2026-11-02</Dt></ValDt><AcctSvcrRef>B1102003 | <BookgDt><Dt>2026-13-02</Dt></BookgDt><AcctSvcrRef>B1102003 | bad-date
            """)
    void a_bad_entry_waits_with_its_amount_and_text_and_the_rest_is_booked(
            String format, String sample, String right, String wrong, String reason) throws IOException {
        String text = Files.readString(READERS.resolve(format).resolve(sample));
        assertThat(text).contains(right);
        money.take(format, file("bad", text.replace(right, wrong)));
        assertThat(money.rows("select reason, amount_minor from payment_quarantine"))
                .containsExactly(reason + " 180326");
        String raw = new String(
                money.jdbc
                        .sql("select raw from payment_quarantine")
                        .query(byte[].class)
                        .single(),
                Charset.forName("UTF-8"));
        assertThat(raw).contains("за интернет").contains("B1102003").doesNotContain("B1102002", "B1102004");
        assertThat(money.booked("bank")).isEqualTo(1_200_000);
    }

    @Test
    void an_old_registry_goes_to_who_had_the_number_on_its_day() throws IOException {
        long before = money.account("100300");
        long after = money.account("100301");
        for (Object[] owner : new Object[][] {
            {before, "2026-01-01T00:00:00+03", "2026-11-02T12:00:00+03"}, {after, "2026-11-03T00:00:00+03", null}
        }) {
            money.jdbc
                    .sql(
                            "insert into service_identifier (service_id, kind, value, valid_from, valid_to)"
                                    + " values (?, 'number', '79161234567', ?::timestamptz, coalesce(?::timestamptz, '9999-01-01Z'))")
                    .params(owner)
                    .update();
        }
        String registry = Files.readString(
                        READERS.resolve("terminal-xml/registry_20261102.xml"), Charset.forName("windows-1251"))
                .replace("windows-1251", "utf-8");
        money.take("terminal-xml", file("old.xml", registry));
        money.take(
                "terminal-xml",
                file("new.xml", registry.replace("2026-11-02", "2026-11-03").replace("\"88000", "\"99000")));
        assertThat(money.rows(
                        "select p.paid_on, a.number, matched_by from payment p join account a on a.id = account_id"
                                + " order by payment_id"))
                .containsExactly("2026-11-02 100300 phone", "2026-11-03 100301 phone");
    }
}
