package io.turnpike.documents.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class SampledDeflateTest {
    @Test
    void any_bytes_come_back_whatever_the_sample_was() throws DataFormatException {
        Random random = new Random(20261128);
        for (int round = 0; round < 300; round++) {
            SampledDeflate deflate = SampledDeflate.of(bytes(random, random.nextInt(3_000)));
            for (int i = 0; i < 10; i++) {
                byte[] plain = bytes(random, random.nextInt(round < 290 ? 5_000 : 200_000));
                assertThat(inflated(deflate.bytes(plain), plain.length)).isEqualTo(plain);
            }
        }
    }

    @Test
    void nothing_and_runs_longer_than_the_longest_repetition_come_back() throws DataFormatException {
        SampledDeflate deflate = SampledDeflate.of(new byte[0]);
        for (int size = 0; size < 800; size++) {
            byte[] plain = new byte[size];
            Arrays.fill(plain, 0, size / 2, (byte) 0xff);
            assertThat(inflated(deflate.bytes(plain), size)).isEqualTo(plain);
        }
    }

    @Test
    void a_sample_in_which_few_bytes_are_nearly_all_gives_no_word_that_is_too_long() throws DataFormatException {
        byte[] sample = new byte[40_000];
        int at = 0;
        for (int value = 1, count = 1, before = 1;
                at + count < sample.length;
                value++) { // each as often as the two before
            Arrays.fill(sample, at, at + count, (byte) value);
            at += count;
            int next = count + before;
            before = count;
            count = next;
        }
        shuffle(sample);
        byte[] all = new byte[1024];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 7);
        }
        assertThat(inflated(SampledDeflate.of(sample).bytes(all), all.length)).isEqualTo(all);
    }

    @Test
    void what_is_like_the_sample_becomes_nearly_as_small_as_by_the_library() {
        Font font = new Fonts().get(Typeface.SANS);
        FontSubset subset = new FontSubset(font);
        "Счёт на оплату № 12 от 31 марта 2026 г., ООО «Меридиан»: абонентская плата, 1 234,56 руб."
                .chars()
                .forEach(character -> subset.number((char) character));
        byte[] file = subset.file();
        Deflater library = new Deflater(1);
        library.setInput(file);
        library.finish();
        int size = library.deflate(new byte[file.length]);
        library.end();
        assertThat(font.packed(file).length).isLessThan(size * 106 / 100);
    }

    /** Some are noise, some repeat themselves, far and near. */
    private static byte[] bytes(Random random, int size) {
        byte[] bytes = new byte[size];
        int few = 1 + random.nextInt(256);
        for (int at = 0; at < size; ) {
            int length = Math.min(1 + random.nextInt(400), size - at);
            if (at > 0 && random.nextBoolean()) {
                int from = random.nextInt(at);
                for (int i = 0; i < length; i++) {
                    bytes[at + i] = bytes[from + i];
                }
            } else {
                for (int i = 0; i < length; i++) {
                    bytes[at + i] = (byte) random.nextInt(few);
                }
            }
            at += length;
        }
        return bytes;
    }

    private static void shuffle(byte[] bytes) {
        Random random = new Random(1);
        for (int i = bytes.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            byte kept = bytes[i];
            bytes[i] = bytes[other];
            bytes[other] = kept;
        }
    }

    private static byte[] inflated(byte[] packed, int size) throws DataFormatException {
        Inflater inflater = new Inflater();
        inflater.setInput(packed);
        byte[] plain = new byte[size + 1];
        int length = 0;
        for (int more = inflater.inflate(plain);
                more > 0;
                more = inflater.inflate(plain, length, plain.length - length)) {
            length += more;
        }
        assertThat(inflater.finished()).isTrue();
        assertThat(inflater.getRemaining()).isZero();
        inflater.end();
        return Arrays.copyOf(plain, length);
    }
}
