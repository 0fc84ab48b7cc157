package io.turnpike.payments.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.customers.AddressPrefix;
import io.turnpike.money.Money;
import io.turnpike.payments.secrets.SecretPlace;
import io.turnpike.payments.secrets.Secrets;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaymentSystemTest {
    private static final Currency RUB = Currency.getInstance("RUB");

    private static Access from(String... networks) {
        return new Access(
                List.of(networks).stream()
                        .map(text -> AddressPrefix.parse(text).orElseThrow())
                        .toList(),
                null,
                Set.of(),
                null);
    }

    @Test
    void networks_let_in_their_own_addresses_and_no_others() {
        Access access = from("192.0.2.0/24", "198.51.100.7", "2001:db8::/32", "::1");
        assertThat(List.of("192.0.2.0", "192.0.2.255", "198.51.100.7", "2001:db8:ffff::1", "0:0:0:0:0:0:0:1", "::1%lo"))
                .allMatch(access::allows);
        assertThat(List.of(
                        "192.0.3.0", "198.51.100.8", "2001:db9::1", "::2", "", "localhost", "192.0.2.0/24", "0.0.0.0"))
                .noneMatch(access::allows);
        assertThat(from("0.0.0.0/0").allows("2001:db8::1"))
                .as("of the other family")
                .isFalse();
    }

    @Test
    void a_commission_is_rounded_as_written_and_is_never_more_than_the_payment() {
        Money least = new Money(RUB, 5_00);
        var commission = new PaymentSystem.Commission(
                new BigDecimal("1.5"), RoundingMode.HALF_UP, least, new Money(RUB, 100_00));
        assertThat(commission.of(new Money(RUB, 1000_33))).isEqualTo(new Money(RUB, 15_00)); // 15.00495
        assertThat(commission.of(new Money(RUB, 1000_34))).isEqualTo(new Money(RUB, 15_01)); // 15.0051
        assertThat(commission.of(new Money(RUB, 10_00))).isEqualTo(least);
        assertThat(commission.of(new Money(RUB, 3_00))).isEqualTo(new Money(RUB, 3_00));
        assertThat(commission.of(new Money(RUB, 100_000_00))).isEqualTo(new Money(RUB, 100_00));
    }

    private static Map<String, String> parameters(String query, String body, Charset characterSet) {
        return FormParameters.of(
                new OnlineRequest(
                        "POST",
                        query,
                        "application/x-www-form-urlencoded",
                        body.getBytes(StandardCharsets.ISO_8859_1),
                        Map.of(),
                        "",
                        null),
                characterSet);
    }

    @Test
    void parameters_are_read_in_the_written_character_set_and_nothing_is_guessed() {
        Charset cp1251 = Charset.forName("windows-1251");
        assertThat(parameters("A=%CA-17", "b=1+2&c", cp1251)).isEqualTo(Map.of("a", "К-17", "b", "1 2", "c", ""));
        assertThat(parameters("a=%D0%9A", "", StandardCharsets.UTF_8)).isEqualTo(Map.of("a", "К"));
        for (String wrong : List.of("a=%CA", "a=1&A=2", "a=%4", "a=%zz", "a=%00", "a=%0A", "a=%C0%AF", "=1&=2")) {
            assertThatThrownBy(() -> parameters(wrong, "", StandardCharsets.UTF_8))
                    .as(wrong)
                    .isInstanceOf(RefusedRequest.class);
        }
        assertThatThrownBy(() -> parameters("sum=1.00", "sum=9.00", StandardCharsets.UTF_8))
                .isInstanceOf(RefusedRequest.class);
    }

    @Test
    void a_name_shows_its_first_letters_and_not_its_length() {
        assertThat(OnlineDesk.masked("  Иванов Пётр ")).isEqualTo("И*** П***");
        assertThat(OnlineDesk.masked("")).isEmpty();
    }

    @Test
    void a_system_may_send_a_seconds_worth_at_once_and_then_as_time_passes() {
        long[] now = {1_000_000};
        InstantSource source = () -> Instant.ofEpochMilli(now[0]);
        Clock clock = source.withZone(ZoneId.of("UTC"));
        Pace pace = new Pace(new PaymentSystem.Limits(10, 64), clock);
        assertThat(entered(pace, 20)).isEqualTo(10);
        now[0] += 300;
        assertThat(entered(pace, 20)).isEqualTo(3);
        now[0] += 60_000;
        assertThat(entered(pace, 20)).isEqualTo(10);
        now[0] -= 60_000; // a clock set back gives nothing and takes nothing
        assertThat(entered(pace, 20)).isZero();
    }

    private static int entered(Pace pace, int tries) {
        int entered = 0;
        for (int i = 0; i < tries; i++) {
            if (pace.enter()) {
                entered++;
                pace.leave();
            }
        }
        return entered;
    }

    @Test
    void a_secret_that_is_missing_or_short_is_told_by_its_place(@TempDir Path folder) throws Exception {
        Secrets secrets = new Secrets(folder, Map.of("GOOD", "long enough", "SHORT", "1234567")::get);
        Files.writeString(folder.resolve("secret"), "from a file\n");
        assertThat(secrets.all(List.of(new SecretPlace(false, "GOOD"), new SecretPlace(true, "secret"))))
                .containsExactly(bytes("long enough"), bytes("from a file"));
        assertThatThrownBy(() -> secrets.all(List.of(new SecretPlace(false, "NONE"))))
                .hasMessage("the variable NONE with a secret is not set");
        assertThatThrownBy(() -> secrets.all(List.of(new SecretPlace(false, "SHORT"))))
                .hasMessage("the secret in the variable SHORT is shorter than 8 characters");
        assertThatThrownBy(() -> secrets.all(List.of(new SecretPlace(true, "other"))))
                .hasMessage("the file other with a secret is not set");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
