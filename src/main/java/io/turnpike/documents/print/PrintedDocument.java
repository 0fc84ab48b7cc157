package io.turnpike.documents.print;

import java.util.List;

/**
 * Where one document was printed: a line of the manifest.
 *
 * @param file name within the print run's folder
 * @param firstPage from 1, within the file
 * @param levels values of the first and second level it was sorted by
 */
public record PrintedDocument(
        String file, int firstPage, int pages, String group, List<String> levels, PrintItem item) {}
