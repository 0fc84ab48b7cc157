package io.turnpike.books;

import java.util.List;

/**
 * The columns of a report: those that say what a line is of, and behind them its amounts. Names are those of the CSV file; a template
 * knows them in camel case.
 */
public record ReportColumns(List<String> words, List<String> amounts) {
    public ReportColumns {
        words = List.copyOf(words);
        amounts = List.copyOf(amounts);
    }

    int amount(String name) {
        int at = amounts.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException("there is no column of amounts '" + name + "' among " + amounts);
        }
        return at;
    }

    /** {@code opening_debit} as a template knows it: {@code openingDebit}. */
    static String templateName(String column) {
        StringBuilder name = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < column.length(); i++) {
            char letter = column.charAt(i);
            if (letter == '_') {
                upper = true;
            } else {
                name.append(upper ? Character.toUpperCase(letter) : letter);
                upper = false;
            }
        }
        return name.toString();
    }
}
