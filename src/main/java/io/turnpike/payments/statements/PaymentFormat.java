package io.turnpike.payments.statements;

import io.turnpike.definitions.SourceFile;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One format of payments, by definition: {@code readers/<name>/format.yaml} of {@code kind: payments}.
 *
 * @param name the folder's name, which is the source payments of it are known by
 * @param file the definition as it was read
 * @param layout a layout that is known as a whole, or a registry
 * @param characterSet of MT940, which does not say its own
 * @param registry how a registry's rows are read; empty for statements of banks
 */
public record PaymentFormat(
        String name, SourceFile file, Layout layout, Charset characterSet, Optional<RegistryRules> registry) {

    /** What a file is, by the word of {@code statement} in its definition. */
    enum Layout {
        CLIENT_BANK_EXCHANGE("1c-client-bank-exchange"),
        MT940("swift-mt940"),
        CAMT_053("camt.053"),
        DIRECT_BANK("1c-directbank"),
        REGISTRY("registry");

        static final Map<String, Layout> WORDS = new TreeMap<>();

        static {
            for (Layout layout : values()) {
                WORDS.put(layout.word, layout);
            }
        }

        private final String word;

        Layout(String word) {
            this.word = word;
        }
    }

    /** Whether its files tell of accounts at banks: the same movement may then come by another format too. */
    public boolean ofBankAccounts() {
        return layout != Layout.REGISTRY;
    }

    /** Opens a file of this format at its beginning. */
    public Statement open(Path path) throws IOException {
        return switch (layout) {
            case CLIENT_BANK_EXCHANGE -> ClientBankExchange.open(path);
            case MT940 -> Mt940.open(path, characterSet);
            case CAMT_053 -> Camt053.open(path);
            case DIRECT_BANK -> DirectBank.open(path);
            case REGISTRY -> registry(registry.orElseThrow(), path);
        };
    }

    private static Statement registry(RegistryRules rules, Path path) throws IOException {
        return rules.xml().isPresent()
                ? XmlRegistry.open(rules, rules.xml().get(), path)
                : RegistryStatement.open(rules, rules.text().orElseThrow(), path);
    }
}
