package io.turnpike.customers;

/**
 * A line of a CSV file that cannot be imported.
 *
 * @param line from 1, where the record begins; 0 when the whole file is meant
 * @param column the header's name; empty when the whole line is meant
 * @param message what is wrong
 * @param remedy what to write instead, with the allowed values
 */
public record LineProblem(String file, long line, String column, String message, String remedy) {
    /**
     * As staff see it:
     *
     * <pre>
     * accounts.csv:17: billing-day: '32' is no day of a month
     *   write a whole number from 1 to 31
     * </pre>
     */
    public String render() {
        StringBuilder out = new StringBuilder(file);
        if (line > 0) {
            out.append(':').append(line);
        }
        if (!column.isEmpty()) {
            out.append(": ").append(column);
        }
        return out.append(": ").append(message).append("\n  ").append(remedy).toString();
    }
}
