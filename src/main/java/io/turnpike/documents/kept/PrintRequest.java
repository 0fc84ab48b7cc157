package io.turnpike.documents.kept;

import io.turnpike.invoicing.BillingDocuments.Filter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one batch print is made of. The documents are of one operator, because the order of printing is an operator's.
 *
 * @param name of the folder under {@code print/}
 * @param kind as in the filter, or {@code call-detail} for the appendices alone; null for everything
 */
public record PrintRequest(
        String name,
        String operator,
        Filter filter,
        @Nullable String kind) {
    /** A name that is a folder of its own wherever it is written. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,99}");

    public PrintRequest {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name
                            + "' cannot be the name of a print: write letters, digits, '.', '_' and '-', and begin with one of the first two");
        }
    }
}
