package io.turnpike.customers;

import java.util.List;

/**
 * What an import did, or would do.
 *
 * @param committed whether the database holds it now
 * @param counts by kind of file, in the order of their import
 * @param differences of a dry run: the first lines of each kind that would add or change something
 * @param problems the first refused lines, in the order of file and line
 * @param refused all refused lines
 */
public record ImportReport(
        boolean committed, List<Count> counts, List<String> differences, List<LineProblem> problems, long refused) {

    /** Lines of one kind of file; {@code read = added + changed + unchanged + refused}. */
    public record Count(String kind, long read, long added, long changed, long refused) {
        public long unchanged() {
            return read - added - changed - refused;
        }

        @Override
        public String toString() {
            return kind + ": " + read + " read, " + added + " added, " + changed + " changed, " + unchanged()
                    + " unchanged, " + refused + " refused";
        }
    }

    public long added() {
        return counts.stream().mapToLong(Count::added).sum();
    }

    public long changed() {
        return counts.stream().mapToLong(Count::changed).sum();
    }
}
