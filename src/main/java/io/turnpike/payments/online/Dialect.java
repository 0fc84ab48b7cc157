package io.turnpike.payments.online;

import java.time.Instant;

/** How the requests and answers of a payment system are written. */
interface Dialect {
    /**
     * Reads a request of a system that is who it says.
     *
     * @throws RefusedRequest for one that cannot be read
     */
    Ask read(PaymentSystem system, OnlineRequest request, Instant now);

    /** What the system calls its transaction, as far as that can be said of a request that could not be read. */
    String transaction(PaymentSystem system, OnlineRequest request);

    OnlineAnswer write(PaymentSystem system, Outcome outcome);
}
