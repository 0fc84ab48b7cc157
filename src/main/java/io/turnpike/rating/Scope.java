package io.turnpike.rating;

/** Whose counter it is: each service has its own, or all services of the account share one. */
public enum Scope {
    SERVICE,
    ACCOUNT
}
