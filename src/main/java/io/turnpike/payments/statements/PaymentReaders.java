package io.turnpike.payments.statements;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Problems;
import io.turnpike.mediation.calls.ReaderFile;
import io.turnpike.mediation.calls.Readers;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code readers/<name>/format.yaml} of {@code kind: payments}. */
public final class PaymentReaders {
    /** What MT940 is written in that was not converted. */
    private static final Map<String, Charset> CHARACTER_SETS = Map.of(
            "utf-8", StandardCharsets.UTF_8,
            "windows-1251", Charset.forName("windows-1251"),
            "dos-866", Charset.forName("IBM866"),
            "koi8-r", Charset.forName("KOI8-R"),
            "iso-8859-1", StandardCharsets.ISO_8859_1);

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
        PaymentFormat.Layout layout =
                fields.oneOf("statement", PaymentFormat.Layout.WORDS).orElse(PaymentFormat.Layout.CAMT_053);
        Charset characterSet = layout == PaymentFormat.Layout.MT940
                ? fields.oneOf("character-set", CHARACTER_SETS).orElse(StandardCharsets.UTF_8)
                : StandardCharsets.UTF_8;
        Optional<RegistryRules> rules = layout == PaymentFormat.Layout.REGISTRY ? registry(fields) : Optional.empty();
        fields.done();
        return problems.count() > before
                ? Optional.empty()
                : Optional.of(new PaymentFormat(reader.name(), reader.file(), layout, characterSet, rules));
    }

    private static Optional<RegistryRules> registry(Fields fields) {
        boolean asXml = fields.has("xml");
        Optional<Fields> rows = fields.requiredBlock(asXml ? "xml" : "text");
        Optional<Fields> payment = fields.requiredBlock("payment");
        return rows.isEmpty() || payment.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        asXml
                                ? RegistryRulesReader.ofXml(rows.get(), payment.get())
                                : RegistryRulesReader.ofText(rows.get(), payment.get()));
    }
}
