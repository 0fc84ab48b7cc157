/**
 * Suspense: records that could not be read, identified or rated, kept as they came with the reason, to be tried again when its cause
 * is mended; and the places of records that were delivered twice.
 */
@NullMarked
package io.turnpike.mediation.suspense;

import org.jspecify.annotations.NullMarked;
