/**
 * Released documents as they were handed out: each is rendered once, its bytes are kept for good, and a reprint or an export hands out
 * those. The appendix with every call is made here too, and batch prints are remembered.
 */
@NullMarked
package io.turnpike.documents.kept;

import org.jspecify.annotations.NullMarked;
