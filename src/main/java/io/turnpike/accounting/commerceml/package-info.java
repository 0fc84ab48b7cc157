/** What CommerceML 2.10 calls the things our records say: names of elements and values that writer and reader share. */
@NullMarked
package io.turnpike.accounting.commerceml;

import org.jspecify.annotations.NullMarked;
