/**
 * Promised payments ('pay later'): for some days a customer's word counts as money where a balance is checked. A promise is credit and no
 * payment: nothing of it stands in the journal, no invoice is closed by it. Real payments take its place kopeck by kopeck.
 */
@NullMarked
package io.turnpike.payments.promises;

import org.jspecify.annotations.NullMarked;
