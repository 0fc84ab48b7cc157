package io.turnpike.accounting.exports;

import io.turnpike.accounting.own.BooksOwner;
import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.time.DateRange;
import java.time.Instant;
import java.util.Optional;

/**
 * What formats say at the beginning of a file.
 *
 * @param terms of the operator, with its requisites; empty where it has no file of terms
 * @param period of the records
 * @param made when the file's records were chosen
 */
public record FileHead(BooksOwner owner, Optional<OperatorTerms> terms, DateRange period, Instant made) {}
