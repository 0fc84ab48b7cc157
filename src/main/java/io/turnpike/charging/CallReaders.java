package io.turnpike.charging;

import io.turnpike.definitions.Definitions;
import io.turnpike.definitions.Problems;
import io.turnpike.mediation.calls.CallFormat;
import io.turnpike.mediation.calls.Readers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** The readers of call records, as the definitions write them now. */
@Component
class CallReaders {
    private final Definitions definitions;

    CallReaders(Definitions definitions) {
        this.definitions = definitions;
    }

    /** Names of all readers, those of flows too. */
    Set<String> names() {
        Problems problems = new Problems();
        try {
            Set<String> names = new TreeSet<>();
            Readers.files(definitions.root().resolve("readers"), problems).forEach(reader -> names.add(reader.name()));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the readers", e);
        }
    }

    /** All by name; a mistake in any stops the step before it begins. */
    Map<String, CallFormat> read() {
        Problems problems = new Problems();
        try {
            Map<String, CallFormat> formats = Readers.load(definitions.root().resolve("readers"), problems);
            problems.throwIfAny();
            return formats;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the readers", e);
        }
    }
}
