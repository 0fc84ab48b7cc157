/**
 * The books as accounting systems want them: documents, payments, customers and postings go out as files in forms that definitions
 * describe, what the other side sends is read back, and for each version of each record it is known whether it was sent, accepted or
 * rejected, and where both sides differ.
 */
@NullMarked
package io.turnpike.accounting;

import org.jspecify.annotations.NullMarked;
