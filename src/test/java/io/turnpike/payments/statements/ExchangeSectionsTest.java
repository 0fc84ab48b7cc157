package io.turnpike.payments.statements;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bank may leave out of a statement or put elsewhere, and what is refused all the same. */
class ExchangeSectionsTest {
    private static final Path READERS = Path.of(System.getProperty("turnpike.home", "."), "readers");
    private static final String OWN = "40702810700000001234";

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("statement"), text);
    }

    private static PaymentFormat format(String reader) throws IOException {
        return Objects.requireNonNull(
                PaymentReaders.load(READERS, new Problems()).get(reader));
    }

    private List<String> complaints(String text) throws IOException {
        return StatementCheck.of(format("client-bank-exchange"), file(text)).complaints();
    }

    private static String exchange(String... parts) {
        return "1CClientBankExchange\nВерсияФормата=1.03\nКодировка=UTF-8\nРасчСчет=" + OWN + "\n"
                + String.join("", parts) + "КонецФайла\n";
    }

    /** A section of a day of November; of balances and totals those that are not empty. */
    private static String section(int day, String opening, String in, String out, String closing) {
        return "СекцияРасчСчет\nДатаНачала=" + dotted(day) + "\nДатаКонца=" + dotted(day) + "\nРасчСчет=" + OWN + "\n"
                + line("НачальныйОстаток", opening) + line("ВсегоПоступило", in) + line("ВсегоСписано", out)
                + line("КонечныйОстаток", closing) + "КонецРасчСчет\n";
    }

    private static String line(String key, String value) {
        return value.isEmpty() ? "" : key + "=" + value + "\n";
    }

    private static String dotted(int day) {
        return (day < 10 ? "0" : "") + day + ".11.2026";
    }

    private static String came(int day, String sum) {
        return document("40702810900000000017", OWN, sum, "ДатаПоступило=" + dotted(day) + "\n");
    }

    private static String document(String payer, String payee, String sum, String days) {
        return "СекцияДокумент=Платежное поручение\nНомер=1\nДата=02.11.2026\nСумма=" + sum + "\nПлательщикСчет="
                + payer + "\nПолучательСчет=" + payee + "\n" + days + "НазначениеПлатежа=за связь\nКонецДокумента\n";
    }

    @Test
    void documents_of_an_evening_may_be_counted_by_the_next_section() throws IOException {
        String documents = came(2, "11.00") + came(2, "5.00") + came(3, "22.00");
        assertThat(complaints(exchange(
                        section(2, "100.00", "11.00", "0.00", "111.00"),
                        section(3, "111.00", "27.00", "0.00", "138.00"),
                        documents)))
                .isEmpty();
        // and those of a Saturday, or of the evening before the first, by the section that follows
        assertThat(complaints(exchange(
                        section(6, "100.00", "11.00", "", "111.00"),
                        section(9, "111.00", "27.00", "", "138.00"),
                        came(5, "1.00") + came(6, "10.00") + came(7, "5.00") + came(9, "22.00"))))
                .isEmpty();
        // 7.00 is no sum of documents of that evening
        assertThat(complaints(exchange(section(2, "", "9.00", "", ""), section(3, "", "29.00", "", ""), documents)))
                .containsExactly(
                        "line 5, ВсегоПоступило of account " + OWN
                                + " is 9.00 RUB, the documents of its days come to 16.00 RUB",
                        "line 11, ВсегоПоступило of account " + OWN
                                + " is 29.00 RUB, the documents of its days come to 22.00 RUB");
        // nor is what a day has counted too much that of the day before
        assertThat(complaints(exchange(section(2, "", "20.00", "", ""), section(3, "", "18.00", "", ""), documents)))
                .hasSize(2);
    }

    @Test
    void the_own_account_counts_in_whichever_of_the_keys_it_stands() throws IOException {
        String correspondent = "30101810200000000988";
        String document = came(2, "11.00")
                .replace("ПолучательСчет=" + OWN, "ПолучательСчет=" + correspondent + "\nПолучательРасчСчет=" + OWN);
        assertThat(complaints(exchange(section(2, "100.00", "11.00", "0.00", "111.00"), document)))
                .isEmpty();
    }

    @Test
    void a_section_with_one_of_its_balances_is_held_by_what_the_others_say() throws IOException {
        String documents = came(2, "11.00") + came(3, "22.00");
        // no section closes but the last, and the first that closes is not the first
        assertThat(complaints(
                        exchange(section(2, "100.00", "", "", ""), section(3, "111.00", "", "", "133.00"), documents)))
                .isEmpty();
        assertThat(complaints(exchange(
                        section(2, "", "11.00", "0.00", "111.00"),
                        section(3, "111.00", "22.00", "0.00", ""),
                        documents)))
                .isEmpty();
        assertThat(complaints(exchange(section(2, "100.00", "", "", ""), section(3, "", "", "", "134.00"), documents)))
                .containsExactly("account " + OWN
                        + " opens with 100.00 RUB and closes with 134.00 RUB, but the lines lead to 133.00 RUB");
        assertThat(complaints(exchange(
                        section(2, "100.00", "11.00", "0.00", ""),
                        section(3, "112.00", "22.00", "0.00", ""),
                        documents)))
                .contains("line 13, account " + OWN
                        + " opens with 112.00 RUB, the section before closed with 111.00 RUB");
        assertThat(complaints(exchange(
                        section(2, "100.00", "11.00", "0.00", "111.00"),
                        section(3, "111.00", "22.00", "0.00", "134.00"),
                        documents)))
                .contains("line 14, account " + OWN
                        + " opens with 111.00 RUB and closes with 134.00 RUB, but its totals lead to 133.00 RUB");
        // a total that one section has and another has not is 0.00 there
        assertThat(complaints(exchange(section(2, "", "33.00", "", ""), section(3, "", "", "", ""), documents)))
                .isEmpty();
        assertThat(complaints(exchange(section(2, "", "11.00", "", ""), section(3, "", "", "", ""), documents)))
                .hasSize(1);
        // an end that nothing tells leaves the documents to the totals
        assertThat(complaints(
                        exchange(section(2, "", "11.00", "", ""), section(3, "100.00", "22.00", "", ""), documents)))
                .isEmpty();
    }

    private List<String> directions(String days) throws IOException {
        List<String> directions = new ArrayList<>();
        try (Statement statement =
                format("client-bank-exchange").open(file(exchange(document(OWN, OWN, "7.00", days))))) {
            for (StatementEntry entry = statement.next(); entry != null; entry = statement.next()) {
                assertThat(((StatementLine) entry).party().account()).isEqualTo(OWN);
                directions.add(entry.direction().word());
            }
        }
        return directions;
    }

    @Test
    void a_document_from_an_account_to_itself_is_the_side_whose_day_it_has_and_held_against_the_totals()
            throws IOException {
        assertThat(directions("ДатаСписано=02.11.2026\n")).containsExactly("out");
        assertThat(directions("ДатаПоступило=02.11.2026\n")).containsExactly("in");
        assertThat(directions("ДатаСписано=02.11.2026\nДатаПоступило=02.11.2026\n"))
                .containsExactly("out", "in");
        assertThat(directions("")).containsExactly("out", "in");
        String both = document(OWN, OWN, "7.00", "ДатаСписано=02.11.2026\nДатаПоступило=02.11.2026\n");
        assertThat(complaints(exchange(section(2, "100.00", "7.00", "7.00", "100.00"), both)))
                .isEmpty();
        assertThat(complaints(exchange(section(2, "100.00", "0.00", "0.00", "100.00"), both)))
                .containsExactly(
                        "ВсегоПоступило of account " + OWN + " says 0.00 RUB, the lines come to 7.00 RUB",
                        "ВсегоСписано of account " + OWN + " says 0.00 RUB, the lines come to 7.00 RUB");
    }

    @Test
    void a_directbank_statement_without_its_opening_balance_is_held_by_its_totals() throws IOException {
        String whole = Files.readString(READERS.resolve("1c-directbank/statement.xml"));
        String unopened = whole.replaceAll("\\s*<OpeningBalance>.*</OpeningBalance>", "");
        PaymentFormat format = format("1c-directbank");
        assertThat(StatementCheck.of(format, file(unopened)).complaints()).isEmpty();
        assertThat(StatementCheck.of(format, file(unopened.replace("15600.00", "15601.00")))
                        .complaints())
                .containsExactly("the statement, account " + OWN
                        + ", total in says 15601.00 RUB, the lines come to 15600.00 RUB");
        assertThat(StatementCheck.of(format, file(unopened.replaceAll("<TotalDebits>.*</TotalDebits>", "")))
                        .complaints())
                .containsExactly("the statement, account " + OWN
                        + ": it has no opening balance, and not both totals: nothing shows that it is whole");
        assertThat(StatementCheck.of(format, file(unopened.replaceAll("<ClosingBalance>.*</ClosingBalance>", "")))
                        .complaints())
                .hasSize(1);
    }
}
