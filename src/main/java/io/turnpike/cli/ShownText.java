package io.turnpike.cli;

/** Text that came from outside on a person's screen: what moves the cursor or hides is written out, and a long text is cut. */
final class ShownText {
    /** About what fills a screen. */
    private static final int MOST_CHARS = 2_000;

    private static final int BYTE_RANGE = 0x100;
    private static final int PLANE_RANGE = 0x10000;

    private ShownText() {}

    /** The text with every control, format and line character as {@code \\xNN} or {@code \\uNNNN}, at most about a screen of it. */
    static String of(String text) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        while (at < text.length() && shown.length() < MOST_CHARS) {
            int letter = text.codePointAt(at);
            at += Character.charCount(letter);
            if (isShown(letter)) {
                shown.appendCodePoint(letter);
            } else {
                shown.append(String.format(
                        letter < BYTE_RANGE ? "\\x%02x" : letter < PLANE_RANGE ? "\\u%04x" : "\\u{%x}", letter));
            }
        }
        return at < text.length() ? shown + "…" : shown.toString();
    }

    /** Whether {@link #of} cuts it. */
    static boolean isCut(String text) {
        return of(text).length() > MOST_CHARS && of(text).endsWith("…");
    }

    private static boolean isShown(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
