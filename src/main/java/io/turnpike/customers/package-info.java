/**
 * Who is billed and for what: operators, their customers (persons and companies), accounts, the services on an account, what a
 * service is known by in the network (number, address, login, port), the plan it is on, and what changes with dates: plan,
 * quantity, suspension, termination, billing day, own prices. Everything has a natural key and comes in and goes out as CSV;
 * mediation and charging see it as a {@link io.turnpike.customers.ServiceDirectory}.
 */
@NullMarked
package io.turnpike.customers;

import org.jspecify.annotations.NullMarked;
