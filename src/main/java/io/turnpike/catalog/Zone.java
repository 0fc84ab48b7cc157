package io.turnpike.catalog;

import io.turnpike.definitions.SourceFile;
import io.turnpike.rating.PrefixSet;
import java.util.List;
import java.util.Map;

/**
 * A named set of destinations: {@code voice/outgoing/national} names one.
 *
 * @param prefixes digits without plus, each with the name people read, empty where there is none
 * @param words what is rated as written, such as short codes
 * @param files what it was read from
 */
record Zone(
        String name, Map<String, String> prefixes, Map<String, String> words, PrefixSet set, List<SourceFile> files) {
    Zone(String name, Map<String, String> prefixes, Map<String, String> words, List<SourceFile> files) {
        this(name, prefixes, words, new PrefixSet(prefixes.keySet(), words.keySet()), files);
    }
}
