/** What files, texts and records are known by. */
@NullMarked
package io.turnpike.digests;

import org.jspecify.annotations.NullMarked;
