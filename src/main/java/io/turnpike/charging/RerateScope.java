package io.turnpike.charging;

import io.turnpike.customers.ServiceDirectory;
import io.turnpike.time.DateRange;
import java.util.Map;

/** Which usage is rated again: what was asked for, or what back-dated changes touch. For one thread. */
interface RerateScope {
    /** Stands on every correction. */
    String reason();

    /** Whether usage of any of the accounts with ids {@code [from, to)} may have another owner. */
    boolean toMoveAny(long from, long to);

    /** Whether any of these accounts may have to be priced again. */
    boolean toPriceAny(long from, long to);

    /** The accounts with ids {@code [from, to)} whose usage may have another owner, with the days of that usage. */
    Map<Long, DateRange> toMove(ServiceDirectory directory, long from, long to);

    /** The accounts with ids {@code [from, to)} that are to be priced again, with days whose counter periods are. */
    Map<Long, DateRange> toPrice(ServiceDirectory directory, long from, long to);

    /** The accounts that {@link #toMove} named last have been looked at, in the running transaction. */
    void moved();

    /** The accounts that {@link #toPrice} named last have been priced, in the running transaction. */
    void priced();
}
