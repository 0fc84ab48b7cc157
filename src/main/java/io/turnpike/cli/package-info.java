/** The commands of the program {@code turnpike}. */
@NullMarked
package io.turnpike.cli;

import org.jspecify.annotations.NullMarked;
