/**
 * How amounts, days and quantities are written in the language of a document: {@code 1 234,50} or {@code 1,234.50}, the date with
 * the month in words, the sum in words. Fixed here and not taken from the JDK's locale data, which changes between versions: a
 * reprint must read the same in ten years.
 */
@NullMarked
package io.turnpike.documents.wording;

import org.jspecify.annotations.NullMarked;
