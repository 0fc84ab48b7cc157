package io.turnpike.rating;

import java.util.HashSet;
import java.util.Set;

/** Destinations that belong together, such as a zone: prefixes of digits and words rated as written. */
public final class PrefixSet {
    private final DigitTrie trie = new DigitTrie();
    private final Set<String> words;

    /**
     * Collects destinations.
     *
     * @param prefixes digits without plus
     */
    public PrefixSet(Set<String> prefixes, Set<String> words) {
        prefixes.forEach(prefix -> trie.put(prefix, 0, 0));
        trie.trim();
        this.words = new HashSet<>(words);
    }

    /** Digits that match, {@link RateTable#WHOLE_WORD} for a word, or -1. */
    int matchLength(Destination to) {
        if (words.contains(to.word())) {
            return RateTable.WHOLE_WORD;
        }
        return to.isNumber() ? DigitTrie.length(trie.longest(to, DigitTrie.ANY_LENGTH)) : DigitTrie.NONE;
    }
}
