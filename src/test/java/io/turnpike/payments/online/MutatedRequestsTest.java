package io.turnpike.payments.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with bytes changed, doubled, cut and swapped: each is answered for what it is, and none breaks the desk. */
class MutatedRequestsTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));
    private static final int MUTATIONS = Integer.getInteger("turnpike.mutations", 20_000);

    private static final Map<String, List<String>> SEEDS = Map.of(
            "reference",
            List.of(
                    "command=pay&txn_id=17&txn_date=20261102115900&account=100200&sum=100.50&ccy=RUB",
                    "command=check&txn_id=17&account=100200&sum=10.45",
                    "command=cancel&txn_id=17&cancel_txn_id=16&sum=100.50",
                    "command=status&txn_id=17"),
            "bank",
            List.of(
                    "ACTION=payment&ACCOUNT=%CA-17/2&AMOUNT=300.00&PAY_ID=a-1&PAY_DATE=02.11.2026_11:30:00",
                    "ACTION=check&ACCOUNT=100200"),
            "cards",
            List.of(
                    "{\"type\":\"payment.succeeded\",\"payment\":{\"id\":\"p-1\",\"account\":\"100200\",\"amount\":\"500.00\","
                            + "\"currency\":\"RUB\",\"paid_at\":\"2026-11-02T11:59:00+03:00\",\"description\":\"\\u0416\"}}",
                    "{\"type\":\"payment.refunded\",\"payment\":{\"id\":\"p-1\",\"amount\":\"500.00\",\"currency\":\"RUB\"}}"));

    private static final byte[] NASTY =
            "%&=+\u0000\n\"{}[]\\\u00ff,.-0123456789eE;'<>".getBytes(StandardCharsets.ISO_8859_1);

    @ParameterizedTest
    @ValueSource(strings = {"reference", "bank", "cards"})
    void every_mutation_is_answered_and_none_as_an_error_of_ours(String name) throws IOException {
        PaymentSystem system = PaymentSystems.load(HOME, new Problems()).get(name);
        ExampleBooks books = new ExampleBooks(system);
        books.account("100200 balance -1.00 name A B");
        OnlineDesk desk = new OnlineDesk(books);
        boolean json = system.dialect() == DialectKind.WEBHOOK;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Random random = new Random(seed);
            List<String> seeds = SEEDS.getOrDefault(name, List.of());
            byte[] text = mutated(seeds.get(random.nextInt(seeds.size())).getBytes(StandardCharsets.UTF_8), random);
            boolean body = json || random.nextBoolean();
            OnlineAnswer answer = desk.answer(
                    system,
                    new OnlineRequest(
                            body ? "POST" : "GET",
                            body ? "" : new String(text, StandardCharsets.ISO_8859_1),
                            json ? "application/json" : "application/x-www-form-urlencoded",
                            body ? text : new byte[0],
                            Map.of(),
                            "127.0.0.1",
                            null));
            assertThat(answer.result())
                    .as(name + " seed " + seed + ": " + new String(text, StandardCharsets.ISO_8859_1))
                    .isNotEqualTo(Result.TEMPORARY);
        }
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] text = seed.clone();
        for (int times = random.nextInt(4); times >= 0; times--) {
            int at = random.nextInt(text.length);
            int what = random.nextInt(5);
            if (what == 0) {
                text[at] = NASTY[random.nextInt(NASTY.length)];
            } else if (what == 1) {
                text[at] = (byte) random.nextInt(256);
            } else if (what == 2 && text.length > 2) {
                text = java.util.Arrays.copyOf(text, Math.max(1, at));
            } else if (what == 3) {
                byte[] longer = new byte[text.length + seed.length];
                System.arraycopy(text, 0, longer, 0, text.length);
                System.arraycopy(seed, 0, longer, text.length, seed.length);
                text = longer;
            } else {
                int other = random.nextInt(text.length);
                byte swapped = text[at];
                text[at] = text[other];
                text[other] = swapped;
            }
        }
        return text;
    }
}
