package io.turnpike.documents.print;

import java.util.List;

/** Where the pages of documents come from. Asked by several threads at once. */
@FunctionalInterface
public interface PageSource {
    /** The pages of a few documents, in their order. */
    List<PrintedPages> pages(List<PrintItem> few);
}
