/** Holds registries of agents and payment systems against the payments we have of them. */
@NullMarked
package io.turnpike.payments.reconciliation;

import org.jspecify.annotations.NullMarked;
