package io.turnpike.payments.statements;

import io.turnpike.definitions.SourceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One format of payments, by definition: {@code readers/<name>/format.yaml} of {@code kind: payments}.
 *
 * @param name the folder's name, which is the source payments of it are known by
 * @param file the definition as it was read
 * @param registry how a registry's rows are read; empty for bank statements in 1CClientBankExchange
 */
public record PaymentFormat(String name, SourceFile file, Optional<RegistryRules> registry) {
    /** Opens a file of this format at its beginning. */
    public Statement open(Path path) throws IOException {
        return registry.isPresent() ? RegistryStatement.open(registry.get(), path) : ClientBankExchange.open(path);
    }
}
