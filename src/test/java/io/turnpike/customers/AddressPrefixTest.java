package io.turnpike.customers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPrefixTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "192.0.2.1/32, 192.0.2.1",
        "10.0.0.0/8, 10.0.0.0/8",
        "0.0.0.0/0, 0.0.0.0/0",
        "255.255.255.255, 255.255.255.255",
        "2001:DB8::/56, 2001:db8::/56",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0db8::0001, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "::, ::",
        "::1/128, ::1",
        "1::, 1::",
        "fe80::1:0:0:0, fe80::1:0:0:0",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    })
    void a_prefix_has_one_text(String written, String canonical) {
        assertThat(AddressPrefix.parse(written)).map(AddressPrefix::toString).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.4/33",
                "1.2.3.4/24",
                "1.2.3.4/",
                "1.2.3.-4",
                "a.b.c.d",
                ":1",
                "1:2:3",
                "1::2::3",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8",
                "12345::",
                "2001:db8::1/64",
                "::/129",
                "1.2.3.+4"
            })
    void what_is_no_prefix_is_refused(String written) {
        assertThat(AddressPrefix.parse(written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.255, 28, 192.0.2.240/28",
        "192.0.2.255, 0, 0.0.0.0/0",
        "2001:db8:20:ff::1, 56, 2001:db8:20::/56",
        "2001:db8::ffff, 113, 2001:db8::8000/113",
        "2001:db8::ffff, 64, 2001:db8::/64",
        "2001:db8::ffff, 0, ::/0",
    })
    void a_prefix_is_shortened_to_the_one_that_holds_it(String address, int length, String expected) {
        assertThat(AddressPrefix.parse(address).orElseThrow().shortened(length)).hasToString(expected);
    }
}
