package io.turnpike.documents.page;

/**
 * What surrounds an element: empty space above and below, border lines, background, and padding inside of the border.
 *
 * @param padding inside the border
 * @param border widths of the four lines; 0 for none
 * @param background as 0xRRGGBB, or {@link #NONE}
 * @param above empty space before the element; none at the top of a page
 * @param below empty space after the element
 */
record Box(Sides padding, Sides border, int borderColour, int background, int above, int below) {
    static final int NONE = -1;

    static final Box EMPTY = new Box(Sides.ZERO, Sides.ZERO, 0x000000, NONE, 0, 0);

    /** One figure for each side. */
    record Sides(int top, int right, int bottom, int left) {
        static final Sides ZERO = all(0);

        static Sides all(int width) {
            return new Sides(width, width, width, width);
        }
    }

    /** Whether something is drawn, so that the element cannot be torn in two. */
    boolean isVisible() {
        return background != NONE || !border.equals(Sides.ZERO);
    }

    int horizontal() {
        return padding.left() + padding.right();
    }

    int vertical() {
        return padding.top() + padding.bottom();
    }
}
