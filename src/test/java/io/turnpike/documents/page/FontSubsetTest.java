package io.turnpike.documents.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.documents.page.FontSubset.MeaningRange;
import java.util.BitSet;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FontSubsetTest {
    private static final Font SANS = new Fonts().get(Typeface.SANS);

    private static BitSet characters(String text) {
        BitSet characters = new BitSet();
        text.chars().forEach(characters::set);
        return characters;
    }

    @Test
    void what_follows_each_other_is_told_as_one_range() {
        FontSubset subset = new FontSubset(SANS);
        subset.numberInOrder(characters("21035 где"));
        assertThat(subset.meaning())
                .containsExactly(
                        new MeaningRange(1, 1, ' '),
                        new MeaningRange(2, 5, '0'),
                        new MeaningRange(6, 6, '5'),
                        new MeaningRange(7, 9, 'г'));
        subset.numberInOrder(characters("где 45"));
        assertThat(subset.meaning()).hasSize(5).contains(new MeaningRange(10, 10, '4'));
    }

    @Test
    void every_glyph_keeps_its_character_and_no_range_leaves_a_high_byte() {
        FontSubset subset = new FontSubset(SANS);
        Map<Integer, Integer> given = new TreeMap<>();
        Random random = new Random(20261128);
        for (int document = 0; document < 40; document++) {
            BitSet used = new BitSet();
            for (int i = 0; i < 60; i++) {
                int character = ' ' + random.nextInt(0x500);
                if (SANS.glyph((char) character) != 0) {
                    used.set(character);
                }
            }
            subset.numberInOrder(used);
            used.stream().forEach(character -> given.put(subset.number((char) character), character));
        }
        assertThat(given).hasSizeGreaterThan(700);
        Map<Integer, Integer> told = new TreeMap<>();
        for (MeaningRange range : subset.meaning()) {
            int length = range.last() - range.first();
            assertThat(range.last() >> 8).isEqualTo(range.first() >> 8);
            assertThat(range.character() + length >> 8).isEqualTo(range.character() >> 8);
            for (int i = 0; i <= length; i++) {
                told.put(range.first() + i, range.character() + i);
            }
        }
        // characters that share a glyph, such as look-alikes, are told as the one that came first
        assertThat(told.keySet()).isEqualTo(given.keySet());
        told.forEach((number, character) ->
                assertThat(SANS.glyph((char) (int) character)).isEqualTo(SANS.glyph((char) (int) given.get(number))));
    }
}
