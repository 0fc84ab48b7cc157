package io.turnpike.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaymentCodeTest {
    private static Map<String, Object> russian() {
        Map<String, Object> bank = new LinkedHashMap<>(Map.of(
                "name", "ПАО «Примербанк»",
                "bic", "044525000",
                "account", "40702810900000012345",
                "correspondentAccount", "30101810400000000000"));
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("currency", "RUB");
        model.put("number", "318");
        model.put("amountDue", "10899.20");
        model.put("operator", Map.of("name", "ООО «Север»", "inn", "7704123459", "kpp", "770401001", "bank", bank));
        model.put("account", Map.of("number", "7045812"));
        return model;
    }

    private static String code(Map<String, Object> model, String purpose) {
        return PaymentCode.of(new Model(model), purpose);
    }

    @Test
    void the_russian_string_has_its_fields_in_order_and_the_sum_in_kopecks() {
        assertThat(code(russian(), "Услуги связи"))
                .isEqualTo("ST00012|Name=ООО «Север»|PersonalAcc=40702810900000012345|BankName=ПАО «Примербанк»"
                        + "|BIC=044525000|CorrespAcc=30101810400000000000|Sum=1089920|Purpose=Услуги связи"
                        + "|PayeeINN=7704123459|KPP=770401001|PersAcc=7045812|DocNo=318");
    }

    @Test
    void another_separator_is_taken_when_a_value_contains_the_first() {
        assertThat(code(russian(), "a|b")).startsWith("ST00012~Name=").contains("~Purpose=a|b~");
    }

    @Test
    void nothing_to_pay_leaves_the_sum_to_the_payer() {
        Map<String, Object> model = russian();
        model.put("amountDue", "-10.00");

        assertThat(code(model, "x")).doesNotContain("Sum=");
    }

    @Test
    void a_malformed_account_is_refused() {
        Map<String, Object> model = russian();
        model.put("operator", Map.of("name", "A", "bank", Map.of("name", "B", "bic", "1", "account", "407")));

        assertThatThrownBy(() -> code(model, "x"))
                .hasMessageContaining("'operator.bank.account' must have 20 digits: '407'");
    }

    @Test
    void euros_give_a_code_for_a_sepa_transfer() {
        Map<String, Object> model = Map.of(
                "currency", "EUR",
                "amountDue", "382.43",
                "operator",
                        Map.of(
                                "name",
                                "Nordlink GmbH",
                                "bank",
                                Map.of("iban", "DE02 1203 0000 0000 2020 51", "swift", "BYLADEM1001")));

        assertThat(code(model, "Invoice 318"))
                .isEqualTo(
                        "BCD\n002\n1\nSCT\nBYLADEM1001\nNordlink GmbH\nDE02120300000000202051\nEUR382.43\n\n\nInvoice 318");
    }
}
