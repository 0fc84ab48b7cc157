package io.turnpike.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/**
 * Asks a payment system's endpoint over connections that are kept open, with as little work of its own as can be: client, program and
 * database share the machine.
 */
record TerminalLoad(int port, String authorization) {
    private static final double NANOS = 1e9;
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final String OK = "<result>0</result>";

    /**
     * What came of it.
     *
     * @param seconds from the first request to the last answer
     * @param sorted nanoseconds from when a request was to be sent to its answer
     * @param refused answers that were not "ok"
     */
    record Asked(double seconds, long[] sorted, long refused) {
        double rate() {
            return sorted.length / seconds;
        }

        /** So many of a hundred had their answer in this time. */
        long nanos(int percent) {
            return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
        }
    }

    /**
     * Sends requests and waits for all answers. At a fixed rate the time of an answer counts from when its request was due, also where no
     * connection was free then: who waits in the queue waits too.
     *
     * @param aSecond requests; 0 for each connection's next as soon as it has the answer of its last
     * @param query of the n-th request
     */
    Asked ask(int connections, long requests, int aSecond, LongFunction<String> query) throws Exception {
        long[] nanos = new long[Math.toIntExact(requests)];
        AtomicLong next = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        long begin = System.nanoTime();
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                all.add(threads.submit(() -> {
                    try (Connection connection = new Connection()) {
                        for (long n = next.getAndIncrement(); n < requests; n = next.getAndIncrement()) {
                            long due = aSecond == 0 ? System.nanoTime() : begin + (long) (n * NANOS / aSecond);
                            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                                LockSupport.parkNanos(wait);
                            }
                            if (!connection.ask(query.apply(n))) {
                                refused.incrementAndGet();
                            }
                            nanos[(int) n] = System.nanoTime() - due;
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        double seconds = (System.nanoTime() - begin) / NANOS;
        Arrays.sort(nanos);
        return new Asked(seconds, nanos, refused.get());
    }

    /** HTTP/1.1 with a length in each answer, which is what the program sends. */
    private final class Connection implements AutoCloseable {
        private Socket socket = new Socket();
        private InputStream in = InputStream.nullInputStream();

        /** Whether the answer is "ok". */
        boolean ask(String query) throws IOException {
            if (!socket.isConnected() || socket.isClosed()) {
                socket = new Socket("127.0.0.1", port);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(TIMEOUT_MILLIS);
                in = new BufferedInputStream(socket.getInputStream());
            }
            socket.getOutputStream()
                    .write(("GET /pay/terminals?" + query + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                                    + authorization + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            boolean closes = false;
            int length = 0;
            for (String line = line(); !line.isEmpty(); line = line()) {
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(
                            lower.substring("content-length:".length()).strip());
                }
                closes |= lower.startsWith("connection:") && lower.contains("close");
            }
            byte[] body = in.readNBytes(length);
            if (closes) {
                socket.close();
            }
            return new String(body, StandardCharsets.UTF_8).contains(OK);
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("the program hung up");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
