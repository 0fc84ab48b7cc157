/**
 * Proves a catalogue over months: a scenario is a file of dated lines in the trade's words, with what each day must show. It runs
 * through the program's own import, collecting, charging, billing and books, on a database of its own, by a clock that the lines move.
 */
@NullMarked
package io.turnpike.scenarios;

import org.jspecify.annotations.NullMarked;
