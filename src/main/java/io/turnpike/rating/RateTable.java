package io.turnpike.rating;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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
    private static final int CELLS = 4;
    private static final int PATH = 0;
    private static final int NEXT = 1;
    private static final int RANK = 2;
    private static final int RATE = 3;

    private static final int NO_RATE = -1;

    private final DigitTrie trie = new DigitTrie();
    private final Map<String, Integer> words = new HashMap<>();
    private int directionEntry = DigitTrie.NONE;
    private int kindEntry = DigitTrie.NONE;
    /** Four cells an entry. Equal entries are one: a price list has many prefixes and few prices, which stay near the processor. */
    private int[] entries = new int[FIRST_ENTRIES * CELLS];

    private int size;
    private final List<Rate> rates = new ArrayList<>();
    /** Their numbers while the table is built. */
    private Map<Entry, Integer> numbers = new HashMap<>();

    /**
     * What a prefix leads to.
     *
     * @param next an entry of at most this rank with the same prefix
     * @param rate told apart by identity; {@code null} where the node has bands only
     */
    private record Entry(
            int path, int next, int rank, @Nullable Rate rate) {}

    /** Adds a prefix and returns the path of an entry of the same rank that it has already, or -1. */
    int addPrefix(String digits, int path, int rank, @Nullable Rate rate) {
        int before = trie.put(digits, 0, entry(path, rank, rate, DigitTrie.NONE));
        if (before == DigitTrie.NONE) {
            return -1;
        }
        trie.put(digits, 0, byRank(before, path, rank, rate));
        return pathOf(before, rank);
    }

    /** The path of the entry of a rank in a chain, or -1. */
    private int pathOf(int head, int rank) {
        int other = head;
        while (other != DigitTrie.NONE && cell(other, RANK) > rank) {
            other = cell(other, NEXT);
        }
        return other != DigitTrie.NONE && cell(other, RANK) == rank ? cell(other, PATH) : -1;
    }

    /** A chain of entries with one more, before those of its rank. */
    private int byRank(int head, int path, int rank, @Nullable Rate rate) {
        if (head == DigitTrie.NONE || rank >= cell(head, RANK)) {
            return entry(path, rank, rate, head);
        }
        int next = byRank(cell(head, NEXT), path, rank, rate);
        return entry(cell(head, PATH), cell(head, RANK), rateOf(head), next);
    }

    /** Adds a destination rated as written; the answer is as for a prefix. */
    int addWord(String word, int path, int rank, @Nullable Rate rate) {
        int before = words.getOrDefault(word, DigitTrie.NONE);
        words.put(word, byRank(before, path, rank, rate));
        return pathOf(before, rank);
    }

    void setDirection(int path, @Nullable Rate rate) {
        directionEntry = entry(path, ZONE, rate, DigitTrie.NONE);
    }

    void setKind(int path, @Nullable Rate rate) {
        kindEntry = entry(path, ZONE, rate, DigitTrie.NONE);
    }

    void trim() {
        trie.trim();
        entries = Arrays.copyOf(entries, size * CELLS);
        numbers = Map.of();
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
                offer(firstVisible(entry, visible), WHOLE_WORD, visible, match);
            }
        }
        if (to.isNumber()) {
            findPrefix(to, visible, match);
        }
        offer(directionEntry, DIRECTION_ONLY, visible, match);
        offer(kindEntry, KIND_ONLY, visible, match);
    }

    private void findPrefix(Destination to, @Nullable PathRates[] visible, Match match) {
        int most = DigitTrie.ANY_LENGTH;
        while (true) {
            long found = trie.longest(to, most);
            if (found == DigitTrie.NONE) {
                return;
            }
            int length = DigitTrie.length(found);
            int entry = firstVisible(DigitTrie.value(found), visible);
            if (entry != DigitTrie.NONE) {
                offer(entry, length, visible, match);
                return;
            }
            if (length == 0) {
                return;
            }
            most = length - 1; // all entries of this prefix are overridden by a nearer plan
        }
    }

    private int firstVisible(int first, @Nullable PathRates[] visible) {
        int entry = first;
        while (entry != DigitTrie.NONE && visible[cell(entry, PATH)] == null) {
            entry = cell(entry, NEXT);
        }
        return entry;
    }

    private void offer(int entry, int length, @Nullable PathRates[] visible, Match match) {
        if (entry == DigitTrie.NONE) {
            return;
        }
        PathRates path = visible[cell(entry, PATH)];
        if (path != null) {
            match.offer(path, rateOf(entry), length, cell(entry, RANK));
        }
    }

    private @Nullable Rate rateOf(int entry) {
        int rate = cell(entry, RATE);
        return rate == NO_RATE ? null : rates.get(rate);
    }

    private int entry(int path, int rank, @Nullable Rate rate, int next) {
        return numbers.computeIfAbsent(new Entry(path, next, rank, rate), this::stored);
    }

    private int stored(Entry fresh) {
        int at = size * CELLS;
        if (at == entries.length) {
            entries = Arrays.copyOf(entries, at * 2);
        }
        entries[at + PATH] = fresh.path;
        entries[at + NEXT] = fresh.next;
        entries[at + RANK] = fresh.rank;
        Rate rate = fresh.rate;
        entries[at + RATE] = rate == null ? NO_RATE : rates.size();
        if (rate != null) {
            rates.add(rate);
        }
        return size++;
    }

    private int cell(int entry, int cell) {
        return entries[entry * CELLS + cell];
    }
}
