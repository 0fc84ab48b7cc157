/**
 * Call records: what a switch writes about each call, message or event becomes a usage event, or a rejection with its reason.
 * How, is written in {@code readers/<format>/format.yaml}: which column is the start, whose number pays, what makes a record the
 * same as one delivered before. Nothing here prices anything or knows a customer.
 */
@NullMarked
package io.turnpike.mediation.calls;

import org.jspecify.annotations.NullMarked;
