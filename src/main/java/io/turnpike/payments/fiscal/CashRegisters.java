package io.turnpike.payments.fiscal;

import io.turnpike.definitions.DefinitionFolders;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.payments.fiscal.RegisterTerms.Channel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the online cash registers of the definitions. */
public final class CashRegisters {
    /** Under the definitions' folder. */
    public static final String FOLDER = "cash-registers";

    private static final String FILE = "register.yaml";

    private CashRegisters() {}

    /** All by name; what is wrong becomes problems, the others are still there. */
    public static Map<String, RegisterTerms> load(Path root, Problems problems) {
        Map<String, String> taken = new HashMap<>();
        return DefinitionFolders.load(root, FOLDER, FILE, problems, (found, before) -> {
            RegisterTerms terms = new RegisterReader(found.name(), found.file(), found.block()).read();
            once(terms, taken, problems);
            return Optional.of(terms);
        });
    }

    /** A payment has one receipt: two registers cannot both make it. */
    private static void once(RegisterTerms terms, Map<String, String> taken, Problems problems) {
        for (Channel channel : terms.channels()) {
            String payments = terms.operator() + " " + channel.source() + " " + channel.into();
            String other = taken.putIfAbsent(payments, terms.name());
            if (other != null) {
                problems.add(
                        Place.whole(terms.file()),
                        "payments of '" + channel.source() + "' get their receipts from " + other + " already",
                        "name them in one register of the operator");
            }
        }
    }
}
