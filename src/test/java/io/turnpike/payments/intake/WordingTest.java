package io.turnpike.payments.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # one writes               | the other                                  | like  | contradicts
            за интернет л/с 1000017    | ЗА ИНТЕРНЕТ, Л/С 1000017.                  | true  | false
            за интернет л/с 1000017    | за интернет л/с 10000                      | true  | false
            за интернет л/с 1000017    | Ветров П.Н. за интернет л/с 1000017 НДС нет | true  | false
            за интернет л/с 1000017    | оплата л/с 1000020                         | false | true
            за интернет л/с 1000017    | оплата интернета по договору 1000017       | false | false
            оплата л/с 1000017         | платёж, лицевой счёт 10000                 | false | false
            за интернет                | за телефон                                 | false | true
            за интернет                | ZA INTERNET                                | false | false
            за интернет                | 1000017                                    | false | false
            ИП Ветров Павел Николаевич | ВЕТРОВ П. Н.                               | false | false
            Ветров Павел Николаевич    | Ершова Анна Сергеевна                      | false | true
            """)
    void two_texts_are_like_each_other_contradict_each_other_or_neither(
            String one, String other, boolean like, boolean contradicts) {
        Wording first = Wording.of(one);
        Wording second = Wording.of(other);
        assertThat(first.isLike(second)).isEqualTo(like);
        assertThat(second.isLike(first)).isEqualTo(like);
        assertThat(first.contradicts(second)).isEqualTo(contradicts);
        assertThat(second.contradicts(first)).isEqualTo(contradicts);
    }
}
