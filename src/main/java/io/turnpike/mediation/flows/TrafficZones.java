package io.turnpike.mediation.flows;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import io.turnpike.usage.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The named zones traffic is exchanged with, and the operator's own address space. Read from
 * {@code rating-rules/common/traffic-zones.yaml}. The zone of a flow is that of the other side's address, longest prefix first.
 *
 * <p>A traffic class is zone and direction in one small number: {@code 2 x zone + (0 outgoing, 1 incoming)}, zones in written order.
 * Classes are stored, so a zone is only ever added at the end of the file; {@link #word} is the form that stays readable.
 */
public final class TrafficZones {
    /** A class fits into seven bits, with the two directions. */
    private static final int MOST_ZONES = 60;

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]*");
    private static final String EVERYTHING_ELSE = "everything-else";

    /** So many addresses of a prefix are tried before it is given up. */
    private static final int CANDIDATES = 256;

    private static final IpAddress FIRST_V4 = IpAddress.of("1.1.1.1");
    private static final IpAddress FIRST_V6 = IpAddress.of("2a00::1");

    private final List<String> names;
    private final Map<String, List<IpPrefix>> prefixes;
    private final int elsewhere;
    /** The prefixes of all zones and those of the operator's own addresses, so that one search tells both. */
    private final PrefixTable table;

    private final int[] sideOfNode;

    /**
     * @param zones prefixes by zone, in written order
     * @param elsewhere the zone of all other addresses, one of {@code zones}
     * @param subscribers the operator's own addresses; traffic of one that no service has is unmatched even if the other side is
     *     known
     */
    public TrafficZones(Map<String, List<IpPrefix>> zones, String elsewhere, List<IpPrefix> subscribers) {
        this.names = List.copyOf(zones.keySet());
        this.prefixes = Map.copyOf(zones);
        this.elsewhere = names.indexOf(elsewhere);
        if (this.elsewhere < 0 || names.size() > MOST_ZONES) {
            throw new IllegalArgumentException("no zone '" + elsewhere + "' among " + names);
        }
        List<IpPrefix> all = new ArrayList<>(subscribers);
        zones.values().forEach(all::addAll);
        this.table = new PrefixTable(all);
        Map<Integer, Integer> zoneOfNode = new HashMap<>();
        for (int zone = 0; zone < names.size(); zone++) {
            for (IpPrefix prefix : zones.getOrDefault(names.get(zone), List.of())) {
                zoneOfNode.put(table.nodeOf(prefix), zone);
            }
        }
        Set<Integer> own = new HashSet<>();
        subscribers.forEach(prefix -> own.add(table.nodeOf(prefix)));
        this.sideOfNode = new int[table.size() + 1];
        for (int node = 0; node < sideOfNode.length; node++) {
            sideOfNode[node] = side(node, zoneOfNode, own);
        }
    }

    /** The zone of the longest prefix around a node that is a zone's, and whether one of the operator's own is around it. */
    private int side(int node, Map<Integer, Integer> zoneOfNode, Set<Integer> own) {
        Integer zone = null;
        boolean ours = false;
        for (int around = node; around != PrefixTable.NONE; around = table.parent(around)) {
            zone = zone == null ? zoneOfNode.get(around) : zone;
            ours |= own.contains(around);
        }
        return (zone == null ? elsewhere : zone) << 1 | (ours ? 1 : 0);
    }

    /** Reads {@code traffic-zones.yaml}; empty, with problems, when it cannot be used. */
    public static Optional<TrafficZones> read(SourceFile file, Problems problems) {
        int before = problems.count();
        return Yaml.read(file, problems).flatMap(block -> {
            Fields fields = new Fields(block, problems);
            Reader reader = new Reader(fields);
            List<IpPrefix> subscribers = reader.prefixes(fields.items("subscriber-addresses"));
            fields.requiredBlock("zones");
            for (Node.Entry entry : fields.entries("zones")) {
                reader.zone(entry);
            }
            fields.done();
            String rest = reader.elsewhere(fields.place());
            return problems.count() > before
                    ? Optional.empty()
                    : Optional.of(new TrafficZones(reader.zones, rest, subscribers));
        });
    }

    /** The class of traffic with this other side. */
    public int trafficClass(long otherHigh, long otherLow, Direction direction) {
        return classWith(side(otherHigh, otherLow), direction);
    }

    /** What is known of an address, in one search: see {@link #classWith} and {@link #isOwn}. */
    int side(long high, long low) {
        return sideOfNode[table.find(high, low)];
    }

    /** The class of traffic with this other {@link #side}. */
    static int classWith(int side, Direction direction) {
        return (side & ~1) | (direction == Direction.OUTGOING ? 0 : 1);
    }

    /** Whether a {@link #side} is in the operator's own space. */
    static boolean isOwn(int side) {
        return (side & 1) != 0;
    }

    /** The classes of a flow for the sides that are the operator's own addresses. */
    void sides(Flow flow, java.util.function.IntConsumer sink) {
        int source = side(flow.sourceHigh, flow.sourceLow);
        int destination = side(flow.destinationHigh, flow.destinationLow);
        if (isOwn(source)) {
            sink.accept(classWith(destination, Direction.OUTGOING));
        }
        if (isOwn(destination)) {
            sink.accept(classWith(source, Direction.INCOMING));
        }
    }

    /** Whether an address is in the operator's own space. */
    public boolean isSubscriber(long high, long low) {
        return isOwn(side(high, low));
    }

    /** The zone's word, as tariffs name it. */
    public String zone(int trafficClass) {
        return names.get(trafficClass / 2);
    }

    public Direction direction(int trafficClass) {
        return trafficClass % 2 == 0 ? Direction.OUTGOING : Direction.INCOMING;
    }

    /** {@code incoming/internet}: the end of a tariff's node path. */
    public String word(int trafficClass) {
        return direction(trafficClass).word() + "/" + zone(trafficClass);
    }

    /** The words of all zones, in written order. */
    public List<String> names() {
        return names;
    }

    /**
     * An address that stands for a zone, for traffic that is made up: not the operator's own where the zone has others. Empty where the
     * first addresses of the zone are all refused, taken by narrower zones, or of the other version of IP.
     *
     * @param free which addresses may be used
     */
    public Optional<IpAddress> addressIn(String zone, Predicate<IpAddress> free) {
        List<IpAddress> candidates = new ArrayList<>();
        for (IpPrefix prefix : prefixes.getOrDefault(zone, List.of())) {
            for (long host = 0; host < CANDIDATES && prefix.contains(above(prefix.network(), host)); host++) {
                candidates.add(above(prefix.network(), host));
            }
        }
        if (names.indexOf(zone) == elsewhere) {
            for (long step = 0; step < CANDIDATES; step++) {
                candidates.add(above(FIRST_V4, step * 0x0001_0001));
                candidates.add(new IpAddress(FIRST_V6.high() + (step << 32), 1));
            }
        }
        return candidates.stream()
                .filter(free)
                .filter(address -> zone(trafficClass(address.high(), address.low(), Direction.INCOMING))
                        .equals(zone))
                .min(Comparator.comparing(address -> isSubscriber(address.high(), address.low())));
    }

    private static IpAddress above(IpAddress address, long by) {
        return new IpAddress(address.high(), address.low() + by);
    }

    /** Classes are numbered from 0 up to this. */
    public int classes() {
        return names.size() * 2;
    }

    private static final class Reader {
        private final Fields fields;
        private final Map<String, List<IpPrefix>> zones = new java.util.LinkedHashMap<>();
        private final Map<IpPrefix, String> owners = new HashMap<>();
        private final List<String> rest = new ArrayList<>();

        Reader(Fields fields) {
            this.fields = fields;
        }

        void zone(Node.Entry entry) {
            String name = entry.key().text();
            if (!WORD.matcher(name).matches() || zones.size() == MOST_ZONES) {
                fields.problems()
                        .add(
                                entry.key().place(),
                                "'" + name + "' cannot be a zone",
                                "write at most " + MOST_ZONES + " zones with lower-case words such as peering");
                return;
            }
            if (entry.value() instanceof Node.Scalar scalar && scalar.text().equals(EVERYTHING_ELSE)) {
                rest.add(name);
                zones.put(name, List.of());
                return;
            }
            List<Node> items = entry.value() instanceof Node.Items list ? list.items() : List.of(entry.value());
            List<IpPrefix> prefixes = prefixes(items);
            zones.put(name, prefixes);
            for (IpPrefix prefix : prefixes) {
                String other = owners.put(prefix, name);
                if (other != null) {
                    fields.problems()
                            .add(
                                    entry.key().place(),
                                    prefix + " is in '" + other + "' and in '" + name + "'",
                                    "keep it in one of them");
                }
            }
        }

        List<IpPrefix> prefixes(List<Node> items) {
            List<IpPrefix> prefixes = new ArrayList<>();
            for (Node item : items) {
                if (item instanceof Node.Scalar scalar) {
                    fields.parse(
                                    scalar,
                                    "write an address or a prefix with no bits after it: 203.0.113.0/24",
                                    IpPrefix::of)
                            .ifPresent(prefixes::add);
                } else {
                    fields.problems().add(item.place(), "a " + item.shape() + " is no prefix", "write 203.0.113.0/24");
                }
            }
            return prefixes;
        }

        String elsewhere(Place place) {
            if (rest.size() != 1) {
                fields.problems()
                        .add(
                                place,
                                rest.isEmpty()
                                        ? "no zone is " + EVERYTHING_ELSE
                                        : rest + " are both " + EVERYTHING_ELSE,
                                "write 'internet: " + EVERYTHING_ELSE + "' for exactly one zone");
                return "";
            }
            return rest.get(0);
        }
    }
}
