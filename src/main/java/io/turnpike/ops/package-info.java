/**
 * The program as a server: what is reached over HTTP, and whether it is well. It adapts requests to the use cases of the packages
 * that own them and decides nothing itself. Only {@code turnpike serve} starts it.
 */
@NullMarked
package io.turnpike.ops;

import org.jspecify.annotations.NullMarked;
