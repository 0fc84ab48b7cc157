package io.turnpike.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** Writes the files of flows, a router and day each. Benchmark: {@code scripts/bench demo-data}. */
final class DemoFlows {
    private static final int DICE = 200;
    private static final int FAULTS = 2000;
    private static final int STRANGERS = 5;
    private static final int PACKET_BYTES = 1400;

    /** NetFlow version 5 counts bytes of a flow in 32 bits. */
    private static final long MOST_BYTES = 4_000_000_000L;

    private static final int PEERING = 0xC633_6400; // 198.51.100.0/24
    private static final int LOCAL = 0xAC10_0000; // 172.16.0.0/12

    private final DemoMonth month;
    private final Planted planted;
    private final Path inbox;
    private final DemoFlow flow = new DemoFlow();

    DemoFlows(DemoMonth month, Planted planted, Path inbox) {
        this.month = month;
        this.planted = planted;
        this.inbox = inbox;
    }

    /** The files of one router. */
    void write(FlowSource source, int number) throws IOException {
        Path folder = Files.createDirectories(inbox.resolve(source.layout().format()));
        for (int day = 0; day < month.days(); day++) {
            write(source, number, day, folder.resolve(source.layout().fileName(month.day(day))));
        }
    }

    private void write(FlowSource source, int number, int day, Path file) throws IOException {
        long records = source.flowsUpTo(month, day + 1) - source.flowsUpTo(month, day);
        LocalDate date = month.day(day);
        long endOfDay = date.plusDays(1).atStartOfDay(source.operator().zone()).toEpochSecond() * 1000;
        Dice dice = Dice.of(month.seed(), DICE + number, day);
        DayCourse course = new DayCourse(date, source.operator().zone(), records);
        long bytes = 0;
        long packets = 0;
        long flows = 0;
        try (Lines out = new Lines(file, "\n")) {
            source.layout().opening(out);
            for (long i = 0; i < records; i++) {
                flow.startMillis = course.next(dice) * 1000;
                Subscriber subscriber = source.draw(month, day, dice);
                if (subscriber.equals(Subscriber.NOBODY)) {
                    break;
                }
                fill(source, subscriber, day, dice);
                long room = source.layout().isListing() ? flow.durationMillis : endOfDay - 1 - flow.startMillis;
                flow.durationMillis = (int) Math.min(flow.durationMillis, room);
                out.begin();
                source.layout().record(out, flow);
                flows++;
                bytes += flow.bytes;
                packets += flow.packets;
            }
            source.layout().closing(out, new FlowLayout.FlowSums(flows, bytes, packets));
            planted.files++;
            planted.flows += flows;
            planted.bytes += out.bytes();
        }
    }

    private void fill(FlowSource source, Subscriber subscriber, int day, Dice dice) {
        int fault = dice.below(FAULTS);
        flow.damaged = fault == 0 && !source.layout().saysTotals();
        flow.ipv6 = subscriber.hasIpv6() && source.layout().hasIpv6() && dice.oneIn(2);
        flow.subnet = source.operator().subnet(subscriber.index());
        flow.own = subscriber.address(day, dice);
        flow.download = !dice.oneIn(3);
        int zone = dice.below(10);
        flow.peering = zone >= 8;
        flow.other =
                zone < 7 ? publicAddress(dice) : zone == 7 ? LOCAL + dice.below(1 << 16) : PEERING + dice.below(256);
        flow.port = 1024 + dice.below(60_000);
        boolean stranger = fault > 0 && fault <= STRANGERS;
        if (stranger) {
            flow.ipv6 = false;
            flow.own = source.operator().strangeAddress(dice);
        }
        planted.damagedFlows += flow.damaged ? 1 : 0;
        planted.strangerFlows += stranger ? 1 : 0;
        volume(subscriber, dice);
    }

    private void volume(Subscriber subscriber, Dice dice) {
        boolean large = flow.download && (subscriber.heavy() ? dice.oneIn(2) : dice.oneIn(9));
        flow.packets = large ? 100_000 + dice.below(2_000_000) : 1 + dice.below(60) * dice.below(60);
        int size = flow.download ? PACKET_BYTES - dice.below(40) : 60 + dice.below(200);
        flow.bytes = Math.min(MOST_BYTES, flow.packets * size);
        flow.durationMillis = large ? 600_000 + dice.below(1_200_000) : dice.below(180_000);
    }

    /** Somewhere in 80.0.0.0/5, which is neither ours nor a partner's. */
    private static int publicAddress(Dice dice) {
        return 0x5000_0000 + dice.below(1 << 27);
    }
}
