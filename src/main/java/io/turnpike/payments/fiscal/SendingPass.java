package io.turnpike.payments.fiscal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One pass over all receipts that are due: what came of them, and which registers are left alone until the next one. */
public final class SendingPass {
    private final Set<String> awake;
    private final Map<String, String> resting = new TreeMap<>();
    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    private boolean composed;

    /** What came of a receipt. */
    public enum Outcome {
        SENT("sent"),
        DONE("done"),
        FAILED("failed"),
        GIVEN_UP("given up");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }
    }

    SendingPass(Collection<String> registers) {
        this.awake = new TreeSet<>(registers);
    }

    boolean isComposed() {
        return composed;
    }

    void composed(boolean all) {
        composed = all;
    }

    String[] awake() {
        return awake.toArray(String[]::new);
    }

    void rest(String register, String why) {
        awake.remove(register);
        resting.put(register, why);
    }

    void count(Outcome outcome) {
        counts.merge(outcome, 1L, Math::addExact);
    }

    /** How many came to this. */
    public long count(Collection<Outcome> outcomes) {
        return outcomes.stream()
                .mapToLong(each -> counts.getOrDefault(each, 0L))
                .sum();
    }

    /** Whether nothing went wrong. */
    public boolean isClean() {
        return resting.isEmpty() && count(List.of(Outcome.FAILED, Outcome.GIVEN_UP)) == 0;
    }

    /** For a person: the counts, and each register that could not be asked. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            words.add(counts.getOrDefault(outcome, 0L) + " " + outcome.words);
        }
        lines.add("receipts: " + String.join(", ", words));
        resting.forEach((register, why) -> lines.add(register + " is tried later: " + why));
        return lines;
    }
}
