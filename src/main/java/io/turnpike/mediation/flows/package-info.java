/**
 * Traffic: what the routers report about who exchanged how many bytes with whom (NetFlow), read from the text that collectors
 * write. Each flow is identified by the address of a service, classed by direction and by the named zone of the other side (local,
 * peering, internet), and summed per service, class and hour: the sums are what is rated. What belongs to no service is kept per
 * address, what cannot be read is kept with its reason, and nothing is dropped in silence.
 */
@NullMarked
package io.turnpike.mediation.flows;

import org.jspecify.annotations.NullMarked;
