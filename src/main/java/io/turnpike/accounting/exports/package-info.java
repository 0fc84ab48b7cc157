/**
 * Files of the books, in forms that {@code document-templates/exports/} describe: made whole beside their place, held against the sums
 * of the books, then renamed into their place.
 */
@NullMarked
package io.turnpike.accounting.exports;

import org.jspecify.annotations.NullMarked;
