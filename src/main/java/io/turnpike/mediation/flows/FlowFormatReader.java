package io.turnpike.mediation.flows;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import io.turnpike.mediation.flows.FlowFormat.FlowFilter;
import io.turnpike.mediation.flows.FlowFormat.Layout;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code format.yaml} of {@code kind: flows}; the reference is {@code readers/flows-reference/format.yaml}. */
final class FlowFormatReader {
    private static final Map<String, Layout> LAYOUTS =
            Map.of("delimited", Layout.DELIMITED, "blanks", Layout.BLANKS, "cisco-cache", Layout.CISCO_CACHE);
    private static final Map<String, String> NAMED_DELIMITERS =
            Map.of("comma", ",", "semicolon", ";", "tab", "\t", "pipe", "|");
    private static final Map<String, FlowTimes.Kind> KINDS = Map.of(
            "yyyy-MM-dd HH:mm:ss", FlowTimes.Kind.LOCAL,
            "epoch-seconds", FlowTimes.Kind.EPOCH_SECONDS,
            "epoch-millis", FlowTimes.Kind.EPOCH_MILLIS,
            "since-boot", FlowTimes.Kind.SINCE_BOOT,
            "file-name", FlowTimes.Kind.FILE_NAME);
    private static final Map<String, FlowTimes.Choice> CHOICES = Map.of(
            "earlier", FlowTimes.Choice.EARLIER, "later", FlowTimes.Choice.LATER, "reject", FlowTimes.Choice.REJECT);
    private static final List<FlowColumn> FLOW_KEYS = List.of(
            FlowColumn.SOURCE,
            FlowColumn.DESTINATION,
            FlowColumn.BYTES,
            FlowColumn.PACKETS,
            FlowColumn.REVERSE_BYTES,
            FlowColumn.REVERSE_PACKETS,
            FlowColumn.FLOWS);
    private static final List<FlowColumn> TIME_KEYS = List.of(
            FlowColumn.START,
            FlowColumn.END,
            FlowColumn.DURATION,
            FlowColumn.SENT_SECONDS,
            FlowColumn.SENT_NANOS,
            FlowColumn.UPTIME_MILLIS);

    private final Fields fields;
    private final Problems problems;
    private final Map<FlowColumn, Node.Scalar> columns = new EnumMap<>(FlowColumn.class);

    private FlowFormatReader(Fields fields) {
        this.fields = fields;
        this.problems = fields.problems();
    }

    static Optional<FlowFormat> read(SourceFile file, Problems problems) {
        int before = problems.count();
        Optional<FlowFormat> format =
                Yaml.read(file, problems).map(block -> new FlowFormatReader(new Fields(block, problems)).format(file));
        return problems.count() > before ? Optional.empty() : format;
    }

    private FlowFormat format(SourceFile file) {
        fields.required("kind");
        fields.oneOf("kind", Map.of("flows", true));
        fields.requiredText("about");
        Optional<Fields> text = fields.requiredBlock("text");
        Layout layout = text.flatMap(block -> block.required("layout"))
                .flatMap(word -> fields.word(word, LAYOUTS))
                .orElse(Layout.DELIMITED);
        byte delimiter = text.map(block -> delimiter(block, layout)).orElse((byte) ',');
        Map<String, int[]> positions =
                text.map(block -> positions(block, layout)).orElse(Map.of());
        List<String> ignore = text.map(this::ignore).orElse(List.of());
        boolean summary = text.flatMap(block -> block.oneOf("summary", Map.of("nfdump", true, "none", false)))
                .orElse(false);
        text.ifPresent(Fields::done);
        if (layout != Layout.CISCO_CACHE) {
            fields.requiredBlock("flow").ifPresent(this::flowColumns);
        }
        FlowTimes times =
                fields.requiredBlock("time").map(block -> times(block, layout)).orElseGet(FlowFormatReader::anyTimes);
        List<FlowFilter> filters = layout == Layout.CISCO_CACHE
                ? List.of()
                : fields.block("records").map(this::filters).orElse(List.of());
        fields.required("scaled-numbers");
        boolean scaled = fields.oneOf("scaled-numbers", Map.of("refuse", false, "estimate", true))
                .orElse(false);
        boolean estimated = fields.yesNo("estimated").orElse(false);
        if (layout == Layout.CISCO_CACHE && !estimated) {
            problems.add(
                    fields.place(),
                    "a Cisco cache listing holds no byte counts",
                    "write 'estimated: yes': bytes are packets times an average");
        }
        fields.done();
        Map<FlowColumn, String> names = new EnumMap<>(FlowColumn.class);
        columns.forEach((column, scalar) -> {
            names.put(column, scalar.text());
            known(scalar, positions);
        });
        return new FlowFormat(
                readerName(file),
                layout,
                delimiter,
                positions,
                ignore,
                summary,
                names,
                times,
                scaled,
                estimated,
                filters);
    }

    /** The folder's name. */
    private static String readerName(SourceFile file) {
        String[] parts = file.name().split("/", -1);
        return parts.length > 1 ? parts[parts.length - 2] : parts[0];
    }

    private byte delimiter(Fields text, Layout layout) {
        if (layout != Layout.DELIMITED) {
            return ' ';
        }
        String remedy = "write comma, semicolon, tab, pipe or one ASCII character in quotes";
        text.required("delimiter");
        return text.value("delimiter", remedy, word -> {
                    String one = NAMED_DELIMITERS.getOrDefault(word, word);
                    if (one.length() != 1 || one.charAt(0) < 9 || one.charAt(0) > 126 || one.charAt(0) == '\n') {
                        throw new IllegalArgumentException(word);
                    }
                    return (byte) one.charAt(0);
                })
                .orElse((byte) ',');
    }

