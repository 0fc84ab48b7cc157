/**
 * Files that accounting systems send, read by what {@code document-templates/imports/} says of them: what they booked, accepted,
 * rejected, changed or deleted.
 */
@NullMarked
package io.turnpike.accounting.imports;

import org.jspecify.annotations.NullMarked;
