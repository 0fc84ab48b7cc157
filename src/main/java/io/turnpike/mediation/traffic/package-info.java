/**
 * Traffic taken in: files of flows become hourly sums of services, and sums of addresses that wait for an owner. Each flow is
 * counted once; what a file gave and how far it was read are stored together.
 */
@NullMarked
package io.turnpike.mediation.traffic;

import org.jspecify.annotations.NullMarked;
