package io.turnpike.documents.page;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths on paper as they are written, {@code 12.5mm} or {@code 0.4pt}, in hundredths of a point. */
final class Length {
    /** Hundredths of a point in one point. */
    static final int POINT = 100;

    static final String REMEDY = "write a length such as 12.5mm or 0.4pt, or 0";

    /** Longer than any sheet; stops a mistyped number before it overflows. */
    private static final int MOST_DIGITS = 5;

    private static final Pattern FORM = Pattern.compile("(\\d{1," + MOST_DIGITS + "})(?:\\.(\\d{1,3}))?(mm|pt)");
    private static final int THOUSANDTHS = 1000;

    private Length() {}

    /** @throws NumberFormatException when the text is not a length with its unit */
    static int parse(String written) {
        if (written.equals("0")) {
            return 0;
        }
        Matcher form = FORM.matcher(written);
        if (!form.matches()) {
            throw new NumberFormatException("not a length: " + written);
        }
        String decimals = form.group(2) == null ? "" : form.group(2);
        long thousandths =
                Long.parseLong(form.group(1)) * THOUSANDTHS + Long.parseLong((decimals + "000").substring(0, 3));
        return form.group(3).equals("pt") ? (int) ((thousandths + 5) / 10) : ofMicrometres(thousandths);
    }

    static int ofMillimetres(int millimetres) {
        return ofMicrometres(millimetres * 1000L);
    }

    /** 25.4 mm are 72 points: 7200 hundredths in 25,400 micrometres. */
    private static int ofMicrometres(long micrometres) {
        return (int) ((micrometres * 7200 + 12_700) / 25_400);
    }

    /** As a number of points with up to two decimals, without trailing zeros: what content streams and golden files hold. */
    static void appendPoints(StringBuilder out, int hundredths) {
        int rest = hundredths;
        if (rest < 0) {
            out.append('-');
            rest = -rest;
        }
        out.append(rest / POINT);
        int decimals = rest % POINT;
        if (decimals != 0) {
            out.append('.').append((char) ('0' + decimals / 10));
            if (decimals % 10 != 0) {
                out.append((char) ('0' + decimals % 10));
            }
        }
    }
}
