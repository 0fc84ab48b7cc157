package io.turnpike.customers;

/**
 * A column of a CSV file.
 *
 * @param name in the header
 * @param required the header must name it and no cell may be empty
 * @param sqlType of the staged value
 * @param cell reads what a person wrote
 */
record Column(String name, boolean required, String sqlType, Cell cell) {
    /** Reads a cell that is not empty. */
    @FunctionalInterface
    interface Cell {
        /** The value as the database reads it. */
        String read(String text) throws BadCell;
    }

    /** The column of the staging table; no CSV name is a reserved word of SQL once it has its underscores. */
    String staged() {
        return name.replace('-', '_');
    }

    static Column required(String name, String sqlType, Cell cell) {
        return new Column(name, true, sqlType, cell);
    }

    static Column optional(String name, String sqlType, Cell cell) {
        return new Column(name, false, sqlType, cell);
    }
}
