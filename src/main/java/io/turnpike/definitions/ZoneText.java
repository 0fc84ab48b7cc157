package io.turnpike.definitions;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;

/** A time zone as people write it: a name of the IANA database, or an offset. */
public final class ZoneText {
    /** What to write, as the remedies say it. */
    public static final String REMEDY = "write a zone of the IANA database such as Europe/Moscow";

    private ZoneText() {}

    /**
     * Reads a zone.
     *
     * @throws Misread when there is none of that name; its remedy names the nearest one
     */
    public static ZoneId read(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new Misread("unknown time zone '" + text + "'", text, remedy(text));
        }
    }

    /** The nearest city there is, and how a zone is written. */
    public static String remedy(String text) {
        List<String> cities = ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.matches("[A-Z][a-z]+/.*"))
                .sorted()
                .toList();
        return Suggestion.nearest(text, cities)
                        .map(near -> "did you mean '" + near + "'? ")
                        .orElse("")
                + REMEDY;
    }
}
