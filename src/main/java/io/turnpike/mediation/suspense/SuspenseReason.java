package io.turnpike.mediation.suspense;

/**
 * Open records of one reason.
 *
 * @param example the detail of one of them
 */
public record SuspenseReason(String reason, long records, String example) {}
