package io.turnpike.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Flows in nfdump's own file: sent as NetFlow v5 over loopback to nfcapd, both of Debian's package nfdump. */
final class NetflowCapture {
    private static final int HEADER_BYTES = 24;
    private static final int RECORD_BYTES = 48;
    private static final int RECORDS = 30;
    private static final int VERSION = 5;
    private static final int TCP = 6;
    private static final int HTTPS = 443;
    private static final int CLIENT_PORT = 40_010;
    /** The exporter's clock after its start, when it sends: later than all flows. */
    private static final int UPTIME_MILLIS = 13 * 3_600_000;

    private static final int PACKETS_A_MILLISECOND = 15;
    private static final int SOCKET_BUFFER = 64 << 20;

    private final Path store;

    private NetflowCapture(Path store) {
        this.store = store;
    }

    /** Sends the flows to a collector and waits until all are in its file. */
    static NetflowCapture of(RandomFlows flows, Path store) throws Exception {
        Files.createDirectories(store);
        int port;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process collector = process(
                store.resolveSibling("nfcapd.log"),
                "nfcapd",
                "-w",
                store.toString(),
                "-p",
                "" + port,
                "-b",
                "127.0.0.1",
                "-t",
                "36000",
                "-B",
                "" + SOCKET_BUFFER);
        try {
            TimeUnit.SECONDS.sleep(1); // it does not say when it listens
            send(flows, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            TimeUnit.SECONDS.sleep(1);
        } finally {
            collector.destroy(); // it writes its file and ends
            collector.waitFor(30, TimeUnit.SECONDS);
        }
        NetflowCapture capture = new NetflowCapture(store);
        String summary = capture.print("-q", "-A", "proto", "-o", "fmt:%fl").strip();
        if (!summary.equals(String.valueOf(flows.count()))) {
            throw new IOException(
                    "nfcapd has '" + summary + "' of " + flows.count() + " flows: try again on a quieter machine");
        }
        return capture;
    }

    /** What the product's work is compared with: all flows summed by destination, the output thrown away. */
    void sumByDestination() throws IOException, InterruptedException {
        run(Path.of("/dev/null"), "-q", "-A", "dstip");
    }

    /** Writes them as nfdump 1.7.1 does with {@code -o csv}: 48 columns, times of Moscow; shared by the networks they come from. */
    void writeAllColumns(Path folder, int files) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        for (int file = 0; file < files; file++) {
            int share = file;
            String sources = IntStream.range(0, RandomFlows.FAR_NETWORKS)
                    .filter(network -> network % files == share)
                    .mapToObj(network -> "src net " + (RandomFlows.FAR + network) + ".0.0.0/8")
                    .collect(Collectors.joining(" or "));
            run(folder.resolve("flows-" + file + ".csv"), "-o", "csv", sources);
        }
    }

    private String print(String... options) throws IOException, InterruptedException {
        Path file = Files.createTempFile(store.getParent(), "nfdump", ".txt");
        run(file, options);
        return Files.readString(file);
    }

    private void run(Path output, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("nfdump", "-R", store.toString()));
        command.addAll(List.of(options));
        Process process = process(output, command.toArray(new String[0]));
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
        }
    }

    private static Process process(Path output, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output.toFile());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TZ", "Europe/Moscow");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IOException(command[0] + " is not installed: apt-get install nfdump", e);
        }
    }

    private static void send(RandomFlows flows, InetSocketAddress to) throws Exception {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(to);
            Sender sender = new Sender(socket);
            flows.each(sender::add);
            sender.flush();
        }
    }

    /** NetFlow v5: a header of 24 bytes and up to 30 records of 48. */
    private static final class Sender {
        private final DatagramSocket socket;
        private final ByteBuffer packet = ByteBuffer.allocate(HEADER_BYTES + RECORDS * RECORD_BYTES);
        private int sequence;
        private int records;
        private long packets;
        private final long begin = System.nanoTime();

        Sender(DatagramSocket socket) {
            this.socket = socket;
            packet.position(HEADER_BYTES);
        }

        void add(long start, int duration, int source, int destination, int octetsPackets, int bytes)
                throws IOException {
            packet.putInt(source)
                    .putInt(destination)
                    .putInt(0)
                    .putShort((short) 1)
                    .putShort((short) 2);
            packet.putInt(octetsPackets).putInt(bytes).putInt((int) start).putInt((int) start + duration);
            packet.putShort((short) HTTPS).putShort((short) CLIENT_PORT);
            packet.put((byte) 0).put((byte) 0).put((byte) TCP).put((byte) 0).putLong(0);
            packet.position(HEADER_BYTES + ++records * RECORD_BYTES);
            if (records == RECORDS) {
                flush();
            }
        }

        void flush() throws IOException {
            if (records == 0) {
                return;
            }
            int length = HEADER_BYTES + records * RECORD_BYTES;
            packet.putShort(0, (short) VERSION).putShort(2, (short) records).putInt(4, UPTIME_MILLIS);
            packet.putInt(8, (int) RandomFlows.BEGIN.getEpochSecond() + UPTIME_MILLIS / 1_000)
                    .putInt(12, 0);
            packet.putInt(16, sequence).putInt(20, 0);
            long due = begin + packets++ / PACKETS_A_MILLISECOND * 1_000_000L;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            socket.send(new DatagramPacket(packet.array(), length));
            sequence += records;
            records = 0;
            packet.position(HEADER_BYTES);
        }
    }
}
