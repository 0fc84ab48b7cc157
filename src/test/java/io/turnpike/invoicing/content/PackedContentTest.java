package io.turnpike.invoicing.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedContentTest {
    private static final byte[] NONE = {};

    private static byte[] packed(byte[] content, byte[] dictionary) {
        try (PackedContent packing = new PackedContent(dictionary)) {
            return packing.pack(content);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 4_000, 300_000, 12_000_000})
    void what_is_packed_is_read_back_with_and_without_a_dictionary(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        for (int i = 0; i + 40 < length; i += 64) {
            System.arraycopy("{\"name\":\"Абонентская плата\"}".getBytes(UTF_8), 0, content, i, 40);
        }
        byte[] dictionary = "{\"name\":\"Абонентская плата, phone\",\"periodFrom\":\"2026-03-01\"}".getBytes(UTF_8);
        assertThat(PackedContent.unpack(packed(content, NONE), NONE)).isEqualTo(content);
        assertThat(PackedContent.unpack(packed(content, dictionary), dictionary))
                .isEqualTo(content);
    }

    @Test
    void one_packing_packs_many_contents_each_by_itself() {
        byte[] dictionary = "{\"number\":\"1\",\"customer\":{\"name\":\"Subscriber 1\"}}".getBytes(UTF_8);
        try (PackedContent packing = new PackedContent(dictionary)) {
            List<String> texts =
                    List.of("{\"number\":\"2\",\"customer\":{\"name\":\"Subscriber 2\"}}", "{}", "{\"a\":3}");
            List<byte[]> packed = texts.stream()
                    .map(text -> packing.pack(text.getBytes(UTF_8)))
                    .toList();
            assertThat(packed.get(0)).hasSizeLessThan(texts.get(0).length());
            assertThat(packed)
                    .extracting(frame -> new String(PackedContent.unpack(frame, dictionary), UTF_8))
                    .isEqualTo(texts);
        }
    }

    @Test
    void a_damaged_frame_and_another_dictionary_are_told_and_never_read_as_something_else() {
        byte[] dictionary = "{\"number\":\"1\",\"customer\":{\"name\":\"Subscriber 1\"}}".getBytes(UTF_8);
        byte[] content = "{\"number\":\"2\",\"customer\":{\"name\":\"Subscriber 2\"}}".getBytes(UTF_8);
        byte[] frame = packed(content, dictionary);
        byte[] other = "{\"number\":\"1\",\"customer\":{\"name\":\"Xubscriber 1\"}}".getBytes(UTF_8);
        assertThatThrownBy(() -> PackedContent.unpack(frame, other)).hasMessageContaining("damaged");
        assertThatThrownBy(() -> PackedContent.unpack(frame, NONE)).hasMessageContaining("damaged");
        assertThatThrownBy(() -> PackedContent.unpack(Arrays.copyOf(frame, frame.length - 1), dictionary))
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> PackedContent.unpack(NONE, dictionary)).hasMessageContaining("damaged");
        for (int at = 0; at < frame.length; at++) {
            byte[] damaged = frame.clone();
            damaged[at] ^= 0x10;
            try {
                // bits of the header that mean nothing may change and nothing comes of it
                assertThat(PackedContent.unpack(damaged, dictionary))
                        .as("byte %d", at)
                        .isEqualTo(content);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("damaged");
            }
        }
    }
}
