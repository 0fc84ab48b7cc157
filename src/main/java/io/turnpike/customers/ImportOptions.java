package io.turnpike.customers;

/**
 * How an import treats what it finds.
 *
 * @param dryRun says what would change and changes nothing
 * @param keepGood imports the lines that are right though others are refused; otherwise one refused line leaves everything as it was
 */
public record ImportOptions(boolean dryRun, boolean keepGood) {
    public static final ImportOptions STRICT = new ImportOptions(false, false);
}
