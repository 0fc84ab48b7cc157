package io.turnpike.payments.statements;

import io.turnpike.mediation.layout.UnusableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file read through before anything is done with it.
 *
 * @param tally of all its lines
 * @param declared what it says of them
 * @param complaints why it cannot be used as a whole; empty where all its totals hold
 */
public record StatementCheck(Tally tally, Declared declared, List<String> complaints) {
    /** Reads a file through. */
    public static StatementCheck of(PaymentFormat format, Path path) throws IOException {
        Tally tally = new Tally();
        try (Statement statement = format.open(path)) {
            for (StatementEntry entry = statement.next(); entry != null; entry = statement.next()) {
                tally.add(entry);
            }
            Declared declared = statement.declared();
            List<String> complaints = new ArrayList<>(declared.complaints(tally));
            return new StatementCheck(tally, declared, complaints);
        } catch (ArithmeticException e) {
            return new StatementCheck(
                    tally, new Declared(List.of(), List.of(), List.of()), List.of("its sums are beyond any money"));
        } catch (UnusableFile e) {
            return new StatementCheck(
                    tally, new Declared(List.of(), List.of(), List.of()), List.of(String.valueOf(e.getMessage())));
        }
    }

    /** What the file itself says of the sum of one side; null where it does not, or only of a part of its accounts. */
    public @Nullable Long declaredMinor(Tally.Side side) {
        long sum = 0;
        boolean said = false;
        for (Declared.Total total : declared.totals()) {
            Long minor = total.minor();
            if (minor != null
                    && total.direction() == side.direction()
                    && total.currency().getCurrencyCode().equals(side.currency())) {
                sum = Math.addExact(sum, minor);
                said = true;
            }
        }
        return said ? sum : null;
    }
}
