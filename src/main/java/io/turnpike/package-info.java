/** Turnpike: convergent billing for internet providers and telecom operators. */
@NullMarked
package io.turnpike;

import org.jspecify.annotations.NullMarked;
