package io.turnpike.ledger;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What one journal entry did to what a customer's account owes, as long as it stands: entries that were reversed, and those that
 * reverse, cancel out and are none.
 *
 * @param amountMinor owed more is positive, less negative; never zero
 * @param documentId the billing document it books, where there is one
 */
public record OpenItem(
        long accountId,
        long entryId,
        LocalDate day,
        String reference,
        @Nullable Long documentId,
        long amountMinor) {}
