/** Our own records as accounting systems are told of them, read from the books. */
@NullMarked
package io.turnpike.accounting.own;

import org.jspecify.annotations.NullMarked;
