/**
 * The price plans in force: read from {@code rating-rules/}, laid over the plans they extend, proved by their examples, and
 * switched all at once. Accounts' own prices are laid over them.
 */
@NullMarked
package io.turnpike.catalog;

import org.jspecify.annotations.NullMarked;
