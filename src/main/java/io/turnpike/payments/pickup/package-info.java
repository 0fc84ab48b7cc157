/**
 * Fetches files of payments from where sources put them, and hands on what lies in the inbox and has stopped growing. What was fetched
 * is remembered in the database; what was taken in is moved out of the inbox, so that nothing else needs to be remembered.
 */
@NullMarked
package io.turnpike.payments.pickup;

import org.jspecify.annotations.NullMarked;
