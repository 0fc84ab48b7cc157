/**
 * Documents on paper: the frozen snapshot of an invoice, an act or another billing document becomes a PDF by the templates in
 * {@code document-templates/}. A document kind has a folder there, an operator that differs a sub-folder; texts are in files per
 * language. The same snapshot, template, program and JDK give the same bytes.
 */
@NullMarked
package io.turnpike.documents;

import org.jspecify.annotations.NullMarked;
