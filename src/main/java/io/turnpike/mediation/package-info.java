/** Mediation: files of usage records become usage events, each record accounted for exactly once. */
@NullMarked
package io.turnpike.mediation;

import org.jspecify.annotations.NullMarked;
