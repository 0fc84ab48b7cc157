/**
 * Definitions: the YAML and CSV files that operations staff edit. Here they become values that remember their place, so that
 * every mistake is shown with file, line, column, an excerpt and the remedy, all mistakes together.
 */
@NullMarked
package io.turnpike.definitions;

import org.jspecify.annotations.NullMarked;
