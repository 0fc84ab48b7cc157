/**
 * What an event of usage costs. A price plan, the account's own prices and its counters go in; the amount, the rate it was priced
 * by and the counters after come out. Nothing here reads a file, a database or a clock, so the nightly run, the quota of a running
 * session, re-rating and "what would this cost" give the same answer.
 */
@NullMarked
package io.turnpike.rating;

import org.jspecify.annotations.NullMarked;
