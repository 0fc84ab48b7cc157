package io.turnpike.mediation.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Murmur128Test {
    @Test
    void published_values_are_met() {
        assertThat(hash("")).isEqualTo("0000000000000000 0000000000000000");
        assertThat(hash("hello")).isEqualTo("cbd8a7b341bd9b02 5b1e906a48ae1d19");
        assertThat(hash("The quick brown fox jumps over the lazy dog")).isEqualTo("e34bbc7bbc071b6c 7a433ca9c49a9347");
    }

    private static String hash(String text) {
        Murmur128 murmur = new Murmur128();
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        murmur.hash(bytes, bytes.length);
        return String.format("%016x %016x", murmur.high(), murmur.low());
    }
}
