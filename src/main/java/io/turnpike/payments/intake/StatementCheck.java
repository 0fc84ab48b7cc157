package io.turnpike.payments.intake;

import io.turnpike.mediation.layout.UnusableFile;
import io.turnpike.payments.statements.Declared;
import io.turnpike.payments.statements.PaymentFormat;
import io.turnpike.payments.statements.Statement;
import io.turnpike.payments.statements.StatementEntry;
import io.turnpike.payments.statements.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file read through before anything of it is booked.
 *
 * @param tally of all its lines
 * @param declared what it says of them
 * @param complaints why it is refused as a whole; empty where all its totals hold
 */
record StatementCheck(Tally tally, Declared declared, List<String> complaints) {
    static StatementCheck of(PaymentFormat format, Path path) throws IOException {
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
    @org.jspecify.annotations.Nullable Long declaredMinor(Tally.Side side) {
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
