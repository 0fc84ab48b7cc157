package io.turnpike.documents.page;

import java.util.List;

/**
 * A run of pages of one size: what flows over them, and what stands at the top and bottom of each.
 *
 * @param margins from the edges of the paper to the header, the text and the footer
 */
record PageSection(
        String at,
        int width,
        int height,
        Box.Sides margins,
        List<Repeated> headers,
        List<Repeated> footers,
        List<Node> body) {

    /** Pages a header or footer is for, counted within the section. */
    enum On {
        ALL,
        FIRST,
        LATER;

        boolean includes(boolean firstPage) {
            return this == ALL || (this == FIRST) == firstPage;
        }
    }

    /** A header or a footer. */
    record Repeated(On on, List<Node> content) {}

    int bodyWidth() {
        return width - margins.left() - margins.right();
    }
}
