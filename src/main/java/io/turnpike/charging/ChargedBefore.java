package io.turnpike.charging;

import io.turnpike.mediation.files.FileOrder.Place;
import io.turnpike.usage.UsageKind;
import java.util.Optional;

/**
 * A charged record that has the duplicate key and the second of another one.
 *
 * @param place where it stands
 * @param contradiction in which the other one is not the same: then it is no second delivery, and which of the two is true the program
 *     cannot know; empty where they are the same
 */
record ChargedBefore(Place place, Optional<String> contradiction) {
    /** The word of suspense for a record that contradicts a charged one. */
    static final String CONTRADICTS = "contradicts-charged";

    /**
     * What two deliveries of one record have in common, besides their key.
     *
     * @param owner the identifier the record came with
     */
    record Content(UsageKind kind, long quantity, boolean outgoing, String owner, String party) {
        static Content of(int kind, long quantity, int flags, String owner, String party) {
            return new Content(UsageKind.of(kind), quantity, (flags & ChargeBlock.OUTGOING) != 0, owner, party);
        }

        private String text() {
            return kind.word() + " " + (outgoing ? "from " + owner + " to " : "to " + owner + " from ")
                    + (party.isEmpty() ? "nobody" : party) + ", " + quantity
                    + switch (kind.unit()) {
                        case SECOND -> " s";
                        case BYTE -> " B";
                        case EVENT -> " events";
                    };
        }
    }

    static ChargedBefore of(Place place, Content again, Content charged) {
        return new ChargedBefore(
                place,
                again.equals(charged)
                        ? Optional.empty()
                        : Optional.of("the record of the same key that is charged says " + charged.text()
                                + "; this one " + again.text()));
    }
}
