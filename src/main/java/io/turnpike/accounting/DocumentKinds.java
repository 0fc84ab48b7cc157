package io.turnpike.accounting;

import io.turnpike.invoicing.DocumentKind;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The kinds of documents that leave the house: all that have numbers of their own. */
public final class DocumentKinds {
    /** Each word by itself, as definitions are read. */
    public static final Map<String, String> WORDS = Arrays.stream(DocumentKind.values())
            .filter(DocumentKind::isNumbered)
            .collect(Collectors.toUnmodifiableMap(DocumentKind::word, DocumentKind::word));

    private DocumentKinds() {}
}
