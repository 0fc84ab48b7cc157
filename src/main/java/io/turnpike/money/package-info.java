/** Amounts of money, exact and rounded, and the rules by which one becomes the other. */
@NullMarked
package io.turnpike.money;

import org.jspecify.annotations.NullMarked;
