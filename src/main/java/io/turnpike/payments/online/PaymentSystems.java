package io.turnpike.payments.online;

import io.turnpike.definitions.DefinitionFolders;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds the payment systems of the definitions. */
public final class PaymentSystems {
    /** Under the definitions' folder. */
    public static final String FOLDER = "payment-systems";

    private static final String FILE = "system.yaml";

    private PaymentSystems() {}

    /** All by name; what is wrong becomes problems, the others are still there. */
    public static Map<String, PaymentSystem> load(Path root, Problems problems) {
        return DefinitionFolders.load(root, FOLDER, FILE, problems, (found, before) -> {
            PaymentSystem system = new PaymentSystemReader(found.name(), found.file(), found.block()).read();
            // two that share a source would take each other's transactions for their own
            before.values().stream()
                    .filter(other -> other.source().equals(system.source()))
                    .findFirst()
                    .ifPresent(other -> problems.add(
                            Place.whole(found.file()),
                            "the transactions of " + other.name() + " are known by source '" + system.source()
                                    + "' too: one with the same id would be taken for the other",
                            "write another source, or none"));
            return Optional.of(system);
        });
    }
}
