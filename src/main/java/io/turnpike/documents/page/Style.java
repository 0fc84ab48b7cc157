package io.turnpike.documents.page;

/**
 * How text looks; inherited from the element around it.
 *
 * @param size font size in hundredths of a point
 * @param colour as 0xRRGGBB
 * @param leadingPercent distance of baselines in percent of the font size
 */
record Style(Typeface typeface, int size, int colour, Align align, int leadingPercent) {
    static final Style PLAIN = new Style(Typeface.SANS, 9 * Length.POINT, 0x000000, Align.LEFT, 120);

    enum Align {
        LEFT,
        CENTER,
        RIGHT;

        /** Where something starts that is this wide in a space this wide. */
        int start(int space, int width) {
            return switch (this) {
                case LEFT -> 0;
                case CENTER -> (space - width) / 2;
                case RIGHT -> space - width;
            };
        }
    }

    int lineHeight() {
        return size * leadingPercent / 100;
    }

    Style withSize(int newSize) {
        return new Style(typeface, newSize, colour, align, leadingPercent);
    }
}
