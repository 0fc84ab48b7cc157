package io.turnpike.accounting.exports;

import io.turnpike.accounting.Content;
import java.util.Map;
import java.util.Optional;

/** What a file of the books is. */
public enum ExportFormat {
    /** Text with columns, by the definition. */
    CSV,
    /** XML of CommerceML 2.10. */
    COMMERCEML,
    /** Text of 1CClientBankExchange 1.03. */
    CLIENT_BANK_EXCHANGE;

    static final Map<String, ExportFormat> WORDS =
            Map.of("csv", CSV, "commerceml", COMMERCEML, "client-bank-exchange", CLIENT_BANK_EXCHANGE);

    /** Whether its files can be about this. */
    boolean takes(Content content) {
        return switch (this) {
            case CSV -> true;
            case COMMERCEML -> content.keptInStep().equals(Optional.of(content));
            case CLIENT_BANK_EXCHANGE -> content == Content.PAYMENTS;
        };
    }
}
