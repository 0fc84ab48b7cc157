package io.turnpike.invoicing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An operator's items in the order they are printed, and which of them a charge belongs to. */
public final class ItemSetup {
    /** What {@code RateRef.key} marks an account's own price with. */
    private static final String OWN = "own ";

    private final List<Item> items;
    private final Map<String, Integer> orderByPath = new HashMap<>();
    /** What was looked up before, by the charge's path: there are as many as rates, and each is asked for by many charges. */
    private final Map<String, Optional<Integer>> found = new ConcurrentHashMap<>();

    ItemSetup(List<Item> items) {
        this.items = List.copyOf(items);
        for (int order = 0; order < items.size(); order++) {
            for (String path : items.get(order).takes()) {
                orderByPath.putIfAbsent(path, order);
            }
        }
    }

    public List<Item> items() {
        return items;
    }

    Item at(int order) {
        return items.get(order);
    }

    /** The place of the item with the longest path that the charge's path begins with, whole words only; empty when none has. */
    Optional<Integer> orderOf(String chargePath) {
        return found.computeIfAbsent(chargePath, this::find);
    }

    private Optional<Integer> find(String chargePath) {
        String path = node(chargePath);
        while (true) {
            Integer order = orderByPath.get(path);
            if (order != null) {
                return Optional.of(order);
            }
            int slash = path.lastIndexOf('/');
            if (slash < 0) {
                return Optional.empty();
            }
            path = path.substring(0, slash);
        }
    }

    /**
     * A rate's node without its time band, and without the mark of an account's own price: {@code voice/outgoing/national @ night} and
     * {@code own voice/outgoing/national} belong where {@code voice/outgoing/national} does.
     */
    static String node(String path) {
        String node = path.startsWith(OWN) ? path.substring(OWN.length()) : path;
        int band = node.indexOf(" @ ");
        return band < 0 ? node : node.substring(0, band);
    }

    /** The zone, number or fee a path ends in. */
    public static String lastWord(String path) {
        String node = node(path);
        return node.substring(node.lastIndexOf('/') + 1);
    }
}
