/** Billing time: half-open ranges of instants and of days in an operator's zone; billing days, intervals and the periods they make. */
@NullMarked
package io.turnpike.time;

import org.jspecify.annotations.NullMarked;
