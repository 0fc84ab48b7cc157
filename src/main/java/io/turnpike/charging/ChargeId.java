package io.turnpike.charging;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a person names one charge. What it prints, it reads. */
public sealed interface ChargeId {
    /** The three ways to write one. */
    String FORMS =
            "write U20260310T090000Z-3f2a9c11 for usage, F123 for a fee (as 'explain charges' and 'explain line' print them),"
                    + " or FILE:LINE for the record of a usage file";

    /**
     * A usage charge: the instant of its start and the beginning of its duplicate key, such as {@code U20260310T090000Z-3f2a9c11}.
     *
     * @param key lower-case hexadecimal digits without dashes: at least the first eight of the key's 32
     */
    record OfUsage(Instant at, String key) implements ChargeId {
        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
        private static final int KEY_DIGITS = 8;

        static OfUsage of(Instant at, UUID dedupeKey) {
            return new OfUsage(at, digits(dedupeKey).substring(0, KEY_DIGITS));
        }

        static String digits(UUID key) {
            return key.toString().replace("-", "");
        }

        @Override
        public String toString() {
            return "U" + TIME.format(at) + "-" + key;
        }
    }

    /** A fee charge by its number. */
    record OfFee(long feeChargeId) implements ChargeId {
        @Override
        public String toString() {
            return "F" + feeChargeId;
        }
    }

    /** The charge made of a record: a file's name as it was delivered, and the line. */
    record OfRecord(String file, long line) implements ChargeId {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /** Reads any of the three forms; a wrong one is an {@link IllegalArgumentException} that names them. */
    static ChargeId parse(String text) {
        Matcher usage =
                Pattern.compile("U(\\d{8}T\\d{6}Z)-([0-9a-fA-F-]{8,36})").matcher(text);
        Matcher fee = Pattern.compile("F(\\d{1,18})").matcher(text);
        Matcher place = Pattern.compile("(.+):(\\d{1,18})").matcher(text);
        try {
            if (usage.matches()) {
                return new OfUsage(
                        OfUsage.TIME.parse(usage.group(1), Instant::from),
                        usage.group(2).replace("-", "").toLowerCase(Locale.ROOT));
            }
            if (fee.matches()) {
                return new OfFee(Long.parseLong(fee.group(1)));
            }
            if (place.matches()) {
                return new OfRecord(place.group(1), Long.parseLong(place.group(2)));
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' has no such time: " + FORMS, e);
        }
        throw new IllegalArgumentException("'" + text + "' names no charge: " + FORMS);
    }
}
