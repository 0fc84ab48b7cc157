/**
 * What documents say, as it is kept: JSON, frozen when the document is drafted. Documents of a bill run have most of it in common, so they are
 * kept packed, each as what it says differently from a few others of its block.
 */
@NullMarked
package io.turnpike.invoicing.content;

import org.jspecify.annotations.NullMarked;
