/**
 * Charging: usage priced as it comes in and settled at the end of the period, recurring and one-time fees, and what an account owes
 * that is not invoiced yet.
 */
@NullMarked
package io.turnpike.charging;

import org.jspecify.annotations.NullMarked;
