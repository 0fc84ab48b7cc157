/**
 * Runs: a job file names steps in order; a step does its work in pieces, each in a transaction of its own, so that a run that is
 * stopped or killed goes on where it was. This package knows no step's business: capabilities offer their {@link StepKind}s.
 */
@NullMarked
package io.turnpike.jobs;

import org.jspecify.annotations.NullMarked;
