package io.turnpike.payments.fiscal;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.catalog.Schemas;
import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import io.turnpike.invoicing.Operators;
import io.turnpike.money.Money;
import io.turnpike.tax.VatRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped register against its schema, mistakes with their places, and the older protocol. */
class CashRegisterSchemaTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));

    private static String shipped() throws IOException {
        return Files.readString(HOME.resolve("cash-registers/reference/register.yaml"));
    }

    @Test
    void the_shipped_register_fits_its_schema_and_what_it_names() throws IOException {
        Problems problems = new Problems();
        RegisterTerms terms = CashRegisters.load(HOME, problems).get("reference");
        assertThat(problems.render()).isEmpty();
        assertThat(Schemas.fits(
                        Schemas.of("cash-register"),
                        Yaml.read(terms.file(), problems).orElseThrow()))
                .isTrue();
        RegisterCheck.of(terms, Operators.load(HOME, problems), Set.of("cards"), problems);
        assertThat(problems.render()).isEmpty();
        RegisterCheck.of(terms, Operators.load(HOME, problems), Set.of("card"), problems);
        assertThat(problems.render()).contains("no payments come by 'cards'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            protocol: atol-v5            | protocol: atol-v3               | unknown word 'atol-v3'
            https://online.atol.ru/possystem/v5 | http://online.atol.ru/possystem/v5 | cannot read 'http://online.atol.ru/possystem/v5'
            { environment: TURNPIKE_REFERENCE_REGISTER_PASSWORD } | hunter2hunter2 | a secret is not written in a definition
            tax-system: osn              | tax-system: envd                | unknown word 'envd'
            email: receipts@meridian.example | email: receipts            | cannot read 'receipts'
            from: 2040-01-01             | from: soon                      | cannot read 'soon'
            cards: electronic            | cards: card                     | unknown word 'card'
            method: advance              | method: later                   | unknown word 'later'
            object: payment              | object: goods                   | unknown word 'goods'
            first: 1 min                 | first: 0 s                      | 'first' is no time at all
            longest: 2 h                 | longest: 30 s                   | longest is shorter than first
            timeouts:                    | timeout:                        | unknown key 'timeout'
            """)
    void a_mistake_is_told_with_its_place(String right, String wrong, String message) throws IOException {
        assertThat(shipped()).contains(right);
        assertThat(problems("mine", shipped().replace(right, wrong)))
                .startsWith("cash-registers/mine/register.yaml:")
                .contains(message);
    }

    @Test
    void payments_of_one_source_cannot_get_receipts_from_two_registers(@TempDir Path folder) throws IOException {
        for (String name : List.of("first", "second")) {
            Files.writeString(
                    Files.createDirectories(folder.resolve("cash-registers/" + name))
                            .resolve("register.yaml"),
                    shipped());
        }
        Problems problems = new Problems();
        CashRegisters.load(folder, problems);
        assertThat(problems.render()).contains("payments of 'cards' get their receipts from first already");
    }

    @Test
    void the_older_protocol_has_words_where_the_newer_has_numbers() throws IOException {
        Path path = HOME.resolve("cash-registers/reference/register.yaml");
        SourceFile file = new SourceFile("x", path, shipped().replace("atol-v5", "atol-v4"));
        Problems problems = new Problems();
        RegisterTerms terms = new RegisterReader(
                        "old", file, new Fields(Yaml.read(file, problems).orElseThrow(), problems))
                .read();
        Money sum = new Money(Currency.getInstance("RUB"), 12_345);
        assertThat(new AtolText(terms)
                        .write(new ReceiptContent(
                                "sell-1",
                                LocalDateTime.of(2026, 11, 30, 9, 5, 7),
                                new Contact("", "+79161234567"),
                                "7705001239",
                                List.of(new ReceiptContent.Item(
                                        "A",
                                        sum,
                                        SettlementMethod.CREDIT_PAYMENT,
                                        SettlementObject.PAYMENT,
                                        "none",
                                        Money.zero(sum.currency()))),
                                PaidBy.ELECTRONIC,
                                sum)))
                .isEqualTo("{\"timestamp\":\"30.11.2026 09:05:07\",\"external_id\":\"sell-1\",\"receipt\":{"
                        + "\"client\":{\"phone\":\"+79161234567\"},\"company\":{\"email\":\"receipts@meridian.example\","
                        + "\"sno\":\"osn\",\"inn\":\"7705001239\",\"payment_address\":\"https://meridian.example\"},"
                        + "\"items\":[{\"name\":\"A\",\"price\":123.45,\"quantity\":1,\"sum\":123.45,"
                        + "\"payment_method\":\"credit_payment\",\"payment_object\":\"payment\","
                        + "\"vat\":{\"type\":\"none\",\"sum\":0.00}}],"
                        + "\"payments\":[{\"type\":1,\"sum\":123.45}],\"total\":123.45}}");
    }

    @ParameterizedTest
    @CsvSource({
        "without VAT, none, none",
        "0 %, vat0, vat0",
        "5 %, vat5, vat105",
        "10 %, vat10, vat110",
        "20 %, vat20, vat120",
        "22 %, vat22, vat122"
    })
    void rates_have_their_names_for_what_is_rendered_and_for_what_is_paid_ahead(
            String rate, String rendered, String ahead) {
        assertThat(VatKind.of(VatRate.parse(rate), false)).isEqualTo(rendered);
        assertThat(VatKind.of(VatRate.parse(rate), true)).isEqualTo(ahead);
    }

    private static String problems(String name, String text) {
        String path = "cash-registers/" + name + "/register.yaml";
        SourceFile file = new SourceFile(path, Path.of(path), text);
        Problems problems = new Problems();
        Yaml.read(file, problems)
                .ifPresent(block -> new RegisterReader(name, file, new Fields(block, problems)).read());
        return problems.render();
    }
}
