package io.turnpike.invoicing;

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

    /**
     * Where customers pay to: BIC, account and correspondent account in Russia, IBAN and SWIFT elsewhere.
     */
    public record Bank(
            String name,
            @Nullable String bic,
            @Nullable String account,
            @Nullable String correspondentAccount,
            @Nullable String iban,
            @Nullable String swift) {}
}
