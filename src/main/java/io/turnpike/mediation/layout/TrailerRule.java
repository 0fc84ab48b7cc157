package io.turnpike.mediation.layout;

import java.util.Optional;

/**
 * How the trailer line is known and read.
 *
 * @param startsWith its first characters
 * @param required a file without it is reported as incomplete
 * @param count where the number of records stands: a position, a byte range or a key
 * @param sum where the sum stands
 * @param glued its first column stands right behind these characters; otherwise they are a part of it
 * @param several files are put together: each part has its trailer, and what they say is summed up
 * @param countsAllLines the number includes header, opening and trailer lines
 */
public record TrailerRule(
        String startsWith,
        boolean glued,
        boolean required,
        boolean several,
        Optional<Column> count,
        Optional<Column> sum,
        boolean countsAllLines) {}
