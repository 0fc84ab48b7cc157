package io.turnpike.scenarios;

import java.util.Map;

/**
 * A line of a CSV file for {@code customers import}.
 *
 * @param feed the kind of file: {@code accounts}
 * @param cells by column
 */
record FeedRow(String feed, Map<String, String> cells) {}
