package io.turnpike.payments.intake;

import io.turnpike.definitions.Definitions;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.Suggestion;
import io.turnpike.payments.matching.MatchingRules;
import io.turnpike.payments.matching.MatchingRulesReader;
import io.turnpike.payments.statements.PaymentFormat;
import io.turnpike.payments.statements.PaymentReaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The sources of payments, as the definitions write them now. */
@Component
public class PaymentSources {
    private final Definitions definitions;

    PaymentSources(Definitions definitions) {
        this.definitions = definitions;
    }

    /** All by name; a mistake in any stops what was to be done. */
    Map<String, PaymentSource> read() {
        Path folder = definitions.root().resolve("readers");
        Problems problems = new Problems();
        try {
            Map<String, PaymentSource> sources = new TreeMap<>();
            for (PaymentFormat format : PaymentReaders.load(folder, problems).values()) {
                MatchingRulesReader.read(format, problems)
                        .ifPresent(rules -> sources.put(format.name(), new PaymentSource(format, rules)));
            }
            problems.throwIfAny();
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the readers in " + folder, e);
        }
    }

    /**
     * The format of a reader.
     *
     * @throws IllegalArgumentException when there is none of this name
     */
    public PaymentFormat format(String reader) {
        Map<String, PaymentSource> sources = read();
        PaymentSource source = sources.get(reader);
        if (source == null) {
            throw new IllegalArgumentException(
                    "no reader of payments '" + reader + "': " + Suggestion.remedy(reader, sources.keySet()));
        }
        return source.format();
    }

    /** The matching rules of a source; empty for one that is no reader, such as the desk of an operator. */
    public Optional<MatchingRules> rules(String source) {
        return Optional.ofNullable(read().get(source)).map(PaymentSource::rules);
    }
}
