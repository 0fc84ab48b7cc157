package io.turnpike.payments.statements;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Problems;
import io.turnpike.mediation.calls.ReaderFile;
import io.turnpike.mediation.calls.Readers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code readers/<name>/format.yaml} of {@code kind: payments}. */
public final class PaymentReaders {
    /** Layouts that are known as a whole, and the one that a definition describes. */
    private static final Map<String, Boolean> STATEMENTS = Map.of("1c-client-bank-exchange", false, "registry", true);

    private PaymentReaders() {}

    /** The readers of payments by name; what is wrong becomes problems, the others are still there. */
    public static Map<String, PaymentFormat> load(Path readersFolder, Problems problems) throws IOException {
        Map<String, PaymentFormat> formats = new TreeMap<>();
        for (ReaderFile reader : Readers.files(readersFolder, problems)) {
            if (reader.kind().equals("payments")) {
                read(reader, problems).ifPresent(format -> formats.put(reader.name(), format));
            }
        }
        return formats;
    }

    /** One reader; empty, with problems, when it cannot be used. */
    public static Optional<PaymentFormat> read(ReaderFile reader, Problems problems) {
        int before = problems.count();
        Fields fields = new Fields(reader.block(), problems);
        fields.required("kind");
        fields.required("about");
        fields.required("statement");
        boolean registry = fields.oneOf("statement", STATEMENTS).orElse(false);
        Optional<RegistryRules> rules = Optional.empty();
        if (registry) {
            Optional<Fields> text = fields.requiredBlock("text");
            Optional<Fields> payment = fields.requiredBlock("payment");
            if (text.isPresent() && payment.isPresent()) {
                rules = Optional.of(RegistryRulesReader.read(text.get(), payment.get()));
            }
        }
        fields.done();
        return problems.count() > before
                ? Optional.empty()
                : Optional.of(new PaymentFormat(reader.name(), reader.file(), rules));
    }
}
