/**
 * Files of payments, taken in: read through and held against their own totals first, then booked block by block with the file's
 * position in the transaction; afterwards every line is accounted for as posted, quarantined, set aside or known before.
 */
@NullMarked
package io.turnpike.payments.intake;

import org.jspecify.annotations.NullMarked;
