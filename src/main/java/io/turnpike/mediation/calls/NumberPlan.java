package io.turnpike.mediation.calls;

import java.util.List;
import java.util.Map;

/**
 * How numbers are dialled where the switch stands: makes E.164 digits of a number as written. The steps, in this order; the first
 * of 4 to 9 that fits ends it:
 *
 * <ol>
 *   <li>cut the text at the first of the characters {@code cutAt};
 *   <li>the first rewrite whose prefix (and length) fits is applied, once;
 *   <li>drop the characters {@code ignore}, if digits are left;
 *   <li>{@code +} and 7 to 15 digits: E.164;
 *   <li>an international prefix and 7 to 15 digits: E.164;
 *   <li>the national prefix and a national number: country code and number;
 *   <li>digits of a length in {@code e164Lengths}: E.164 already;
 *   <li>a national number without prefix, where {@code bareNational}: country code and number;
 *   <li>a local number: country code, area code and number;
 *   <li>anything else (a short code, {@code voicemail}) stays as written.
 * </ol>
 */
record NumberPlan(
        String cutAt,
        List<Rewrite> rewrites,
        String ignore,
        List<String> internationalPrefixes,
        String nationalPrefix,
        Lengths nationalLengths,
        String countryCode,
        Lengths e164Lengths,
        boolean bareNational,
        Lengths localLengths,
        String areaCode) {
    /** Nothing is changed but a leading plus of E.164. */
    static final NumberPlan AS_WRITTEN =
            new NumberPlan("", List.of(), "", List.of(), "", Lengths.NONE, "", Lengths.NONE, false, Lengths.NONE, "");

    /** ITU-T E.164, section 6.2.1: at most 15 digits; under 7 no country numbers its subscribers. */
    private static final Lengths E164 = new Lengths(7, 15);

    /**
     * One line of the rewrite table.
     *
     * @param put what takes the prefix's place; beginning with {@code +} where the rest is E.164
     * @param lengths how long the number must be, with the prefix
     */
    record Rewrite(String prefix, String put, Lengths lengths) {}

    /** What the switch says a number is (ITU-T Q.763, nature of address indicator), where it says so. */
    enum Nature {
        INTERNATIONAL,
        NATIONAL,
        LOCAL,
        /** A short code, a name. */
        AS_WRITTEN,
        /** The switch does not say; the steps of the plan find out. */
        AS_DIALLED;

        static final Map<String, Nature> WORDS = Map.of(
                "international", INTERNATIONAL,
                "national", NATIONAL,
                "local", LOCAL,
                "as-written", AS_WRITTEN,
                "as-dialled", AS_DIALLED);
    }

    /** From {@code least} to {@code most} characters, both included. */
    record Lengths(int least, int most) {
        static final Lengths NONE = new Lengths(1, 0);
        static final Lengths ANY = new Lengths(0, Integer.MAX_VALUE);

        boolean contain(int length) {
            return length >= least && length <= most;
        }
    }

    /** E.164 digits without plus, or the text as written where it is no such number. */
    String normalised(String written, Nature nature) {
        String text = rewritten(cut(written));
        boolean digits = digits(text, 0); // most are: looked at once
        if (!digits) {
            text = withoutIgnored(text);
            digits = digits(text, 0);
        }
        if (text.isEmpty() || nature == Nature.AS_WRITTEN) {
            return text;
        }
        if (nature == Nature.AS_DIALLED || !digits) {
            return digits ? prefixed(text) : plus(text);
        }
        String number = switch (nature) {
            case NATIONAL -> countryCode + text;
            case LOCAL -> countryCode + areaCode + text;
            case INTERNATIONAL, AS_WRITTEN, AS_DIALLED -> text;
        };
        return E164.contain(number.length()) ? number : text;
    }

    private static String plus(String text) {
        boolean number = text.charAt(0) == '+' && E164.contain(text.length() - 1) && digits(text, 1);
        return number ? text.substring(1) : text;
    }

    private String prefixed(String text) {
        for (String prefix : internationalPrefixes) {
            if (text.startsWith(prefix) && E164.contain(text.length() - prefix.length())) {
                return text.substring(prefix.length());
            }
        }
        return national(text);
    }

    private String national(String text) {
        int length = text.length();
        if (!nationalPrefix.isEmpty()
                && text.startsWith(nationalPrefix)
                && nationalLengths.contain(length - nationalPrefix.length())) {
            return countryCode + text.substring(nationalPrefix.length());
        }
        if (e164Lengths.contain(length)) {
            return text;
        }
        if (bareNational && nationalLengths.contain(length)) {
            return countryCode + text;
        }
        return localLengths.contain(length) ? countryCode + areaCode + text : text;
    }

    private String cut(String written) {
        for (int i = 0; i < cutAt.length(); i++) {
            int at = written.indexOf(cutAt.charAt(i));
            if (at > 0) {
                return cut(written.substring(0, at));
            }
        }
        return written;
    }

    private String rewritten(String text) {
        for (Rewrite rewrite : rewrites) {
            if (text.startsWith(rewrite.prefix()) && rewrite.lengths().contain(text.length())) {
                return rewrite.put() + text.substring(rewrite.prefix().length());
            }
        }
        return text;
    }

    private String withoutIgnored(String text) {
        if (ignore.isEmpty()) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (ignore.indexOf(text.charAt(i)) < 0) {
                kept.append(text.charAt(i));
            }
        }
        String left = kept.toString();
        return digits(left, left.startsWith("+") ? 1 : 0) ? left : text;
    }

    private static boolean digits(String text, int from) {
        if (text.length() == from) {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
