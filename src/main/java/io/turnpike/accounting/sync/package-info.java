/**
 * Keeping accounting systems in step: each version of a record is sent to a system once, what they answer is its state, and where
 * ours, theirs and the last agreed copy differ is told field by field, resent or accepted.
 */
@NullMarked
package io.turnpike.accounting.sync;

import org.jspecify.annotations.NullMarked;
