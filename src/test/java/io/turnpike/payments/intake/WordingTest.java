package io.turnpike.payments.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # one writes               | the other                                  | like  | names another | shares nothing
            за интернет л/с 1000017    | ЗА ИНТЕРНЕТ, Л/С 1000017.                  | true  | false | false
            за интернет л/с 1000017    | за интернет л/с 10000                      | false | false | false
            за интернет л/с 1000017    | за интернет л/с                            | true  | false | false
            за интернет л/с 1000017    | Ветров П.Н. за интернет л/с 1000017 НДС нет | true  | false | false
            за интернет л/с 1000017    | оплата л/с 1000020                         | false | true  | false
            Оплата л/с 1001            | Оплата л/с 1002                            | false | true  | false
            Оплата л/с 10001           | за связь л/с 100012                        | false | false | false
            Оплата л/с 10001 НДС нет   | за связь л/с 100012                        | false | true  | true
            счет 26-0000001 НДС 11000.00 | счет 26-0000002 НДС 11000.00             | false | true  | false
            л/с 1001 за 28.02.2026     | оплата, договор 1001 от 01.03.2026         | false | false | false
            л/с 1001 НДС 20 11000-00   | услуги, договор 1001                       | false | false | true
            за интернет л/с 1000017    | оплата интернета по договору 1000017       | false | false | false
            за интернет                | за телефон                                 | false | false | true
            за интернет                | ZA INTERNET                                | false | false | false
            за интернет                | 1000017                                    | false | false | false
            ИП Семёнов Павел Николаевич | СЕМЕНОВ П. Н.                             | false | false | false
            ООО Ромашка                | ООО Лютик                                  | false | false | true
            ООО Ромашка                | Общество с ограниченной ответственностью "РОМАШКА" | false | false | false
            """)
    void two_texts_are_like_each_other_speak_of_other_things_or_neither(
            String one, String other, boolean like, boolean namesAnother, boolean sharesNothing) {
        Wording first = Wording.of(one);
        Wording second = Wording.of(other);
        assertThat(first.isLike(second)).isEqualTo(like);
        assertThat(second.isLike(first)).isEqualTo(like);
        assertThat(first.namesAnother(second)).isEqualTo(namesAnother);
        assertThat(second.namesAnother(first)).isEqualTo(namesAnother);
        assertThat(first.sharesNothing(second)).isEqualTo(sharesNothing);
        assertThat(second.sharesNothing(first)).isEqualTo(sharesNothing);
    }
}
