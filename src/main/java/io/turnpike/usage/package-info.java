/** The usage event: the common tongue of mediation, rating and the online component. */
@NullMarked
package io.turnpike.usage;

import org.jspecify.annotations.NullMarked;
