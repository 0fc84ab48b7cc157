package io.turnpike.mediation.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How examples write what text cannot show, and back. */
class ExampleTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a b ", "ООО «Я» 🙂", "\t\r\n\\", "\uFEFFa\u00a0\u202f\u200b", "\\x41", "\\", " "})
    void what_is_shown_stands_for_the_text_itself(String text) {
        assertThat(ExampleText.text(ExampleText.shown(text))).isEqualTo(text);
    }

    @Test
    void what_cannot_be_seen_is_written_out() {
        assertThat(ExampleText.shown("a\tb\n\u00a0 c ")).isEqualTo("a\\tb\\x0a\\xc2\\xa0 c\\x20");
    }

    @Test
    void what_stands_for_no_byte_is_text() {
        assertThat(ExampleText.text("\\xZZ \\x4 \\x41 \\q")).isEqualTo("\\xZZ \\x4 A \\q");
        assertThat(ExampleText.bytes("\\xffя", Charset.forName("windows-1251"), true))
                .containsExactly(0xff, 0xff, '\n');
    }
}
