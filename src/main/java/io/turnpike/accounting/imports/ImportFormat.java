package io.turnpike.accounting.imports;

import java.util.Map;

/** What a file of an accounting system is. */
public enum ImportFormat {
    /** Text with columns, by the definition. */
    CSV,
    /** XML of CommerceML 2.10. */
    COMMERCEML;

    static final Map<String, ImportFormat> WORDS = Map.of("csv", CSV, "commerceml", COMMERCEML);
}
