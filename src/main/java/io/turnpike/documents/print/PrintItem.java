package io.turnpike.documents.print;

import io.turnpike.documents.DocumentTemplate;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One document to print. Its snapshot is asked for when its turn comes, once, from a thread of the print run, so that a run of any
 * length holds only a few in memory.
 */
public record PrintItem(PrintKeys keys, DocumentTemplate template, Supplier<Map<String, Object>> snapshot) {}
