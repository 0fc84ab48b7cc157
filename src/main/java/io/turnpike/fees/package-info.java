/**
 * Recurring and one-time fees, as pure calculation: what a service owes on a day under its plans, prices, suspensions and changes,
 * compared with what was charged before; the difference is what is charged or credited now. Touches no clock and no database.
 */
@NullMarked
package io.turnpike.fees;

import org.jspecify.annotations.NullMarked;
