package io.turnpike.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problems;
import io.turnpike.invoicing.OperatorTerms.CustomerKind;
import io.turnpike.tax.VatRule.Per;
import io.turnpike.tax.VatRule.Prices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorsTest {
    private static final Path SHIPPED = Path.of(System.getProperty("turnpike.home", "."));

    @TempDir
    private Path definitions;

    @Test
    void shipped_operators_are_read_without_a_mistake() {
        Problems problems = new Problems();
        Operators operators = Operators.load(SHIPPED, problems);
        assertThat(problems.render()).isEmpty();
        OperatorTerms meridian = operators.terms("meridian");
        assertThat(meridian.vat().prices()).isEqualTo(Prices.INCLUDED);
        assertThat(meridian.documents(CustomerKind.COMPANY))
                .containsExactly(DocumentKind.INVOICE, DocumentKind.ACT, DocumentKind.VAT_INVOICE);
        assertThat(meridian.text("national", "en")).isEqualTo("national");
        assertThat(meridian.text("national", "de")).isEqualTo("междугородние");
        assertThat(operators.terms("nordlicht").vat().rounding()).isEqualTo(Per.DOCUMENT);
    }

    @Test
    void the_longest_path_takes_a_charge_and_bands_do_not_matter() {
        ItemSetup items =
                Operators.load(SHIPPED, new Problems()).terms("meridian").items();
        assertThat(items.orderOf("voice/outgoing/local @ night").map(items::at).map(Item::code))
                .contains("local-calls");
        assertThat(items.orderOf("voice/outgoing/national").map(items::at).map(Item::code))
                .contains("calls");
        assertThat(items.orderOf("own voice/outgoing/national @ night")
                        .map(items::at)
                        .map(Item::code))
                .contains("calls");
        assertThat(ItemSetup.lastWord("own voice/outgoing/national @ night")).isEqualTo("national");
        assertThat(items.orderOf("fee/box").map(items::at).map(Item::code)).contains("one-time");
        assertThat(items.orderOf("fee/anything").map(items::at).map(Item::code)).contains("access");
        assertThat(items.orderOf("voicemail")).isEmpty();
    }

    @Test
    void an_operator_whose_director_signs_alone_names_no_accountant() throws IOException {
        String good = Files.readString(SHIPPED.resolve(Operators.FOLDER).resolve("nordlicht.yaml"));
        String alone = good.replace("  accountant: Bernd Beispiel\n", "");
        assertThat(alone).isNotEqualTo(good);
        Files.writeString(
                Files.createDirectories(definitions.resolve(Operators.FOLDER)).resolve("nordlicht.yaml"), alone);
        Problems problems = new Problems();
        Operators operators = Operators.load(definitions, problems);
        assertThat(problems.render()).isEmpty();
        assertThat(operators.terms("nordlicht").requisites().accountant()).isNull();
    }

    @Test
    void each_operator_has_a_bank_account_of_its_own() throws IOException {
        Path folder = Files.createDirectories(definitions.resolve(Operators.FOLDER));
        String one = Files.readString(SHIPPED.resolve(Operators.FOLDER).resolve("nordlicht.yaml"));
        Files.writeString(folder.resolve("nordlicht.yaml"), one);
        Files.writeString(folder.resolve("suedlicht.yaml"), one.replace("operator: nordlicht", "operator: suedlicht"));
        Problems problems = new Problems();
        Operators.load(definitions, problems);
        assertThat(problems.render())
                .contains("suedlicht.yaml")
                .contains("the bank account DE78100999900123456789 is that of operator 'nordlicht' as well\n");
    }

    @Test
    void mistakes_are_shown_with_place_and_remedy_all_together() throws IOException {
        String good = Files.readString(SHIPPED.resolve(Operators.FOLDER).resolve("nordlicht.yaml"));
        String bad = good.replace("prices: added", "prices: aded")
                .replace("DE78", "DE79")
                .replace("R{yyyy}-{number:6}", "R{yyyy}-{nummer}")
                .replace("due-days: 14", "due-day: 14")
                .replace("minimum-invoice: 1.00 EUR", "minimum-invoice: 1.00 RUB");
        Path folder = Files.createDirectories(definitions.resolve(Operators.FOLDER));
        Files.writeString(folder.resolve("nordlicht.yaml"), bad);
        Problems problems = new Problems();
        Operators.load(definitions, problems);
        assertThat(problems.render())
                .contains("unknown word 'aded'\n")
                .contains("did you mean 'added'? write one of: added, included")
                .contains("'DE79 1009 9990 0123 4567 89' is no valid iban")
                .contains("cannot read 'R{yyyy}-{nummer}'")
                .contains("'due-days' is missing")
                .contains("unknown key 'due-day'\n")
                .contains("cannot read '1.00 RUB'")
                .contains("write an amount in EUR, such as 50.00 EUR");
    }

    @Test
    void an_item_takes_charges_of_a_kind_that_there_is() throws IOException {
        String good = Files.readString(SHIPPED.resolve(Operators.FOLDER).resolve("nordlicht.yaml"));
        String wrong = good.replace("takes: message", "takes: mesage");
        assertThat(wrong).isNotEqualTo(good);
        Files.writeString(
                Files.createDirectories(definitions.resolve(Operators.FOLDER)).resolve("nordlicht.yaml"), wrong);
        Problems problems = new Problems();
        Operators.load(definitions, problems);
        assertThat(problems.render())
                .contains("no charge has a path that begins with 'mesage'")
                .contains("did you mean 'message'? write one of: event, fee, internet, iptv, message, voice");
    }

    @Test
    void wrong_terms_of_promised_payments_are_shown_with_place_and_remedy() throws IOException {
        String good = Files.readString(SHIPPED.resolve(Operators.FOLDER).resolve("nordlicht.yaml"));
        Path folder = Files.createDirectories(definitions.resolve(Operators.FOLDER));
        Files.writeString(folder.resolve("nordlicht.yaml"), good + """

                promised-payments:
                  person: { most: 0 EUR, days: 0, again-after-days: 3, lowest-balance: -5.00 EUR }
                  VIP: { most: 1.00 EUR, days: 1, again-after-days: 1, lowest-balance: 0 EUR }
                  staff: 5
                  company: { most: 5.00 RUB, days: 400, lowest-balance: -5.00 EUR, free: yes }
                """);
        Problems problems = new Problems();
        assertThat(Operators.load(definitions, problems).byCode()).isEmpty();
        assertThat(problems.render())
                .contains("cannot read '0 EUR'\n")
                .contains("write an amount in EUR above zero, such as 500.00 EUR")
                .contains("cannot read '0'\n", "write a whole number of days from 1 to 366")
                .contains("'VIP' is no group of customers")
                .contains("'staff' has no terms")
                .contains("cannot read '5.00 RUB'\n", "cannot read '400'\n")
                .contains("'again-after-days' is missing", "unknown key 'free'\n");
    }

    @Test
    void a_number_is_padded_and_never_cut() {
        NumberPattern pattern = new NumberPattern("A-{yy}-{number:3}/x");
        assertThat(pattern.format(2026, 7)).isEqualTo("A-26-007/x");
        assertThat(pattern.format(2026, 12345)).isEqualTo("A-26-12345/x");
    }

    @Test
    void control_digits_are_checked() {
        assertThat(CheckDigits.isInn("7705001239")).isTrue();
        assertThat(CheckDigits.isInn("7705001238")).isFalse();
        assertThat(CheckDigits.isRussianAccount("40702810700000001234", "044525988"))
                .isTrue();
        assertThat(CheckDigits.isRussianAccount("40702810800000001234", "044525988"))
                .isFalse();
        assertThat(CheckDigits.isIban("DE78100999900123456789")).isTrue();
        assertThat(CheckDigits.isIban("DE78100999900123456798")).isFalse();
    }
}
