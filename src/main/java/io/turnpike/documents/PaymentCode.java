package io.turnpike.documents;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a QR code for payment holds: the string that banking programs read. */
final class PaymentCode {
    private static final int LONGEST_NAME = 160;
    private static final int LONGEST_BANK = 45;
    private static final int LONGEST_PURPOSE = 210;
    /** Separators in the order of preference: the first that no value contains is taken (GOST R 56042-2014, 5.4). */
    private static final String SEPARATORS = "|~_;#^";

    private static final int LONGEST_SEPA_NAME = 70;
    private static final int LONGEST_SEPA_PURPOSE = 140;

    private PaymentCode() {}

    /** Whether a payment string can be made of what the snapshot holds. */
    static boolean isPossible(Model model) {
        return isRussian(model) || isSepa(model);
    }

    /**
     * The string for this document's currency: ST00012 for roubles, an EPC code for euros.
     *
     * @throws IllegalArgumentException when a value that the form demands is absent or malformed
     */
    static String of(Model model, String purpose) {
        if (isRussian(model)) {
            return russian(model, purpose);
        } else if (isSepa(model)) {
            return sepa(model, purpose);
        }
        throw new IllegalArgumentException(
                "no payment code is possible: RUB needs operator.bank.account and bic, EUR operator.bank.iban");
    }

    private static boolean isRussian(Model model) {
        return model.text("currency").filter("RUB"::equals).isPresent()
                && model.text("operator.bank.account").isPresent();
    }

    private static boolean isSepa(Model model) {
        return model.text("currency").filter("EUR"::equals).isPresent()
                && model.text("operator.bank.iban").isPresent()
                && model.decimal("amountDue").signum() > 0;
    }

    /** Format ST, version 0001, character set 2 (UTF-8): GOST R 56042-2014, tables 1 to 3. The sum is in kopecks. */
    private static String russian(Model model, String purpose) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(
                "Name",
                cut(model.text("operator.fullName").orElseGet(() -> model.required("operator.name")), LONGEST_NAME));
        fields.put("PersonalAcc", digits(model, "operator.bank.account", 20));
        fields.put("BankName", cut(model.required("operator.bank.name"), LONGEST_BANK));
        fields.put("BIC", digits(model, "operator.bank.bic", 9));
        fields.put(
                "CorrespAcc",
                model.text("operator.bank.correspondentAccount").isEmpty()
                        ? "0"
                        : digits(model, "operator.bank.correspondentAccount", 20));
        BigDecimal amount = model.decimal("amountDue");
        if (amount.signum() > 0) { // nothing to pay: the payer fills in the sum
            fields.put(
                    "Sum",
                    amount.movePointRight(2)
                            .setScale(0, RoundingMode.UNNECESSARY)
                            .toPlainString());
        }
        fields.put("Purpose", cut(purpose, LONGEST_PURPOSE));
        optional(fields, "PayeeINN", model, "operator.inn");
        optional(fields, "KPP", model, "operator.kpp");
        optional(fields, "PersAcc", model, "account.number");
        optional(fields, "Contract", model, "account.contract");
        optional(fields, "DocNo", model, "number");
        return "ST00012" + joined(fields);
    }

    private static String joined(Map<String, String> fields) {
        String all = String.join("", fields.values());
        char separator = (char) SEPARATORS
                .chars()
                .filter(candidate -> all.indexOf(candidate) < 0)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the values contain all separators " + SEPARATORS));
        StringBuilder out = new StringBuilder();
        fields.forEach(
                (name, value) -> out.append(separator).append(name).append('=').append(value));
        return out.toString();
    }

    /** EPC069-12 version 002, SEPA credit transfer, UTF-8. */
    private static String sepa(Model model, String purpose) {
        List<String> lines = new ArrayList<>(List.of("BCD", "002", "1", "SCT"));
        lines.add(model.text("operator.bank.swift").orElse(""));
        lines.add(cut(model.required("operator.name"), LONGEST_SEPA_NAME));
        lines.add(model.required("operator.bank.iban").replace(" ", ""));
        lines.add("EUR"
                + model.decimal("amountDue")
                        .setScale(2, RoundingMode.UNNECESSARY)
                        .toPlainString());
        lines.add("");
        lines.add("");
        lines.add(cut(purpose, LONGEST_SEPA_PURPOSE));
        return String.join("\n", lines);
    }

    private static void optional(Map<String, String> fields, String name, Model model, String path) {
        model.text(path).ifPresent(value -> fields.put(name, value));
    }

    private static String digits(Model model, String path, int count) {
        String value = model.required(path).replace(" ", "");
        if (!value.matches("\\d{" + count + "}")) {
            throw new IllegalArgumentException("'" + path + "' must have " + count + " digits: '" + value + "'");
        }
        return value;
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest).strip();
    }
}
