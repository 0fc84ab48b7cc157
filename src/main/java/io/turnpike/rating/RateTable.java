package io.turnpike.rating;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rates one plan writes itself for one kind of use in one direction: a digit trie of prefixes, the destinations rated as
 * written, and the rates without a destination. Plain arrays, because it is searched for every call; see {@code scripts/bench rating}.
 */
final class RateTable {
    /** Ranks of entries with the same prefix: the narrower node wins. */
    static final int ZONE = 0;

    static final int TABLE = 1;
    static final int PREFIX = 2;

    /** How far a match reaches, above any number of digits: a destination rated as written. */
    static final int WHOLE_WORD = 1000;
    /** A match by direction, and by kind of use alone. */
    static final int DIRECTION_ONLY = 0;

    static final int KIND_ONLY = -1;

    private static final int FIRST_ENTRIES = 16;

    private final DigitTrie trie = new DigitTrie();
    private final Map<String, Integer> words = new HashMap<>();
    private int directionEntry = DigitTrie.NONE;
    private int kindEntry = DigitTrie.NONE;
    private int[] paths = new int[FIRST_ENTRIES];
    private int[] nextEntry = new int[FIRST_ENTRIES]; // an entry of lower rank with the same prefix
    private byte[] ranks = new byte[FIRST_ENTRIES];
    private @Nullable Rate[] rates = new Rate[FIRST_ENTRIES];
    private int size;

    /** Adds an entry and returns the path of one of the same rank that is there already, or -1. */
    int addPrefix(String digits, int path, int rank, @Nullable Rate rate) {
        int entry = add(path, rank, rate);
        int before = trie.put(digits, 0, entry);
        if (before == DigitTrie.NONE) {
            return -1;
        }
        int other = before;
        while (other != DigitTrie.NONE && ranks[other] > rank) {
            other = nextEntry[other];
        }
        int clash = other != DigitTrie.NONE && ranks[other] == rank ? paths[other] : -1;
        insertByRank(digits, before, entry);
        return clash;
    }

    private void insertByRank(String digits, int head, int entry) {
        if (ranks[entry] >= ranks[head]) {
            nextEntry[entry] = head;
            return;
        }
        trie.put(digits, 0, head);
        int at = head;
        while (nextEntry[at] != DigitTrie.NONE && ranks[nextEntry[at]] > ranks[entry]) {
            at = nextEntry[at];
        }
        nextEntry[entry] = nextEntry[at];
        nextEntry[at] = entry;
    }

    int addWord(String word, int path, @Nullable Rate rate) {
        Integer before = words.put(word, add(path, PREFIX, rate));
        return before == null ? -1 : paths[before];
    }

    void setDirection(int path, @Nullable Rate rate) {
        directionEntry = add(path, ZONE, rate);
    }

    void setKind(int path, @Nullable Rate rate) {
        kindEntry = add(path, ZONE, rate);
    }

    void trim() {
        trie.trim();
        paths = Arrays.copyOf(paths, size);
        nextEntry = Arrays.copyOf(nextEntry, size);
        ranks = Arrays.copyOf(ranks, size);
        rates = Arrays.copyOf(rates, size);
    }

    /**
     * Offers the best entry of this table to the match.
     *
     * @param visible the plan's view of this layer's paths; {@code null} where a nearer plan overrides the node
     */
    void find(Destination to, @Nullable PathRates[] visible, Match match) {
        if (!words.isEmpty()) {
            Integer entry = words.get(to.word());
            if (entry != null) {
                offer(entry, WHOLE_WORD, visible, match);
            }
        }
        if (to.isNumber()) {
            findPrefix(to, visible, match);
        }
        offer(directionEntry, DIRECTION_ONLY, visible, match);
        offer(kindEntry, KIND_ONLY, visible, match);
    }

    private void findPrefix(Destination to, @Nullable PathRates[] visible, Match match) {
        String digits = to.word();
        int node = trie.root();
        int bestEntry = DigitTrie.NONE;
        int bestLength = 0;
        for (int i = to.firstDigit(); i < digits.length(); i++) {
            node = trie.next(node, digits.charAt(i));
            if (node == 0) {
                break;
            }
            int entry = firstVisible(trie.value(node), visible);
            if (entry != DigitTrie.NONE) {
                bestEntry = entry;
                bestLength = i - to.firstDigit() + 1;
            }
        }
        offer(bestEntry, bestLength, visible, match);
    }

    private int firstVisible(int first, @Nullable PathRates[] visible) {
        int entry = first;
        while (entry != DigitTrie.NONE && visible[paths[entry]] == null) {
            entry = nextEntry[entry];
        }
        return entry;
    }

    private void offer(int entry, int length, @Nullable PathRates[] visible, Match match) {
        if (entry == DigitTrie.NONE) {
            return;
        }
        PathRates path = visible[paths[entry]];
        if (path != null) {
            match.offer(path, rates[entry], length, ranks[entry]);
        }
    }

    private int add(int path, int rank, @Nullable Rate rate) {
        if (size == paths.length) {
            int grown = size * 2;
            paths = Arrays.copyOf(paths, grown);
            nextEntry = Arrays.copyOf(nextEntry, grown);
            ranks = Arrays.copyOf(ranks, grown);
            rates = Arrays.copyOf(rates, grown);
        }
        paths[size] = path;
        nextEntry[size] = DigitTrie.NONE;
        ranks[size] = (byte) rank;
        rates[size] = rate;
        return size++;
    }
}
