/** Billing time: half-open ranges of instants and of days in an operator's zone. */
@NullMarked
package io.turnpike.time;

import org.jspecify.annotations.NullMarked;
