package io.turnpike.definitions;

import java.nio.file.Path;

/**
 * Where the definitions lie.
 *
 * @param root folder of jobs/, readers/, payment-systems/, cash-registers/, rating-rules/, document-templates/
 */
public record Definitions(Path root) {}
