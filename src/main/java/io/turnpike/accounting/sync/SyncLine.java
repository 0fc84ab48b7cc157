package io.turnpike.accounting.sync;

import io.turnpike.accounting.Content;
import io.turnpike.accounting.own.BooksOwner;

/**
 * The records of one content and operator as one accounting system knows them.
 *
 * @param content documents, payments or counterparties
 */
public record SyncLine(String system, Content content, BooksOwner owner) {
    /** As the database writes it. */
    public String contentWord() {
        return content.word();
    }
}
