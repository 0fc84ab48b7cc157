package io.turnpike.mediation.calls;

import io.turnpike.mediation.layout.TextRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One way to tell the direction of a call; rules are asked in written order until one knows. */
sealed interface DirectionRule {
    @Nullable Verdict verdict(TextRecord record, String calling, String called);

    /** By the value of a column: trunk, context, call type. */
    record ByWord(WordMap<Verdict> words) implements DirectionRule {
        @Override
        public @Nullable Verdict verdict(TextRecord record, String calling, String called) {
            return words.meaning(record);
        }
    }

    /**
     * By whose number it is: from one of ours it is outgoing, to one of ours incoming.
     *
     * @param prefixes first digits of our numbers, E.164 without plus
     * @param within what a call between two of ours is
     */
    record ByOwnNumbers(List<String> prefixes, Verdict within) implements DirectionRule {
        @Override
        public @Nullable Verdict verdict(TextRecord record, String calling, String called) {
            boolean from = own(calling);
            boolean to = own(called);
            if (from) {
                return to ? within : Verdict.OUTGOING;
            }
            return to ? Verdict.INCOMING : null;
        }

        private boolean own(String number) {
            for (String prefix : prefixes) {
                if (number.startsWith(prefix)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Every record that gets here. */
    record Always(Verdict verdict) implements DirectionRule {
        @Override
        public Verdict verdict(TextRecord record, String calling, String called) {
            return verdict;
        }
    }
}
