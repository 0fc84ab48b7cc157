package io.turnpike.documents.page;

import java.util.List;

/**
 * One set line.
 *
 * @param x where it starts, by its alignment
 */
record TextLine(int x, List<Part> parts) {
    /** Characters of one typeface; {@code x} is counted from the start of the line. */
    record Part(int x, Typeface typeface, String text) {}
}
