package io.turnpike.mediation.calls;

import io.turnpike.mediation.layout.TextRecord;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a column mean. A word that ends in {@code *} stands for all values that begin with what is before it; exact
 * words go before those, and among those the longest first. Compares bytes, so that no text is made of columns only looked at.
 */
record WordMap<T>(int slot, List<Word<T>> words) {
    /** One word; {@code whole} when the value must be equal to it. */
    @SuppressWarnings("ArrayRecordComponent") // read in the hot loop; never compared
    record Word<T>(byte[] bytes, boolean whole, T meaning) {
        static <T> Word<T> of(String text, Charset characterSet, T meaning) {
            return text.endsWith("*")
                    ? new Word<>(text.substring(0, text.length() - 1).getBytes(characterSet), false, meaning)
                    : new Word<>(text.getBytes(characterSet), true, meaning);
        }
    }

    WordMap {
        words = words.stream()
                .sorted((left, right) -> left.whole() != right.whole()
                        ? Boolean.compare(right.whole(), left.whole())
                        : Integer.compare(right.bytes().length, left.bytes().length))
                .toList();
    }

    @Nullable T meaning(TextRecord record) {
        for (Word<T> word : words) {
            if (word.whole() ? record.is(slot, word.bytes()) : record.startsWith(slot, word.bytes())) {
                return word.meaning();
            }
        }
        return null;
    }
}
