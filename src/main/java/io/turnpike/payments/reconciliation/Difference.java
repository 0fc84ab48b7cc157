package io.turnpike.payments.reconciliation;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment that is not the same on both sides. Amounts are minor units of the currency; a side that does not have it has none.
 *
 * @param kinds at least one
 * @param reference the transaction; of an unreadable line its file and line
 * @param ours our payment
 * @param theirs what the registry says, all its lines of the reference together
 * @param place the first line of it in the registry: {@code registry.csv:17}
 * @param note for a person; empty where there is nothing more to say
 */
public record Difference(
        List<Kind> kinds,
        String reference,
        String currency,
        @Nullable Ours ours,
        @Nullable Theirs theirs,
        @Nullable String place,
        String note) {

    /**
     * Our side.
     *
     * @param minor 0 where it is reversed; less what went out again where the registry says the same
     * @param account number of the account it is on; null while it waits for its owner
     */
    public record Ours(
            long paymentId,
            LocalDate day,
            long minor,
            long commissionMinor,
            @Nullable String account) {}

    /**
     * The registry's side.
     *
     * @param minor what was paid less what was taken back
     */
    public record Theirs(LocalDate day, long minor, long commissionMinor) {}

    public Difference {
        kinds = List.copyOf(kinds);
    }

    /** What we have more than they. */
    public long minor() {
        return (ours == null ? 0 : ours.minor) - (theirs == null ? 0 : theirs.minor);
    }
}
