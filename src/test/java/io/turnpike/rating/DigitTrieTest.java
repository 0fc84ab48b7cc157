package io.turnpike.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigitTrieTest {
    private static final int LARGE = Integer.MAX_VALUE - 1000;

    @Test
    void finds_what_a_search_of_all_strings_finds() {
        Random random = new Random(20261126);
        for (int round = 0; round < 300; round++) {
            DigitTrie trie = new DigitTrie();
            Map<String, Integer> stored = new HashMap<>();
            int few = 2 + random.nextInt(9); // with two digits strings share their beginnings, with ten they do not
            for (int i = random.nextInt(200); i >= 0; i--) {
                String digits = digits(random, few, random.nextInt(24));
                int value = random.nextInt(10) == 0 ? LARGE + i : i;
                Integer before = stored.put(digits, value);
                assertThat(trie.put("+" + digits, 1, value)).isEqualTo(before == null ? DigitTrie.NONE : before);
            }
            trie.trim();
            for (int i = 0; i < 200; i++) {
                String number = digits(random, few, random.nextInt(26));
                int most = random.nextInt(4) == 0 ? random.nextInt(12) : DigitTrie.ANY_LENGTH;
                long found = trie.longest(number(number), most);
                String expected = longest(stored, number, most);
                assertThat(found == DigitTrie.NONE ? null : number.substring(0, DigitTrie.length(found)))
                        .isEqualTo(expected);
                if (expected != null) {
                    assertThat(DigitTrie.value(found)).isEqualTo(stored.get(expected));
                }
            }
        }
    }

    private static Destination number(String digits) {
        long packed = DigitTrie.NO_DIGITS;
        for (int i = 0; i < digits.length(); i++) {
            packed = DigitTrie.with(packed, i, digits.charAt(i) - '0');
        }
        return new Destination(digits, 0, packed);
    }

    private static String longest(Map<String, Integer> stored, String number, int most) {
        for (int length = Math.min(number.length(), most); length >= 0; length--) {
            if (stored.containsKey(number.substring(0, length))) {
                return number.substring(0, length);
            }
        }
        return null;
    }

    private static String digits(Random random, int few, int length) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < length; i++) {
            digits.append(random.nextInt(few));
        }
        return digits.toString();
    }
}
