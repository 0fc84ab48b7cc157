/**
 * Money in: every payment is booked once, belongs to a customer's account or waits visibly on the suspense account of the books, and
 * what was done to it by a person can be seen and undone. What banks and payment systems send is fetched by {@code pickup}, read in
 * {@code statements}, taken in by {@code intake}, and given to accounts by {@code matching};
 * {@code promises} gives credit until they come, {@code fiscal} has receipts made of what persons pay,
 * {@code advances} charges the VAT of what companies pay ahead.
 */
@NullMarked
package io.turnpike.payments;

import org.jspecify.annotations.NullMarked;
