package io.turnpike.accounting.imports;

import io.turnpike.accounting.BookColumn;
import io.turnpike.accounting.Content;
import io.turnpike.accounting.CsvForm;
import io.turnpike.definitions.SourceFile;
import java.util.List;
import java.util.Optional;

/**
 * One form of file that an accounting system sends: {@code document-templates/imports/<name>/import.yaml}.
 *
 * @param name the folder's name, and that of its folder in the inbox
 * @param system which is kept in step by it
 * @param operator whose books its rows are of where they do not say; empty: they say
 * @param currency of amounts whose row names none
 * @param kinds of documents it may tell of; empty for all
 * @param listsAll whether what is not in it is not there: of the months its rows are of, and of all customers
 * @param into where payments booked there came in
 */
public record ImportDefinition(
        String name,
        SourceFile file,
        String about,
        String system,
        Optional<String> operator,
        Optional<String> currency,
        ImportFormat format,
        Content content,
        List<String> kinds,
        boolean listsAll,
        MoneyPlaces into,
        CsvForm csv,
        List<BookColumn> columns) {
    public ImportDefinition {
        kinds = List.copyOf(kinds);
        columns = List.copyOf(columns);
    }
}
