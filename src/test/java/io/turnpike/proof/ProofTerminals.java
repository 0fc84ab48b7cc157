package io.turnpike.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Fifteen terminals that pay at once over TLS with a certificate, hang up when an answer takes too long, and repeat until they have
 * one; now and then two send the same. Meanwhile the program is killed and started again. Whatever was answered "ok" is booked, once,
 * and every answer to a transaction is the same bytes.
 */
final class ProofTerminals {
    private static final int PARALLEL = 15;
    private static final int LEAST_UP_MILLIS = 200;
    private static final int MOST_UP_MILLIS = 2_500;
    private static final int MOST_STARTS = 500;

    /**
     * A terminal that gets no answer for so long is a failure of the program: killed, it and its database take minutes to come back
     * where the machine has much else to do.
     */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final ProofPayments payments;
    private final ProofCertificates certificates;
    private final Random dice;
    private final int port = freePort();
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<String, String> sums = new ConcurrentHashMap<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private volatile boolean over;

    ProofTerminals(ProofPayments payments, Path folder, long seed) {
        this.payments = payments;
        this.certificates = new ProofCertificates(folder.resolve("certificates"));
        this.dice = new Random(seed);
    }

    /** The shipped terminals, that must show a certificate too and may ask as much as they can. */
    static void define(Path definitions, Path folder) {
        ProofCertificates made = ProofCertificates.make(folder.resolve("certificates"));
        try {
            String shipped = Files.readString(ProofDefinitions.HOME.resolve("payment-systems/terminals/system.yaml"));
            Files.writeString(
                    Files.createDirectories(definitions.resolve("payment-systems/terminals"))
                            .resolve("system.yaml"),
                    shipped.replace(
                                    "\naccount:",
                                    "  client-certificate: { sha-256: [" + made.fingerprint("terminals")
                                            + "] }\n\naccount:")
                            + "limits: { a-second: 10000, at-once: 32 }\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who shows no certificate, or another one than that of the contract, is not let in; who shows it is answered. */
    void onlyKnownCertificatesAreLetIn() throws Exception {
        ProofProcess.Command serve = serve();
        String check = "command=check&txn_id=1&account=" + ProofPayments.number(1);
        expect("200", status(certificates.client("terminals"), check));
        expect("403", status(certificates.client(null), check));
        expect("403", status(certificates.client("signed-too"), check));
        // of a certificate that the server's list does not lead to, it hears nothing
        expect("403", status(certificates.client("stranger"), check));
        serve.process().destroy();
        serve.exitCode();
    }

    private String status(HttpClient client, String query) throws InterruptedException {
        try {
            return Integer.toString(
                    client.send(request(query, Duration.ofSeconds(30)), HttpResponse.BodyHandlers.discarding())
                            .statusCode());
        } catch (IOException e) {
            return "no connection";
        }
    }

    private static void expect(String wanted, String got) {
        if (!wanted.equals(got)) {
            throw new AssertionError("expected " + wanted + ", got " + got);
        }
    }

    /** Pays until the program was killed so often; returns how many payments were answered. */
    int storm(int kills) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
        try {
            List<Future<?>> terminals = new ArrayList<>();
            ProofProcess.Command serve = serve();
            for (int i = 0; i < PARALLEL; i++) {
                long seed = dice.nextLong();
                terminals.add(threads.submit(() -> terminal(new Random(seed))));
            }
            for (int kill = 0; kill < kills; kill++) {
                LockSupport.parkNanos((LEAST_UP_MILLIS + dice.nextInt(MOST_UP_MILLIS)) * 1_000_000L);
                if (!serve.process().isAlive()) {
                    throw new IllegalStateException("the program ended by itself: " + serve.text());
                }
                serve.process().destroyForcibly().waitFor();
                payments.check();
                serve = serve();
            }
            over = true;
            for (Future<?> terminal : terminals) {
                terminal.get();
            }
            serve.process().destroy();
            serve.exitCode();
        } finally {
            over = true;
            threads.shutdownNow();
        }
        check();
        return answers.size();
    }

    private ProofProcess.Command serve() {
        ProofProcess.Command serve = payments.program()
                .start(
                        "serve",
                        "--port",
                        Integer.toString(port),
                        "--tls-certificate",
                        certificates.file("server.pem"),
                        "--tls-key",
                        certificates.file("server.key"),
                        "--client-ca",
                        certificates.file("authority.pem"));
        for (int i = 0; i < MOST_STARTS && serve.process().isAlive(); i++) {
            if (serve.text().contains("serving on https")) {
                return serve;
            }
            LockSupport.parkNanos(200_000_000);
        }
        throw new IllegalStateException("the program does not serve: " + serve.text());
    }

    private @Nullable Void terminal(Random own) throws Exception {
        HttpClient client = certificates.client("terminals");
        while (!over) {
            String id = Integer.toString(ids.incrementAndGet());
            String account = ProofPayments.number(1 + own.nextInt(ProofPayments.ACCOUNTS));
            String sum = (10 + own.nextInt(90)) + ".0" + own.nextInt(10);
            sums.put(id, account + " " + sum);
            String query = "command=pay&txn_id=" + id + "&account=" + account + "&sum=" + sum;
            if (own.nextInt(4) == 0) { // somebody's repetition overtakes the answer
                client.sendAsync(request(query, Duration.ofSeconds(10)), HttpResponse.BodyHandlers.ofString())
                        .whenComplete((response, failure) -> {
                            if (response != null) {
                                keep(id, response.body());
                            }
                        });
            }
            pay(client, own, id, query);
        }
        return null;
    }

    private void pay(HttpClient client, Random own, String id, String query) throws InterruptedException {
        Instant giveUp = Instant.now().plus(PATIENCE);
        for (int attempt = 0; Instant.now().isBefore(giveUp); attempt++) {
            // some hang up before an answer can be there
            Duration patience = Duration.ofMillis(attempt < 3 ? 1 + own.nextInt(400) : 5_000);
            try {
                HttpResponse<String> response =
                        client.send(request(query, patience), HttpResponse.BodyHandlers.ofString());
                if (keep(id, response.body())) {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(own.nextInt(100)); // it took too long, or the program is gone
            }
        }
        throw new AssertionError("transaction " + id + " never got an answer");
    }

    /** Whether it is booked; another answer than it got before is a failure. */
    private boolean keep(String id, String answer) {
        if (answer.contains("<result>1</result>")) { // temporary: ask again
            return false;
        }
        String before = answers.putIfAbsent(id, answer);
        if (!answer.contains("<result>0</result>") || (before != null && !before.equals(answer))) {
            answers.put(id, "was " + before + " and is " + answer);
        }
        return true;
    }

    private HttpRequest request(String query, Duration patience) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/pay/terminals?" + query))
                .timeout(patience)
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(("terminals:" + ProofProcess.TERMINALS_PASSWORD)
                                                .getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private void check() {
        payments.check();
        Map<String, String> booked = new ConcurrentHashMap<>();
        payments.program().jdbc().query("""
                select p.reference, convert_from(a.answer, 'UTF8') as answer, c.number || ' ' || round(p.amount_minor / 100.0, 2) as sum
                from payment p join payment_answer a using (payment_id) join account c on c.id = p.account_id
                where p.source = 'terminals'
                """, row -> {
            booked.put(row.getString("reference"), row.getString("answer"));
            if (!row.getString("sum").equals(sums.get(row.getString("reference")))) {
                throw new AssertionError("transaction " + row.getString("reference") + " of "
                        + sums.get(row.getString("reference")) + " is booked as " + row.getString("sum"));
            }
        });
        if (!booked.equals(answers)) {
            Map<String, String> differing = new ConcurrentHashMap<>(answers);
            differing.entrySet().removeIf(each -> each.getValue().equals(booked.get(each.getKey())));
            throw new AssertionError(answers.size() + " transactions were answered and " + booked.size()
                    + " are booked; answered otherwise: " + differing);
        }
    }
}
