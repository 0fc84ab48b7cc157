package io.turnpike.mediation.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HourBytesTest {
    @Test
    void what_was_packed_comes_out_again() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            long[] hours = new long[HourBytes.MOST_HOURS];
            for (int i = 0; i < hours.length; i++) {
                hours[i] = random.nextInt(3) == 0 ? 0 : random.nextLong() >>> (1 + random.nextInt(62));
            }
            assertThat(HourBytes.unpack(HourBytes.pack(hours))).isEqualTo(hours);
        }
    }

    @Test
    void a_full_day_of_megabytes_takes_about_a_hundred_bytes() {
        long[] hours = new long[HourBytes.MOST_HOURS];
        java.util.Arrays.fill(hours, 0, 24, 50_000_000L);
        assertThat(HourBytes.pack(hours)).hasSize(4 + 24 * 4); // 2^25 < 50,000,000 < 2^28: four groups of seven bits
    }

    @Test
    void a_block_holds_services_and_classes_in_order() {
        TrafficBlock block = new TrafficBlock();
        long[] hours = new long[HourBytes.MOST_HOURS];
        hours[23] = 9;
        block.add(7, 0, hours);
        block.add(7, 5, hours);
        block.add(800_000, 3, hours);
        StringBuilder read = new StringBuilder();
        TrafficBlock.read(
                block.packed(),
                (service, trafficClass, sums) -> read.append(service + "/" + trafficClass + "=" + sums[23] + " "));
        assertThat(read).hasToString("7/0=9 7/5=9 800000/3=9 ");
        assertThat(block.bytes()).isEqualTo(27);
    }
}
