package io.turnpike.mediation.layout;

import java.util.Optional;

/**
 * What the trailer line of a file claims.
 *
 * @param line where it stands
 * @param records how many records the file has, if it says so; includes other lines where the reader says {@code counts: all-lines}
 * @param sum the sum of one column as written, if it says so
 */
public record Trailer(long line, Optional<Long> records, Optional<String> sum) {}
