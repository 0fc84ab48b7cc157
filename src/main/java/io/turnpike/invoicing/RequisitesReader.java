package io.turnpike.invoicing;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.invoicing.Requisites.Bank;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the {@code requisites} block and checks every control digit in it. */
final class RequisitesReader {
    private final Fields fields;

    RequisitesReader(Fields fields) {
        this.fields = fields;
    }

    Requisites read() {
        Requisites requisites = new Requisites(
                text(fields, "name"),
                text(fields, "full-name"),
                checked(fields, "inn", CheckDigits::isInn),
                checked(fields, "kpp", kpp -> kpp.matches("\\d{4}[0-9A-Z]{2}\\d{3}")),
                checked(fields, "vat-id", id -> id.matches("[A-Z]{2}[0-9A-Z]{2,12}")),
                text(fields, "address"),
                text(fields, "phone"),
                text(fields, "email"),
                text(fields, "director"),
                fields.text("accountant").orElse(null),
                fields.requiredBlock("bank").map(this::bank).orElse(new Bank("", null, null, null, null, null)));
        if (requisites.inn() == null && requisites.vatId() == null) {
            fields.problems().add(fields.place(), "no taxpayer number", "add inn, or vat-id outside Russia");
        }
        fields.done();
        return requisites;
    }

    private Bank bank(Fields block) {
        String name = text(block, "name");
        String bic = checked(block, "bic", value -> value.matches("\\d{9}"));
        String known = bic == null ? "" : bic;
        Bank bank = new Bank(
                name,
                bic,
                checked(block, "account", account -> CheckDigits.isRussianAccount(account, known)),
                checked(block, "correspondent-account", account -> CheckDigits.isCorrespondentAccount(account, known)),
                checked(block, "iban", CheckDigits::isIban),
                checked(block, "swift", swift -> swift.matches("[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")));
        if (bank.iban() == null && bank.account() == null) {
            block.problems().add(block.place(), "no account at the bank", "add bic and account, or iban");
        }
        block.done();
        return bank;
    }

    private static String text(Fields block, String key) {
        return block.requiredText(key).orElse("");
    }

    private static @Nullable String checked(Fields block, String key, Predicate<String> check) {
        Optional<Node.Scalar> value = block.scalar(key);
        if (value.isPresent() && !check.test(value.get().text())) {
            block.problems()
                    .add(
                            value.get().place(),
                            "'" + value.get().text() + "' is no valid " + key,
                            "check the digits against the certificate; the control digits do not fit");
        }
        return value.map(Node.Scalar::text).orElse(null);
    }
}
