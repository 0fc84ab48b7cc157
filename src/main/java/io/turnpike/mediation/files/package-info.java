/**
 * Input files: claimed once by what is in them, taken in range by range with the position in the transaction of what was made from
 * them, and accounted for by control totals that add up.
 */
@NullMarked
package io.turnpike.mediation.files;

import org.jspecify.annotations.NullMarked;
