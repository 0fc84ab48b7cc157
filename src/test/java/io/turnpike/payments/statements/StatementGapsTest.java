package io.turnpike.payments.statements;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problems;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a line that cannot be used may hide, what is one movement and what are two, and what must not be lost of its text. */
class StatementGapsTest {
    private static final Path READERS = Path.of(System.getProperty("turnpike.home", "."), "readers");
    private static final String OWN = "40702810700000001234";

    @TempDir
    private Path folder;

    private static PaymentFormat format(String name) throws IOException {
        return Objects.requireNonNull(
                PaymentReaders.load(READERS, new Problems()).get(name));
    }

    private Path file(String text, Charset charset) throws IOException {
        return Files.write(folder.resolve("statement"), text.getBytes(charset));
    }

    private List<String> complaints(String reader, String text, Charset charset) throws IOException {
        return StatementCheck.of(format(reader), file(text, charset)).complaints();
    }

    private List<StatementEntry> entries(String reader, String text) throws IOException {
        List<StatementEntry> entries = new ArrayList<>();
        try (Statement statement = format(reader).open(file(text, StandardCharsets.UTF_8))) {
            for (StatementEntry entry = statement.next(); entry != null; entry = statement.next()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private List<String> references(String text) throws IOException {
        return entries("swift-mt940", text).stream()
                .map(entry -> ((StatementLine) entry).reference())
                .toList();
    }

    private static String exchange(String came, String... documents) {
        return "1CClientBankExchange\nВерсияФормата=1.03\nКодировка=UTF-8\nРасчСчет=" + OWN
                + "\nСекцияРасчСчет\nДатаНачала=05.03.2026\nРасчСчет=" + OWN
                + "\nНачальныйОстаток=0.00\nВсегоПоступило="
                + came + "\nКонечныйОстаток=" + came + "\nКонецРасчСчет\n" + String.join("", documents)
                + "КонецФайла\n";
    }

    private static String document(String sum, String payee, String day, String purpose) {
        return "СекцияДокумент=Платежное поручение\nНомер=1\nДата=05.03.2026\nСумма=" + sum
                + "\nПлательщикСчет=40702810900000000017\nПолучательСчет=" + payee + "\n" + day
                + "=05.03.2026\nНазначениеПлатежа=" + purpose + "\nКонецДокумента\n";
    }

    @Test
    void sections_of_one_account_are_each_held_against_the_documents_of_their_days() throws IOException {
        String first = document("11.00", OWN, "ДатаПоступило", "за связь");
        String second = document("22.00", OWN, "ДатаПоступило", "за связь").replace("05.03.2026", "06.03.2026");
        assertThat(complaints("client-bank-exchange", days("11.00", "22.00", first + second), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(complaints("client-bank-exchange", days("22.00", "11.00", first + second), StandardCharsets.UTF_8))
                .containsExactly(
                        "line 5, ВсегоПоступило of account " + OWN
                                + " is 22.00 RUB, the documents of its days come to 11.00 RUB",
                        "line 12, ВсегоПоступило of account " + OWN
                                + " is 11.00 RUB, the documents of its days come to 22.00 RUB");
        // where a document does not say when its money came, only the whole file can be held
        String undated = second.replace("ДатаПоступило=06.03.2026\n", "");
        assertThat(complaints("client-bank-exchange", days("22.00", "11.00", first + undated), StandardCharsets.UTF_8))
                .isEmpty();
    }

    private static String days(String first, String second, String documents) {
        StringBuilder text = new StringBuilder("1CClientBankExchange\nВерсияФормата=1.03\nКодировка=UTF-8\nРасчСчет=");
        text.append(OWN);
        int day = 5;
        for (String came : List.of(first, second)) {
            text.append("\nСекцияРасчСчет\nДатаНачала=0" + day + ".03.2026\nДатаКонца=0" + day + ".03.2026\nРасчСчет="
                            + OWN)
                    .append("\nВсегоПоступило=" + came + "\nКонецРасчСчет\n");
            day++;
        }
        return text.append(documents).append("КонецФайла\n").toString();
    }

    @Test
    void a_document_that_contradicts_itself_waits_and_a_section_that_does_refuses_the_file() throws IOException {
        String twice = document("100.00", OWN, "ДатаПоступило", "за связь")
                .replace("Сумма=100.00\n", "Сумма=100.00\nСумма=900.00\n");
        assertThat(entries("client-bank-exchange", exchange("100.00", twice)))
                .singleElement()
                .isInstanceOfSatisfying(BadLine.class, line -> {
                    assertThat(line.reason()).isEqualTo("said-twice");
                    assertThat(line.detail()).contains("Сумма");
                    assertThat(line.minor()).isNull();
                });
        String same = document("100.00", OWN, "ДатаПоступило", "за связь")
                .replace("Сумма=100.00\n", "Сумма=100.00\nСумма=100.00\n");
        assertThat(entries("client-bank-exchange", exchange("100.00", same)))
                .singleElement()
                .isInstanceOf(StatementLine.class);
        String balances = exchange("100.00", document("100.00", OWN, "ДатаПоступило", "за связь"))
                .replace("КонечныйОстаток=100.00\n", "КонечныйОстаток=100.00\nКонечныйОстаток=900.00\n");
        assertThat(complaints("client-bank-exchange", balances, StandardCharsets.UTF_8))
                .anyMatch(complaint -> complaint.contains("says twice and differently: КонечныйОстаток"));
    }

    @Test
    void a_document_of_strangers_explains_no_more_than_its_own_amount() throws IOException {
        String ours = document("100.00", OWN, "ДатаПоступило", "за связь");
        String theirs = document("5.00", "40702810900000000099", "ДатаПоступило", "чужое");
        assertThat(complaints("client-bank-exchange", exchange("100.00", ours, theirs), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(complaints("client-bank-exchange", exchange("1000000.00", ours, theirs), StandardCharsets.UTF_8))
                .hasSize(2)
                .allMatch(complaint -> complaint.contains("1000000.00") && complaint.contains("100.00"));
        String unreadable = document("5,0,0", "40702810900000000099", "ДатаПоступило", "чужое");
        assertThat(complaints("client-bank-exchange", exchange("1000000.00", ours, unreadable), StandardCharsets.UTF_8))
                .as("nobody knows how much it is")
                .isEmpty();
    }

    @Test
    void a_row_that_is_bad_for_its_day_has_its_amount() throws IOException {
        String rows = "02-11-2026;10:15:02;8047;1;701;100200;ИВАНОВ;;500,00;487,50;12,50\n"
                + "31-06-2026;10:15:03;8047;1;702;100200;ИВАНОВ;;100,00;100,00;0,00\n";
        Charset charset = Charset.forName("windows-1251");
        assertThat(complaints("sber-registry", rows + "=2;600,00;587,50;12,50;1;03-11-2026\n", charset))
                .isEmpty();
        assertThat(complaints("sber-registry", rows + "=2;1000600,00;1000587,50;12,50;1;03-11-2026\n", charset))
                .hasSize(1);
    }

    @Test
    void bytes_that_are_no_text_are_no_payment() throws IOException {
        String sound = exchange("100.00", document("100.00", OWN, "ДатаПоступило", "за связь"));
        byte[] bytes = sound.replace("за связь", "за @").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '@' ? (byte) 0xFE : bytes[i];
        }
        Files.write(folder.resolve("damaged"), bytes);
        try (Statement statement = format("client-bank-exchange").open(folder.resolve("damaged"))) {
            assertThat(statement.next()).isInstanceOfSatisfying(BadLine.class, bad -> {
                assertThat(bad.reason()).isEqualTo("bad-text");
                assertThat(bad.minor()).isEqualTo(100_00);
            });
        }
    }

    @Test
    void a_document_with_one_own_side_went_the_way_of_that_side_whichever_day_the_bank_fills_in() throws IOException {
        assertThat(entries(
                        "client-bank-exchange", exchange("100.00", document("100.00", OWN, "ДатаСписано", "за связь"))))
                .singleElement()
                .isInstanceOfSatisfying(
                        StatementLine.class,
                        line -> assertThat(line.direction()).isEqualTo(Direction.IN));
    }

    private static String statement(String number, String opening, String closing, String... lines) {
        return ":20:S\n:25:" + OWN + "\n:28C:" + number + "\n:60F:C261102RUB" + opening + "\n" + String.join("", lines)
                + ":62F:C261102RUB" + closing + "\n-\n";
    }

    private static final String IN_300 = ":61:2611021102C300,NTRFNONREF\n:86:sweep\n";
    private static final String OUT_300 = ":61:2611021102D300,NTRFNONREF\n:86:sweep\n";

    @Test
    void equal_movements_of_statements_that_come_to_nothing_are_two_where_the_statements_have_two_numbers()
            throws IOException {
        String first = statement("1/1", "0,", "0,", IN_300, OUT_300);
        String second = statement("2/1", "0,", "0,", IN_300, OUT_300);
        assertThat(references(first + second)).doesNotHaveDuplicates().hasSize(4);
        assertThat(references(first + first)).hasSize(4).containsExactlyElementsOf(twice(references(first)));
    }

    @Test
    void a_statement_that_comes_again_behind_others_is_the_same() throws IOException {
        String first = statement("1/1", "0,", "300,", IN_300);
        String all = first
                + statement("2/1", "300,", "290,", ":61:2611021102D10,NTRFNONREF\n:86:fee\n")
                + statement("3/1", "290,", "0,", ":61:2611021102D290,NTRFNONREF\n:86:sweep\n");
        List<String> references = references(all + first);
        assertThat(references.get(3)).isEqualTo(references.get(0));
    }

    private static List<String> twice(List<String> once) {
        List<String> twice = new ArrayList<>(once);
        twice.addAll(once);
        return twice;
    }

    @Test
    void all_narrative_of_an_mt940_entry_is_its_purpose() throws IOException {
        String text = statement(
                "1/1",
                "0,",
                "30,",
                ":61:2611021102C10,NTRFNONREF\n:86:oplata\n:12:l/s 1000001\n",
                ":61:2611021102C10,NTRFNONREF\n:86:oplata\n:86:l/s 1000002\n",
                ":61:2611021102C10,NTRFNONREF\nl/s 1000003\n");
        assertThat(entries("swift-mt940", text))
                .extracting(entry -> ((StatementLine) entry).purpose())
                .satisfiesExactly(
                        purpose -> assertThat(purpose).contains("oplata").contains("l/s 1000001"),
                        purpose -> assertThat(purpose).contains("oplata").contains("l/s 1000002"),
                        purpose -> assertThat(purpose).contains("l/s 1000003"));
    }

    private static String xml(String total, String... rows) {
        return "<registry><payments>" + String.join("", rows) + "</payments>" + total + "</registry>";
    }

    private static String payment(String id, String day, String sum) {
        return "<payment id=\"" + id + "\"><date>" + day + "T10:15:00</date><account>1</account><sum>" + sum
                + "</sum><fee>0</fee></payment>";
    }

    @Test
    void a_registry_may_count_what_it_takes_back_or_not_and_nothing_else_explains_a_gap() throws IOException {
        String paid = payment("1", "2026-11-02", "1000.00");
        String back = payment("1", "2026-11-02", "-300.00");
        for (String total : List.of(
                "<total count=\"2\" sum=\"700.00\"/>",
                "<total count=\"1\" sum=\"1000.00\"/>",
                "<total count=\"2\" sum=\"1000.00\"/>")) {
            assertThat(complaints("terminal-xml", xml(total, paid, back), StandardCharsets.UTF_8))
                    .as(total)
                    .isEmpty();
        }
        for (String unusable : List.of(back, payment("1", "2026-11-32", "-300.00"))) {
            assertThat(complaints(
                            "terminal-xml",
                            xml("<total count=\"2\" sum=\"1200.00\"/>", paid, unusable),
                            StandardCharsets.UTF_8))
                    .as("a row of 500.00 is lost")
                    .containsExactly(
                            "the trailer in line 1 says 1200.00 RUB, the lines come to 1000.00 RUB, less what others"
                                    + " take back 700.00 RUB");
        }
        assertThat(complaints(
                        "terminal-xml", xml("<total count=\"3\" sum=\"700.00\"/>", paid, back), StandardCharsets.UTF_8))
                .containsExactly("the trailer in line 1 says 3 lines, the file has 2");
    }
}
