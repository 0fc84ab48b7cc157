package io.turnpike.scenarios;

import io.turnpike.scenarios.Cast.Identifier;
import io.turnpike.usage.Direction;
import io.turnpike.usage.IdentifierKind;
import io.turnpike.usage.UsageKind;
import java.time.Duration;
import java.util.Optional;

/**
 * A use of a service, as a record of the network.
 *
 * @param by what the record knows the service by
 * @param party the other side; of flows its address
 * @param quantity seconds, bytes or events
 * @param over how long a flow lasted; zero of everything else
 * @param part of which call it is a part, if the network reports it in several records
 */
record Use(
        UsageKind kind,
        Direction direction,
        Identifier by,
        String party,
        long quantity,
        Duration over,
        Optional<CallPart> part)
        implements Deed.Action {
    /**
     * One record of a call that is reported in several.
     *
     * @param call a word that all parts of the call share
     * @param number from 1
     * @param last whether no other follows
     */
    record CallPart(String call, int number, boolean last) {}

    /** Whether it is a flow: traffic that is known by an address. */
    boolean isFlow() {
        return kind == UsageKind.INTERNET && by.kind() == IdentifierKind.ADDRESS;
    }

    /** Waits with the uses beside it, which come in one file. */
    @Override
    public void perform(World world, Step step) {
        world.usage().add(step, this);
    }
}
