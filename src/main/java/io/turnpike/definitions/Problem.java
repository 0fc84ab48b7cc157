package io.turnpike.definitions;

/**
 * One mistake in a definition.
 *
 * @param message what is wrong
 * @param remedy what to write instead, with the allowed values
 */
public record Problem(Place place, String message, String remedy) {
    /**
     * The mistake as staff see it:
     *
     * <pre>
     * rating-rules/home/2026-01-01.yaml:9:19: unknown unit 'RUB/minute'
     *     9 |     price: 0.0900 RUB/minute
     *       |                   ^^^^^^^^^^
     *   write RUB/s, RUB/min or RUB/h
     * </pre>
     */
    public String render() {
        StringBuilder out = new StringBuilder().append(place).append(": ").append(message);
        if (place.line() > 0) {
            String line = place.file()
                    .text()
                    .lines()
                    .skip(place.line() - 1L)
                    .findFirst()
                    .orElse("");
            String number = String.format("%5d", place.line());
            out.append('\n').append(number).append(" | ").append(line);
            out.append('\n').append("      | ").append(" ".repeat(Math.max(0, place.column() - 1)));
            out.append("^".repeat(Math.max(1, place.length())));
        }
        return out.append("\n  ").append(remedy).toString();
    }
}
