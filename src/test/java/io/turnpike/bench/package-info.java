/** The benchmarks of {@code scripts/bench}: each runs the product's own steps beside a baseline that is measured in the same run. */
@NullMarked
package io.turnpike.bench;

import org.jspecify.annotations.NullMarked;
