/**
 * Payment systems that ask and pay over the network, one request at a time: terminals, banks, card acquiring. Each is described by
 * {@code payment-systems/<name>/system.yaml}; what it may do, who it must be, and how its requests and answers are written. A
 * transaction of a system is booked once, and asked again gets the bytes it got the first time. Nothing here knows of a web server:
 * a request comes in as a value and an answer goes out as one.
 */
@NullMarked
package io.turnpike.payments.online;

import org.jspecify.annotations.NullMarked;
