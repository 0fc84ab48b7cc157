package io.turnpike.definitions;

import java.nio.file.Path;

/**
 * Where the definitions lie.
 *
 * @param root folder of jobs/, readers/, payment-systems/, rating-rules/, document-templates/
 */
public record Definitions(Path root) {}
