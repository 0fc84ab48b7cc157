/**
 * Batch print for the mail room: many documents in few PDF files, grouped and sorted as the post wants them, with a sheet before
 * each group and a manifest that says which document stands on which page.
 */
@NullMarked
package io.turnpike.documents.print;

import org.jspecify.annotations.NullMarked;
