package io.turnpike.invoicing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a company's paper says about itself. What does not exist in its country is null.
 *
 * @param inn Russian taxpayer number
 * @param kpp Russian code of the reason of registration
 * @param vatId VAT identification number of the European Union
 */
public record Requisites(
        String name,
        String fullName,
        @Nullable String inn,
        @Nullable String kpp,
        @Nullable String vatId,
        String address,
        String phone,
        String email,
        String director,
        @Nullable String accountant,
        Bank bank) {
    /** As templates of reports know them: {@code name fullName inn kpp vatId address phone director accountant}, without what is null. */
    public Map<String, Object> printed() {
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "name", name);
        put(values, "fullName", fullName);
        put(values, "inn", inn);
        put(values, "kpp", kpp);
        put(values, "vatId", vatId);
        put(values, "address", address);
        put(values, "phone", phone);
        put(values, "director", director);
        put(values, "accountant", accountant);
        return values;
    }

    private static void put(Map<String, Object> values, String key, @Nullable String text) {
        if (text != null) {
            values.put(key, text);
        }
    }

    /**
     * Where customers pay to: BIC, account and correspondent account in Russia, IBAN and SWIFT elsewhere.
     */
    public record Bank(
            String name,
            @Nullable String bic,
            @Nullable String account,
            @Nullable String correspondentAccount,
            @Nullable String iban,
            @Nullable String swift) {

        /** The numbers by which money is known to have come to it: account and IBAN, without the blanks they are written with. */
        public List<String> accounts() {
            return Stream.of(Optional.ofNullable(account), Optional.ofNullable(iban))
                    .flatMap(Optional::stream)
                    .map(number -> number.replace(" ", ""))
                    .distinct()
                    .toList();
        }
    }
}
