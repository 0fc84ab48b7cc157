package io.turnpike.payments.fiscal;

import org.jspecify.annotations.Nullable;

/** What came of asking an online cash register. */
sealed interface Answer {
    /** It has accepted the receipt, now or when it was sent before, and has not made it yet. */
    record Waiting(String uuid) implements Answer {}

    /** The receipt is made. */
    record Made(Fiscal fiscal) implements Answer {}

    /** It will not make this receipt, however often it is asked; a person must mend something. */
    record Refused(String text) implements Answer {}

    /** This receipt went wrong for now; others may be tried. */
    record Later(String text) implements Answer {}

    /** The register cannot be reached, or lets nothing in: no other receipt need be tried. */
    record Away(String text) implements Answer {}

    /** What the law wants on the paper; null where the register has not said it. */
    record Fiscal(
            @Nullable String fnNumber,
            @Nullable String ecrRegistrationNumber,
            @Nullable String shiftNumber,
            @Nullable String fiscalReceiptNumber,
            String fiscalDocumentNumber,
            @Nullable String fiscalDocumentAttribute,
            @Nullable String receiptDatetime,
            @Nullable String ofdReceiptUrl) {}
}
