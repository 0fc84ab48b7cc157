/** Where secrets of definitions stand, and what stands there: never in a definition itself, never in a log. */
@NullMarked
package io.turnpike.payments.secrets;

import org.jspecify.annotations.NullMarked;
