package io.turnpike.documents.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SortingTest {
    private static void sortsInto(java.util.Comparator<String> order, List<String> expected) {
        for (int seed = 0; seed < 20; seed++) {
            List<String> shuffled = new ArrayList<>(expected);
            Collections.shuffle(shuffled, new Random(seed));
            shuffled.sort(order);
            assertThat(shuffled).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void house_numbers_go_by_value_then_letter_then_fraction_then_block() {
        sortsInto(
                HouseNumbers.INSTANCE,
                List.of("", "2", "2а", "10", "10a", "10б", "10/2", "10/12", "10 к1", "10 к2", "10 к10", "11", "100"));
    }

    @Test
    void a_word_for_house_before_the_number_is_ignored() {
        sortsInto(
                HouseNumbers.INSTANCE,
                List.of("д. 2", "Haus 9", "дом 10", "12", "д. 12а", "12б", "д. 12/3", "12/20", "д.12 корп. 1", "13"));
    }

    @Test
    void umlauts_and_letters_that_are_two_go_where_a_dictionary_has_them() {
        sortsInto(
                Collation.INSTANCE,
                List.of(
                        "Ahornweg",
                        "Ährenweg",
                        "Ålesund",
                        "Lessing",
                        "Łódzka",
                        "Maße",
                        "Massener",
                        "Öchsle",
                        "Ohm",
                        "Øster",
                        "Übersee",
                        "Ulmen",
                        "Zabel"));
    }

    @Test
    void names_go_by_the_alphabet_regardless_of_case_accent_and_punctuation() {
        sortsInto(
                Collation.INSTANCE,
                List.of(
                        "2-я Парковая",
                        "10-я Парковая",
                        "Åberg",
                        "abramov",
                        "Zimmermann",
                        "Елисеев",
                        "Ёлкина",
                        "Емельянов",
                        "Жуков",
                        "Иванов",
                        "«Иванов и сын»",
                        "Йорк",
                        "Краснов",
                        "Яковлев"));
    }

    @Test
    void a_short_name_goes_before_a_longer_one_with_the_same_start() {
        sortsInto(Collation.INSTANCE, List.of("Ива", "Ива Белая", "Иванов"));
    }

    @Test
    void texts_that_differ_only_in_case_still_have_an_order() {
        assertThat(Collation.INSTANCE.compare("ива", "ИВА")).isNotZero();
        assertThat(Collation.INSTANCE.compare("ива", "ива")).isZero();
    }
}
