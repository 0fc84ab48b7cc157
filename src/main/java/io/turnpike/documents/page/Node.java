package io.turnpike.documents.page;

import java.util.List;

/** An element of the page language, read and checked, not yet placed. */
sealed interface Node {
    /** Where it stands in the template, for errors. */
    String at();

    Box box();

    /** Characters of one weight. A line end is a written break; {@link PageNumber} characters stand for page numbers. */
    record Run(Typeface typeface, String text) {}

    /**
     * A paragraph.
     *
     * @param wrap false when the text must stay on one line and is set smaller rather than broken
     */
    record Text(String at, Box box, Style style, List<Run> runs, boolean wrap) implements Node {}

    /**
     * Elements one below the other.
     *
     * @param keep true when it must not be torn by the end of a page
     */
    record Block(String at, Box box, List<Node> children, boolean keep) implements Node {}

    /**
     * Rows of cells in common columns.
     *
     * @param head rows repeated at the top of each page
     * @param stripe background of every second row, or {@link Box#NONE}
     * @param keepLast how many rows at the end stay together on one page
     */
    record Table(String at, Box box, List<Column> columns, List<Row> head, List<Row> rows, int stripe, int keepLast)
            implements Node {}

    record Row(String at, List<Cell> cells) {}

    record Cell(String at, Box box, List<Node> content, int columns, int rows, VerticalAlign align) {}

    /** A fixed width, or a share of what the fixed ones leave. One of the two is zero. */
    record Column(int width, int share) {}

    enum VerticalAlign {
        TOP,
        MIDDLE,
        BOTTOM
    }

    /** A line over the whole width. */
    record Rule(String at, Box box, int thickness, int colour, boolean dashed) implements Node {}

    /** A picture scaled to fit into width and height with its proportions kept. */
    record Image(String at, Box box, String file, int width, int height, Style.Align align) implements Node {}

    record Barcode(String at, Box box, Symbols symbols, int width, int height, Style.Align align) implements Node {}

    record Space(String at, int height) implements Node {
        @Override
        public Box box() {
            return Box.EMPTY;
        }
    }

    record PageBreak(String at) implements Node {
        @Override
        public Box box() {
            return Box.EMPTY;
        }
    }
}
