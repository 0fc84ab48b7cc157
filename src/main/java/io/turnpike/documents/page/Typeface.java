package io.turnpike.documents.page;

/** The fonts a page may use. All are embedded as subsets; all have Cyrillic and the rouble sign. */
public enum Typeface {
    SANS("A", "sans", false, "DejaVuSans.ttf"),
    SANS_BOLD("B", "sans", true, "DejaVuSans-Bold.ttf"),
    CONDENSED("C", "condensed", false, "DejaVuSansCondensed.ttf"),
    CONDENSED_BOLD("D", "condensed", true, "DejaVuSansCondensed-Bold.ttf"),
    SERIF("E", "serif", false, "DejaVuSerif.ttf"),
    SERIF_BOLD("F", "serif", true, "DejaVuSerif-Bold.ttf");

    private final String letter;
    private final String family;
    private final boolean bold;
    private final String file;

    Typeface(String letter, String family, boolean bold, String file) {
        this.letter = letter;
        this.family = family;
        this.bold = bold;
        this.file = file;
    }

    /** The word templates use: {@code sans}, {@code condensed} or {@code serif}. */
    public String family() {
        return family;
    }

    public boolean bold() {
        return bold;
    }

    /** Names the font within a PDF file. */
    String letter() {
        return letter;
    }

    String file() {
        return file;
    }

    /** The same family in the other weight. */
    Typeface withBold(boolean wanted) {
        return switch (this) {
            case SANS, SANS_BOLD -> wanted ? SANS_BOLD : SANS;
            case CONDENSED, CONDENSED_BOLD -> wanted ? CONDENSED_BOLD : CONDENSED;
            case SERIF, SERIF_BOLD -> wanted ? SERIF_BOLD : SERIF;
        };
    }
}
