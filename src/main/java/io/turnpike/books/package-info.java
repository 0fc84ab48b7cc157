/**
 * The books as people read them: trial balance, turnover of customers' accounts, aged debt and VAT of any period, as known at any moment,
 * on screen, as CSV and as PDF; and whether they agree with each other. They read; nothing here books.
 */
@NullMarked
package io.turnpike.books;

import org.jspecify.annotations.NullMarked;
