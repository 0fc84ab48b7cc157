package io.turnpike.documents.page;

/** One thing to draw, at its place on the page: hundredths of a point from the left and from the top. */
public sealed interface DrawOp {
    /** A filled rectangle. */
    record Fill(int x, int y, int width, int height, int colour) implements DrawOp {}

    /** A horizontal or vertical line. */
    record Line(int x1, int y1, int x2, int y2, int thickness, int colour, boolean dashed) implements DrawOp {}

    /** Text on one line; {@code y} is its baseline. */
    record Text(int x, int y, Typeface typeface, int size, int colour, String text) implements DrawOp {}

    /** A picture; {@code x} and {@code y} are its top left corner. */
    record Image(int x, int y, int width, int height, Picture picture) implements DrawOp {}

    /** Black modules of a barcode; {@code x} and {@code y} are its top left corner. */
    record Barcode(int x, int y, int width, int height, Symbols symbols) implements DrawOp {}
}
