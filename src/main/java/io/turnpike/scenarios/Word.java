package io.turnpike.scenarios;

import io.turnpike.definitions.Place;

/** A word of a line with its place. */
record Word(String text, Place place) {}
