package io.turnpike.mediation.calls;

import io.turnpike.usage.Direction;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a direction rule says of a record. */
enum Verdict {
    OUTGOING(Direction.OUTGOING),
    INCOMING(Direction.INCOMING),
    /** Not charged: transit, service traffic. */
    FILTER(null),
    REJECT(null);

    static final Map<String, Verdict> WORDS =
            Map.of("outgoing", OUTGOING, "incoming", INCOMING, "filter", FILTER, "reject", REJECT);

    private final @Nullable Direction direction;

    Verdict(@Nullable Direction direction) {
        this.direction = direction;
    }

    @Nullable Direction direction() {
        return direction;
    }
}
