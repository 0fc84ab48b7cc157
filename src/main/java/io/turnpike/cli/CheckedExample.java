package io.turnpike.cli;

import io.turnpike.definitions.Place;

/**
 * One expectation of an {@code *.examples} file.
 *
 * @param text {@code FILE:LINE: expected …, got …}
 */
record CheckedExample(Place place, boolean passed, String text) {}
