package io.turnpike.catalog;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import io.turnpike.rating.HolidayCalendar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What all plans share, from {@code rating-rules/common}: zones and holiday calendars.
 *
 * @param zones by name
 * @param calendars by name; the files of all years together
 * @param calendarFiles one a calendar and year: a definition of its own, because a new year is added without touching any plan
 */
record CommonRules(Map<String, Zone> zones, Map<String, HolidayCalendar> calendars, List<SourceFile> calendarFiles) {
    private static final Pattern PREFIX = Pattern.compile("\\+?[0-9]{1,18}");
    private static final String PREFIX_REMEDY =
            "write + and digits for a prefix, such as +7495; for what is dialled as it"
                    + " stands (short codes, voicemail) write it under 'words'";

    static CommonRules read(Path root, Problems problems) {
        Map<String, Zone> zones = new TreeMap<>();
        for (Path path : yamlFiles(root.resolve("common/zones"))) {
            SourceFile file = read(root, path);
            Yaml.read(file, problems).ifPresent(block -> readZones(root, file, new Fields(block, problems), zones));
        }
        Map<String, Set<LocalDate>> days = new TreeMap<>();
        List<SourceFile> files = new ArrayList<>();
        for (Path path : yamlFiles(root.resolve("common/holidays"))) {
            SourceFile file = read(root, path);
            files.add(file);
            Yaml.read(file, problems).ifPresent(block -> readHolidays(new Fields(block, problems), days));
        }
        Map<String, HolidayCalendar> calendars = new TreeMap<>();
        days.forEach((name, dates) -> calendars.put(name, new HolidayCalendar(name, dates)));
        return new CommonRules(zones, calendars, files);
    }

    /** Reads a file; errors name it from the folder of the rating rules on. */
    static SourceFile read(Path root, Path path) {
        Path absolute = root.toAbsolutePath();
        Path above = absolute.getParent() == null ? absolute : absolute.getParent();
        try {
            return SourceFile.read(above, path.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The YAML files of a folder by name; none where there is no folder. */
    static List<Path> yamlFiles(Path folder) {
        return files(folder, ".yaml");
    }

    static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(path -> path.toString().endsWith(ending) && Files.isRegularFile(path))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readZones(Path root, SourceFile file, Fields fields, Map<String, Zone> zones) {
        for (Node.Entry entry : fields.entries("zones")) {
            String name = entry.key().text();
            if (!(entry.value() instanceof Node.Block block)) {
                fields.problems().add(entry.key().place(), "zone '" + name + "' is no block", "write prefixes: […]");
                continue;
            }
            Fields zone = new Fields(block, fields.problems());
            Map<String, String> prefixes = new LinkedHashMap<>();
            List<SourceFile> files = new ArrayList<>(List.of(file));
            named(zone, "prefixes").forEach((key, label) -> addPrefix(zone.problems(), key, label, prefixes));
            zone.scalar("table")
                    .ifPresent(table -> readTable(root, file, table, zone.problems(), prefixes)
                            .ifPresent(files::add));
            Map<String, String> words = new LinkedHashMap<>();
            named(zone, "words").forEach((key, label) -> words.put(key.text(), label));
            zone.done();
            if (!zone.has("prefixes") && !zone.has("table") && !zone.has("words")) {
                zone.problems().add(entry.key().place(), "zone '" + name + "' holds nothing", "write prefixes: […]");
            }
            if (zones.put(name, new Zone(name, prefixes, words, files)) != null) {
                fields.problems()
                        .add(entry.key().place(), "zone '" + name + "' is written twice", "give one another name");
            }
        }
        fields.done();
    }

    /** A list of keys, or a block of {@code key: name}. */
    private static Map<Node.Scalar, String> named(Fields fields, String key) {
        Map<Node.Scalar, String> all = new LinkedHashMap<>();
        if (fields.node(key).filter(Node.Block.class::isInstance).isPresent()) {
            for (Node.Entry entry : fields.entries(key)) {
                all.put(entry.key(), entry.value() instanceof Node.Scalar label ? label.text() : "");
            }
        } else {
            fields.scalars(key).forEach(scalar -> all.put(scalar, ""));
        }
        return all;
    }

    private static void addPrefix(Problems problems, Node.Scalar key, String label, Map<String, String> prefixes) {
        if (!PREFIX.matcher(key.text()).matches()) {
            problems.add(key.place(), "not a prefix: '" + key.text() + "'", PREFIX_REMEDY);
        } else if (prefixes.put(digits(key.text()), label) != null) {
            problems.add(key.place(), "prefix " + key.text() + " is written twice", "keep one of the two");
        }
    }

    static String digits(String prefix) {
        return prefix.startsWith("+") ? prefix.substring(1) : prefix;
    }

    private static java.util.Optional<SourceFile> readTable(
            Path root, SourceFile file, Node.Scalar table, Problems problems, Map<String, String> prefixes) {
        Path path = file.path().resolveSibling(table.text());
        if (!Files.isRegularFile(path)) {
            problems.add(table.place(), "no file " + table.text() + " beside this one", "write a CSV file prefix;name");
            return java.util.Optional.empty();
        }
        SourceFile csv = read(root, path);
        List<String> lines = csv.lines();
        if (lines.isEmpty() || !lines.get(0).strip().matches("prefix(;name)?")) {
            problems.add(new Place(csv, 1, 1, 1), "the header is missing", "write a first line: prefix;name");
        }
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank()) {
                continue;
            }
            int end = line.indexOf(';') < 0 ? line.length() : line.indexOf(';');
            Place place = new Place(csv, i + 1, 1, Math.max(1, end));
            String label = end < line.length() ? line.substring(end + 1) : "";
            addPrefix(problems, new Node.Scalar(line.substring(0, end).strip(), place), label, prefixes);
        }
        return java.util.Optional.of(csv);
    }

    private static void readHolidays(Fields fields, Map<String, Set<LocalDate>> days) {
        String name = fields.requiredText("calendar").orElse("");
        fields.text("note");
        Set<LocalDate> dates = days.computeIfAbsent(name, key -> new HashSet<>());
        if (!fields.has("days")) {
            fields.required("days");
        }
        for (Node.Entry entry : fields.entries("days")) {
            fields.parse(entry.key(), "write a date as 2026-01-31 and its name", LocalDate::parse)
                    .ifPresent(dates::add);
        }
        fields.done();
    }
}
