package io.turnpike.mediation.layout;

import java.util.List;
import java.util.Optional;

/**
 * Which lines of a file are no records.
 *
 * @param ignore first characters of lines to pass over: banners, comments, separators
 * @param skipFirst number of lines at the beginning of the file to pass over unseen
 * @param opening first characters of the record that must open the file
 * @param headerFirst the first line that is not passed over is the header; the same text again later is passed over
 * @param headerStartsWith first characters of header lines, wherever they stand; each one names the columns anew
 * @param typeLine the line after a header may describe types, and is passed over when it does
 * @param trailer the line that closes the file
 * @param acceptUnfinished a last line without line end is a record like others
 * @param longestBytes longer lines are refused
 */
public record LineRules(
        List<String> ignore,
        int skipFirst,
        Optional<String> opening,
        boolean headerFirst,
        Optional<String> headerStartsWith,
        boolean typeLine,
        Optional<TrailerRule> trailer,
        boolean acceptUnfinished,
        int longestBytes) {

    public boolean hasHeader() {
        return headerFirst || headerStartsWith.isPresent();
    }
}
