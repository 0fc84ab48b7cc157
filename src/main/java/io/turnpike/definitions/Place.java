package io.turnpike.definitions;

/**
 * Where something stands in a definition.
 *
 * @param line from 1; 0 when the whole file is meant
 * @param column from 1, in characters
 * @param length characters to underline
 */
public record Place(SourceFile file, int line, int column, int length) {
    public static Place whole(SourceFile file) {
        return new Place(file, 0, 0, 0);
    }

    /** A part of this place, for a word inside a scalar; stays on the line. */
    public Place part(int offset, int partLength) {
        return new Place(file, line, column + offset, partLength);
    }

    /** {@code file:line:column}. */
    @Override
    public String toString() {
        return line == 0 ? file.name() : file.name() + ":" + line + ":" + column;
    }
}
