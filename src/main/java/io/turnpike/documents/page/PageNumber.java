package io.turnpike.documents.page;

/**
 * Stand-ins for numbers that are known only when all pages are laid out. They are characters of Unicode's private use area, so
 * that templates can put them into translated sentences; allowed in headers and footers only.
 */
public final class PageNumber {
    /** Stands for the number of this page, from 1. */
    public static final char THIS_PAGE = '\uE000';
    /** Stands for the number of pages of the document. */
    public static final char PAGE_COUNT = '\uE001';

    private PageNumber() {}

    static boolean isIn(String text) {
        return text.indexOf(THIS_PAGE) >= 0 || text.indexOf(PAGE_COUNT) >= 0;
    }

    static String replaced(String text, int page, int pages) {
        return isIn(text)
                ? text.replace(String.valueOf(THIS_PAGE), String.valueOf(page))
                        .replace(String.valueOf(PAGE_COUNT), String.valueOf(pages))
                : text;
    }
}
