package io.turnpike.bench;

import io.turnpike.bench.TerminalLoad.Asked;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;

/**
 * Terminals against {@code turnpike serve}, a process of its own: {@code pay}, and {@code check} of the same accounts, which is the
 * same endpoint without booking. First as fast as fifteen connections get their answers, then at a fixed rate.
 */
record Terminals(Setting setting, Path definitions, long accounts) {
    /** What a payment network may send, in payments a second. */
    private static final int PACE = 500;

    private static final int CONNECTIONS = 15;

    /** At a fixed rate nobody waits for the answer of another, so there are more connections than are ever in use. */
    private static final int PACED_CONNECTIONS = 60;

    private static final long LEAST_REQUESTS = 5_000;
    private static final long MOST_REQUESTS = 30_000;

    /** Until the Java machine has compiled what it runs: the program serves for weeks. */
    private static final int WARM_UP = 60_000;

    private static final String PASSWORD = "a password of terminals";
    private static final double MILLIS = 1e6;

    /** Lets them ask as much as they can. */
    static void define(Path definitions) throws IOException {
        Path system = Files.createDirectories(definitions.resolve("payment-systems/terminals"))
                .resolve("system.yaml");
        Files.writeString(
                system,
                Files.readString(Setting.home().resolve("payment-systems/terminals/system.yaml"))
                        + "limits: { a-second: 10000, at-once: 64 }\n");
    }

    void measure(Program program) throws Exception {
        Process serve = serve();
        try {
            TerminalLoad load = new TerminalLoad(
                    port(serve),
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(("terminals:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
            measure(program, serve, load);
        } finally {
            serve.destroy();
            serve.waitFor();
        }
    }

    private void measure(Program program, Process serve, TerminalLoad load) throws Exception {
        long requests = Math.max(LEAST_REQUESTS, Math.min(MOST_REQUESTS, setting.size() / 10));
        AtomicLong ids = new AtomicLong(System.currentTimeMillis() * 1000);
        Random random = new Random(1);
        LongFunction<String> pay = slot -> "command=pay&txn_id=" + ids.incrementAndGet() + "&account="
                + (1 + (long) (random.nextDouble() * accounts)) + "&sum=10.00";
        LongFunction<String> check =
                slot -> "command=check&txn_id=1&account=" + (1 + (long) (random.nextDouble() * accounts));
        load.ask(CONNECTIONS, WARM_UP, 0, pay);
        load.ask(CONNECTIONS, WARM_UP, 0, check);
        program.execute(
                "vacuum analyze payment, payment_answer, journal_entry, posting, account_balance, payment_allocation");
        List<Asked> paid = new ArrayList<>();
        List<Asked> checked = new ArrayList<>();
        List<Asked> paidAtPace = new ArrayList<>();
        List<Asked> checkedAtPace = new ArrayList<>();
        long before = program.count("select count(*) from payment");
        double program0 = ProcessorTime.of(serve.pid());
        ProcessorTime processor = ProcessorTime.with(setting.data());
        double database0 = processor.ofDatabase();
        for (int round = 0; round < setting.rounds(); round++) {
            paid.add(load.ask(CONNECTIONS, requests, 0, pay));
        }
        double programMillis = (ProcessorTime.of(serve.pid()) - program0) * 1000 / requests / setting.rounds();
        double databaseMillis = (processor.ofDatabase() - database0) * 1000 / requests / setting.rounds();
        for (int round = 0; round < setting.rounds(); round++) {
            checked.add(load.ask(CONNECTIONS, requests, 0, check));
            paidAtPace.add(load.ask(PACED_CONNECTIONS, requests, PACE, pay));
            checkedAtPace.add(load.ask(PACED_CONNECTIONS, requests, PACE, check));
        }
        say("pay, 15 at once", paid);
        say("check, 15 at once", checked);
        say("pay, " + PACE + " a second", paidAtPace);
        say("check, " + PACE + " a second", checkedAtPace);
        setting.say(
                "pay: ratio %.2f of check; processor: program %.2f ms, database %.2f ms each",
                median(paid, Asked::rate) / median(checked, Asked::rate), programMillis, databaseMillis);
        check(program, before + 2 * setting.rounds() * requests);
    }

    private void say(String what, List<Asked> rounds) {
        setting.say(
                "%-34s %,12.0f/s  p50 %.1f ms, p99 %.1f ms, most %.1f ms, not ok %d; p99 of the rounds:%s",
                what,
                median(rounds, Asked::rate),
                median(rounds, asked -> asked.nanos(50) / MILLIS),
                median(rounds, asked -> asked.nanos(99) / MILLIS),
                median(rounds, asked -> asked.nanos(100) / MILLIS),
                rounds.stream().mapToLong(Asked::refused).sum(),
                rounds.stream()
                        .map(asked -> String.format(Locale.ROOT, " %.1f", asked.nanos(99) / MILLIS))
                        .reduce("", String::concat));
    }

    private static double median(List<Asked> rounds, ToDoubleFunction<Asked> what) {
        double[] sorted = rounds.stream().mapToDouble(what).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Everything that was answered is booked, and the books balance. */
    private static void check(Program program, long payments) {
        long booked = program.count("select count(*) from payment");
        long difference = program.count("select coalesce(sum(amount_minor), 0)::bigint from posting");
        if (booked != payments || difference != 0) {
            throw new IllegalStateException(
                    booked + " of " + payments + " payments are booked, and the books differ by " + difference);
        }
    }

    private Process serve() throws IOException {
        ProcessBuilder serve = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dturnpike.home=" + Setting.home(),
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                "io.turnpike.cli.Turnpike",
                "serve",
                "--port",
                "0",
                "--definitions",
                definitions.toString(),
                "--data",
                setting.data().toString());
        serve.environment().put("TURNPIKE_TERMINALS_PASSWORD", PASSWORD);
        // as its launcher gives them, which this program was given too
        serve.command()
                .addAll(
                        1,
                        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                                .filter(option -> option.startsWith("-Xm") || option.startsWith("-XX:+Use"))
                                .toList());
        return serve.redirectErrorStream(true).start();
    }

    private static int port(Process serve) throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(serve.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith("serving on ")) {
                Thread drain = new Thread(() -> drain(out), "output of serve");
                drain.setDaemon(true);
                drain.start();
                return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
            }
        }
        throw new IllegalStateException("the program does not serve: " + said);
    }

    /** A program whose output nobody reads would stop when the pipe is full. */
    private static void drain(BufferedReader out) {
        try {
            while (out.readLine() != null) {
                // warnings
            }
        } catch (IOException e) { // it was told to end
            return;
        }
    }
}
