package io.turnpike.documents.print;

import java.util.List;

/**
 * One file of a print run before it is made.
 *
 * @param name within the print run's folder
 * @param group the value all its documents share; empty where there is one group
 * @param items in the order of printing
 */
public record PrintFile(String name, String group, List<PrintItem> items) {}
