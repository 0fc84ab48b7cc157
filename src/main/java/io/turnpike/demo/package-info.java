/**
 * The month that {@code turnpike demo} bills: two invented operators, their subscribers as the CSV files of a customer import, and a
 * month of usage files as switches and routers write them. Everything follows from three figures, the number of subscribers, the
 * month and a seed: the same three give the same bytes.
 */
@NullMarked
package io.turnpike.demo;

import org.jspecify.annotations.NullMarked;