    private Map<String, int[]> positions(Fields text, Layout layout) {
        if (layout == Layout.CISCO_CACHE) {
            return Map.of();
        }
        text.requiredText("columns-from");
        if (text.oneOf("columns-from", Map.of("header", true, "positions", false))
                .orElse(true)) {
            return Map.of();
        }
        Map<String, int[]> positions = new LinkedHashMap<>();
        text.requiredBlock("positions");
        for (Node.Entry entry : text.entries("positions")) {
            if (entry.value() instanceof Node.Scalar place) {
                fields.parse(
                                place,
                                "write the number of the column from 1, or of words as 1-2",
                                word -> place(word, layout))
                        .ifPresent(found -> positions.put(entry.key().text(), found));
            }
        }
        return positions;
    }

    private static int[] place(String word, Layout layout) {
        int dash = word.indexOf('-');
        int first = Integer.parseInt(dash < 0 ? word : word.substring(0, dash));
        int last = dash < 0 ? first : Integer.parseInt(word.substring(dash + 1));
        boolean several = last > first && layout == Layout.DELIMITED;
        if (first < 1 || last < first || last > LineFields.MOST_COLUMNS || several) {
            throw new IllegalArgumentException(word);
        }
        return new int[] {first, last};
    }

    private List<String> ignore(Fields text) {
        List<String> prefixes = new ArrayList<>();
        for (Node.Scalar scalar : text.scalars("ignore")) {
            if (scalar.text().isEmpty()) {
                problems.add(
                        scalar.place(), "an empty text begins every line", "write the first characters of the line");
            } else {
                prefixes.add(scalar.text());
            }
        }
        return prefixes;
    }

    private void flowColumns(Fields flow) {
        for (FlowColumn column : List.of(FlowColumn.SOURCE, FlowColumn.DESTINATION, FlowColumn.BYTES)) {
            flow.required(column.word());
        }
        take(flow, FLOW_KEYS);
        flow.done();
    }

    private void take(Fields block, List<FlowColumn> keys) {
        for (FlowColumn column : keys) {
            block.scalar(column.word()).ifPresent(scalar -> columns.put(column, scalar));
        }
    }

    private FlowTimes times(Fields time, Layout layout) {
        time.required("format");
        FlowTimes.Kind kind = time.oneOf("format", KINDS).orElse(FlowTimes.Kind.EPOCH_SECONDS);
        if ((kind == FlowTimes.Kind.FILE_NAME) != (layout == Layout.CISCO_CACHE)) {
            problems.add(
                    time.place(),
                    "'file-name' and the layout 'cisco-cache' belong together",
                    "write 'format: file-name' for cisco-cache, another format for other layouts");
        }
        if (kind == FlowTimes.Kind.FILE_NAME) {
            time.required("name");
        } else {
            take(time, TIME_KEYS);
            timeColumns(time, kind);
        }
        String name = time.value("name", "write a name such as cache-yyyyMMdd-HHmmss", FlowFormatReader::fileName)
                .orElse("yyyyMMddHHmm");
        boolean local = kind == FlowTimes.Kind.LOCAL || kind == FlowTimes.Kind.FILE_NAME;
        if (local) {
            time.required("zone");
        }
        ZoneId zone = local ? time.zone("zone").orElse(ZoneOffset.UTC) : ZoneOffset.UTC;
        if (!zone.getRules().isFixedOffset()) {
            time.required("repeated-hour");
            time.required("skipped-hour");
        }
        FlowTimes times = new FlowTimes(
                kind,
                zone,
                time.oneOf("repeated-hour", CHOICES).orElse(FlowTimes.Choice.REJECT),
                time.oneOf("skipped-hour", CHOICES).orElse(FlowTimes.Choice.REJECT),
                name);
        time.done();
        return times;
    }

    private void timeColumns(Fields time, FlowTimes.Kind kind) {
        time.required(FlowColumn.START.word());
        if (time.has(FlowColumn.END.word()) == time.has(FlowColumn.DURATION.word())) {
            problems.add(time.place(), "a flow needs either 'end' or 'duration'", "write the column of one of them");
        }
        if (kind == FlowTimes.Kind.SINCE_BOOT) {
            time.required(FlowColumn.SENT_SECONDS.word());
            time.required(FlowColumn.UPTIME_MILLIS.word());
        }
    }

    private static String fileName(String text) {
        for (String word : List.of("yyyy", "MM", "dd", "HH", "mm")) {
            if (!text.contains(word)) {
                throw new IllegalArgumentException(word);
            }
        }
        return text;
    }

    private static FlowTimes anyTimes() {
        return new FlowTimes(
                FlowTimes.Kind.EPOCH_SECONDS, ZoneOffset.UTC, FlowTimes.Choice.REJECT, FlowTimes.Choice.REJECT, "");
    }

    private List<FlowFilter> filters(Fields records) {
        List<FlowFilter> filters = new ArrayList<>();
        for (boolean keep : new boolean[] {true, false}) {
            String key = keep ? "only" : "except";
            records.block(key).ifPresent(block -> {
                for (Node.Entry entry : records.entries(key)) {
                    List<String> values = block.scalars(entry.key().text()).stream()
                            .map(Node.Scalar::text)
                            .toList();
                    filters.add(new FlowFilter(entry.key().text(), values, keep));
                }
            });
        }
        records.done();
        return filters;
    }

    private void known(Node.Scalar column, Map<String, int[]> positions) {
        if (!positions.isEmpty() && !positions.containsKey(column.text())) {
            problems.add(
                    column.place(),
                    "no position is written for the column '" + column.text() + "'",
                    "write one of: " + String.join(", ", positions.keySet()) + "; or add it to 'positions'");
        }
    }
}
