package io.turnpike.documents.page;

/** The fonts a page may use. All are embedded as subsets; all have Cyrillic and the rouble sign. */
public enum Typeface {
    SANS("sans", false, "DejaVuSans.ttf"),
    SANS_BOLD("sans", true, "DejaVuSans-Bold.ttf"),
    CONDENSED("condensed", false, "DejaVuSansCondensed.ttf"),
    CONDENSED_BOLD("condensed", true, "DejaVuSansCondensed-Bold.ttf"),
    SERIF("serif", false, "DejaVuSerif.ttf"),
    SERIF_BOLD("serif", true, "DejaVuSerif-Bold.ttf");

    private final String family;
    private final boolean bold;
    private final String file;

    Typeface(String family, boolean bold, String file) {
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

    String file() {
        return file;
    }

    /** The same family in the other weight. */
    Typeface withBold(boolean wanted) {
        return bold == wanted ? this : values()[ordinal() ^ 1];
    }
}
