package io.turnpike.mediation.flows;

import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The {@code *.examples} beside a reader of flows: lines of a file, and what must come of them.
 *
 * <pre>
 * subscribers 203.0.113.0/24                     the operator's own addresses
 * zone peering 198.51.100.0/24                   a zone of traffic
 * file cache-20260301-132000.txt                 the file's name, where the reader takes the time from it
 * &gt; firstSeen,duration,proto,srcAddr,…            lines of the file as they stand
 * &gt; 2026-03-01 12:50:00.000,31.000,6,192.0.2.10,…
 * = 192.0.2.10 -&gt; 203.0.113.10 98000 B 2026-03-01T09:50:00Z 31.000 s incoming internet
 * = rejected scaled-number                       or: filtered, or: summary agrees, summary differs
 * </pre>
 *
 * An example is a run of {@code >} lines and the {@code =} lines after it, one for each thing that comes of it, in order. What follows
 * the duration is a class of a subscriber's side, and {@code estimated} where it is so; {@code none} stands for nothing at all. Any
 * part at the end may be left out. Whose side is whose the {@code subscribers} and {@code zone} lines say, before the first example,
 * {@code internet} being all other addresses; without any, {@code traffic-zones.yaml} does.
 */
public final class FlowExamples {
    private static final String ELSEWHERE = "internet";

    private final FlowFormat format;
    private TrafficZones zones;
    private final Map<String, List<IpPrefix>> ownZones = new LinkedHashMap<>();
    private final List<IpPrefix> subscribers = new ArrayList<>();
    private final SourceFile file;
    private final Problems problems;
    private final StringBuilder input = new StringBuilder();
    private final List<Expected> expected = new ArrayList<>();
    private String fileName = "";
    private int compared;

    private FlowExamples(FlowFormat format, TrafficZones zones, SourceFile file, Problems problems) {
        this.format = format;
        this.zones = zones;
        this.file = file;
        this.problems = problems;
    }

    /**
     * Runs the examples; what is not as expected becomes a problem at its line.
     *
     * @return how many expectations were compared
     */
    public static int check(FlowFormat format, TrafficZones zones, SourceFile examples, Problems problems) {
        FlowExamples run = new FlowExamples(format, zones, examples, problems);
        run.all();
        return run.compared;
    }

    private record Expected(String text, Place place) {}

    private void all() {
        int number = 0;
        Place place = new Place(file, 1, 1, 1);
        for (String line : file.lines()) {
            number++;
            place = new Place(file, number, 1, Math.max(1, line.length()));
            line(line, place);
        }
        compare(place);
    }

    private void line(String line, Place place) {
        if (line.startsWith("> ") || line.equals(">")) {
            if (!expected.isEmpty()) {
                compare(place);
            }
            input.append(line.substring(Math.min(2, line.length()))).append('\n');
        } else if (line.startsWith("= ")) {
            expected.add(new Expected(line.substring(2).strip(), place));
        } else if (line.startsWith("file ")) {
            compare(place);
            fileName = line.substring("file ".length()).strip();
        } else if (line.startsWith("subscribers ") || line.startsWith("zone ")) {
            compare(place);
            addresses(List.of(line.replaceFirst("#.*$", "").strip().split("\\s+")), place);
        } else if (!line.isBlank() && !line.startsWith("#")) {
            problems.add(
                    place,
                    "cannot read '" + line + "'",
                    "begin the line with '> ', '= ', 'file ', 'subscribers ', 'zone ' or '#'");
        }
    }

    /** Addresses that hold for this file only. */
    private void addresses(List<String> words, Place place) {
        List<IpPrefix> prefixes = words.get(0).equals("zone")
                ? ownZones.computeIfAbsent(words.get(1), name -> new ArrayList<>())
                : subscribers;
        for (String word : words.subList(words.get(0).equals("zone") ? 2 : 1, words.size())) {
            try {
                prefixes.add(IpPrefix.of(word));
            } catch (IllegalArgumentException e) {
                problems.add(
                        place, "'" + word + "' is no prefix of addresses", "write 203.0.113.0/24 or 2001:db8::/32");
            }
        }
        Map<String, List<IpPrefix>> all = new LinkedHashMap<>(ownZones);
        all.putIfAbsent(ELSEWHERE, List.of());
        zones = new TrafficZones(all, ELSEWHERE, subscribers);
    }

    /** Ends one example. */
    private void compare(Place end) {
        if (input.isEmpty() && expected.isEmpty()) {
            return;
        }
        if (expected.isEmpty()) {
            problems.add(end, "nothing is expected of the lines before", "add a line '= ' with what must come of them");
        }
        List<String> words = outcomes();
        for (int i = 0; i < expected.size(); i++) {
            String came = i < words.size() ? words.get(i) : "nothing more";
            String wanted = expected.get(i).text.replaceAll("\\s*#.*$", "").replaceAll("\\s+", " ");
            if (!came.equals(wanted) && !came.startsWith(wanted + " ")) {
                problems.add(expected.get(i).place, "expected '" + wanted + "'", "it is '" + came + "'");
            }
        }
        if (words.size() > expected.size()) {
            problems.add(end, "more came of the lines before", "add '= " + words.get(expected.size()) + "'");
        }
        compared += expected.size();
        input.setLength(0);
        expected.clear();
    }

    private List<String> outcomes() {
        Outcomes outcomes = new Outcomes(zones);
        byte[] bytes = input.toString().getBytes(StandardCharsets.UTF_8);
        try {
            format.decoder(fileName, FlowPosition.START).decode(bytes, 0, bytes.length, true, outcomes);
        } catch (UnusableFlowFile e) {
            return List.of("unusable " + e.getMessage());
        }
        return outcomes.words.isEmpty() ? List.of("none") : outcomes.words;
    }

    /** Writes what comes of the lines as the examples do. */
    private static final class Outcomes implements FlowSink {
        private final TrafficZones zones;
        private final List<String> words = new ArrayList<>();

        Outcomes(TrafficZones zones) {
            this.zones = zones;
        }

        @Override
        public void flow(Flow flow) {
            StringBuilder text = new StringBuilder()
                    .append(flow.source())
                    .append(" -> ")
                    .append(flow.destination())
                    .append(' ')
                    .append(flow.bytes())
                    .append(" B ")
                    .append(Instant.ofEpochMilli(flow.startMillis()))
                    .append(' ')
                    .append(seconds(flow.endMillis() - flow.startMillis()))
                    .append(" s");
            zones.sides(
                    flow,
                    trafficClass -> text.append(' ')
                            .append(zones.direction(trafficClass).word())
                            .append(' ')
                            .append(zones.zone(trafficClass)));
            words.add(text + (flow.estimated() ? " estimated" : ""));
        }

        private static String seconds(long millis) {
            return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
        }

        @Override
        public void filtered(Flow flow) {
            words.add("filtered");
        }

        @Override
        public void rejected(FlowRejection rejection) {
            words.add("rejected " + rejection.fault().word() + " " + rejection.detail());
        }

        @Override
        public void summary(SummaryCheck check) {
            words.add(check.agrees() ? "summary agrees" : "summary differs " + check);
        }
    }
}
