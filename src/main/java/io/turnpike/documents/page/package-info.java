/**
 * A page on paper: the small page language that document templates produce (rows, cells, tables, text, lines, images, barcodes)
 * becomes a list of things to draw, each at its place, and these become a PDF. Knows nothing of invoices; reads no clock,
 * no database and no network, so the same input gives the same bytes.
 *
 * <p>All lengths in here are whole hundredths of a point (1/7200 inch), measured from the left and from the top of the page.
 */
@NullMarked
package io.turnpike.documents.page;

import org.jspecify.annotations.NullMarked;
