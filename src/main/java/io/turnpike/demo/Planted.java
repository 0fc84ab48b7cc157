package io.turnpike.demo;

import java.util.Map;
import java.util.TreeMap;

/** How many records were written, and what was planted among them, so that a run can be held against it. */
public final class Planted {
    long files;
    long bytes;
    long calls;
    long flows;
    long filtered;
    long duplicates;
    long damaged;
    long strangers;
    long unpriced;
    long damagedFlows;
    long strangerFlows;

    Planted() {}

    /** Records of calls, messages and events; every line that is one. */
    public long calls() {
        return calls;
    }

    public long flows() {
        return flows;
    }

    public long files() {
        return files;
    }

    public long bytes() {
        return bytes;
    }

    /** Calls nobody answered. */
    public long filtered() {
        return filtered;
    }

    /** Lines that stand twice, and a whole file that was delivered again with other line ends. */
    public long duplicates() {
        return duplicates;
    }

    /** Records that cannot be read, belong to nobody, or have no price. */
    public long suspended() {
        return damaged + strangers + unpriced;
    }

    /** Flows that cannot be read. */
    public long damagedFlows() {
        return damagedFlows;
    }

    /** Flows of addresses that no service has. */
    public long strangerFlows() {
        return strangerFlows;
    }

    Map<String, String> words() {
        TreeMap<String, String> words = new TreeMap<>();
        words.put("files", Long.toString(files));
        words.put("bytes", Long.toString(bytes));
        words.put("calls", Long.toString(calls));
        words.put("flows", Long.toString(flows));
        words.put("filtered", Long.toString(filtered));
        words.put("duplicates", Long.toString(duplicates));
        words.put("damaged", Long.toString(damaged));
        words.put("strangers", Long.toString(strangers));
        words.put("unpriced", Long.toString(unpriced));
        words.put("damaged-flows", Long.toString(damagedFlows));
        words.put("stranger-flows", Long.toString(strangerFlows));
        return words;
    }

    static Planted of(java.util.Map<String, String> words) {
        Planted planted = new Planted();
        planted.files = Long.parseLong(words.getOrDefault("files", "0"));
        planted.bytes = Long.parseLong(words.getOrDefault("bytes", "0"));
        planted.calls = Long.parseLong(words.getOrDefault("calls", "0"));
        planted.flows = Long.parseLong(words.getOrDefault("flows", "0"));
        planted.filtered = Long.parseLong(words.getOrDefault("filtered", "0"));
        planted.duplicates = Long.parseLong(words.getOrDefault("duplicates", "0"));
        planted.damaged = Long.parseLong(words.getOrDefault("damaged", "0"));
        planted.strangers = Long.parseLong(words.getOrDefault("strangers", "0"));
        planted.unpriced = Long.parseLong(words.getOrDefault("unpriced", "0"));
        planted.damagedFlows = Long.parseLong(words.getOrDefault("damaged-flows", "0"));
        planted.strangerFlows = Long.parseLong(words.getOrDefault("stranger-flows", "0"));
        return planted;
    }
}
