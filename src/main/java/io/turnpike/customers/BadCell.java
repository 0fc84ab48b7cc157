package io.turnpike.customers;

/** A cell that cannot be read, with what to write instead. */
final class BadCell extends Exception {
    private final String column;
    private final String remedy;

    /** @param column the header's name, or empty where the reader of the line knows it */
    BadCell(String column, String message, String remedy) {
        super(message);
        this.column = column;
        this.remedy = remedy;
    }

    String column() {
        return column;
    }

    String remedy() {
        return remedy;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
