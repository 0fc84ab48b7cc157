/**
 * What banks and payment systems send, read into lines of money in and out, and held against the totals each file states. Nothing
 * here knows customers, books or the database.
 */
@NullMarked
package io.turnpike.payments.statements;

import org.jspecify.annotations.NullMarked;
