/**
 * VAT: which rate holds on which day, what it makes of an amount, and how it is rounded: line by line, or once for a document
 * and rate and then shared out, so that net + VAT = gross on every printed line and in every total.
 */
@NullMarked
package io.turnpike.tax;

import org.jspecify.annotations.NullMarked;
