package io.turnpike.catalog;

import io.turnpike.definitions.Node;
import io.turnpike.definitions.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says of every value of a node, a fee or an allowance in which file and line it is written: in the plan's own file or in one it
 * extends, the nearest first. It reads the definitions as text and takes no part in pricing.
 */
public final class WrittenValues {
    /** Keys of which one is the price of a node: one that is nearer hides all others. */
    private static final Set<String> PRICE = Set.of("price", "steps", "tiers", "table");

    private static final Set<String> OF_TIERS = Set.of("counter", "every", "scope", "above");
    private static final String TABLE = "table";

    private final List<PlanFile> files;
    private final CommonRules common;

    WrittenValues(PlanVersion version, CommonRules common) {
        this.files = version.files();
        this.common = common;
    }

    /**
     * A value as it is written.
     *
     * @param owner the node, fee or allowance: {@code voice/outgoing/national @ night}
     * @param text as written, a block on one line
     * @param place file, line and column
     */
    public record Written(String owner, String key, String text, String place) {}

    /**
     * The values of a node and, in front of them, of one of its bands; then currency and rounding. What a band writes hides the
     * same value of its node, but for the price that a share is a share of.
     *
     * @param path without a band
     * @param party the other side, for the line of a price table or zone that matched
     */
    public List<Written> rate(String path, @Nullable String band, String party) {
        List<Written> values = new ArrayList<>();
        Set<String> hidden = new HashSet<>();
        if (band != null) {
            values.addAll(ofNode(path + " @ " + band, band, path, hidden));
            boolean share = values.stream()
                    .anyMatch(value ->
                            value.key.equals("price") && value.text.strip().endsWith("%"));
            if (share) {
                hidden.remove("price");
            }
        }
        List<Written> ofNode = ofNode(path, null, path, hidden);
        values.addAll(ofNode);
        if (!party.isEmpty()) {
            ofNode.stream()
                    .filter(value -> value.key.equals(TABLE))
                    .findFirst()
                    .flatMap(table -> tableLine(table, party))
                    .ifPresent(values::add);
            zone(path, party).ifPresent(values::add);
        }
        top("currency").ifPresent(values::add);
        top("round").ifPresent(values::add);
        return values;
    }

    /** The values of a fee. */
    public List<Written> fee(String name) {
        List<Written> values = new ArrayList<>(ofEntry("fees", name, new HashSet<>()));
        top("currency").ifPresent(values::add);
        top("round").ifPresent(values::add);
        return values;
    }

    /** The values of an allowance or discount; {@code section} is {@code allowances} or {@code discounts}. */
    public List<Written> inclusion(String section, String name) {
        return ofEntry(section, name, new HashSet<>());
    }

    private List<Written> ofNode(String owner, @Nullable String band, String path, Set<String> hidden) {
        List<Written> values = new ArrayList<>();
        for (PlanFile file : files) {
            for (Node.Entry entry : section(file, "rates")) {
                if (isNode(entry.key().text(), path, band)) {
                    add(owner, entry, hidden, values);
                }
            }
        }
        return values;
    }

    private static boolean isNode(String written, String path, @Nullable String band) {
        int at = written.indexOf(" @ ");
        String writtenPath = (at < 0 ? written : written.substring(0, at)).strip();
        String writtenBand =
                at < 0 ? "" : written.substring(at + " @ ".length()).strip();
        return writtenPath.equals(path) && writtenBand.equals(band == null ? "" : band);
    }

    private List<Written> ofEntry(String section, String name, Set<String> hidden) {
        List<Written> values = new ArrayList<>();
        for (PlanFile file : files) {
            for (Node.Entry entry : section(file, section)) {
                if (entry.key().text().equals(name)) {
                    add(section.substring(0, section.length() - 1) + " " + name, entry, hidden, values);
                }
            }
        }
        return values;
    }

    /** Adds what an entry writes and nobody nearer did. */
    private static void add(String owner, Node.Entry entry, Set<String> hidden, List<Written> values) {
        if (!(entry.value() instanceof Node.Block block)) {
            if (hidden.add("price")) {
                values.add(new Written(
                        owner, "price", text(entry.value()), place(entry.key().place())));
            }
            return;
        }
        Set<String> here = new HashSet<>();
        for (Node.Entry value : block.entries()) {
            String key = value.key().text();
            String group = PRICE.contains(key) || OF_TIERS.contains(key) || key.startsWith("up-to ") ? "price" : key;
            if (!hidden.contains(group)) {
                here.add(group);
                values.add(new Written(
                        owner, key, text(value.value()), place(value.key().place())));
            }
        }
        hidden.addAll(here);
    }

    private Optional<Written> top(String key) {
        for (PlanFile file : files) {
            for (Node.Entry entry : file.block().entries()) {
                if (entry.key().text().equals(key)) {
                    return Optional.of(new Written(
                            "plan " + file.plan(),
                            key,
                            text(entry.value()),
                            place(entry.key().place())));
                }
            }
        }
        return Optional.empty();
    }

    private static List<Node.Entry> section(PlanFile file, String name) {
        return file.block().entries().stream()
                .filter(entry -> entry.key().text().equals(name))
                .map(Node.Entry::value)
                .flatMap(node -> node instanceof Node.Block block ? block.entries().stream() : null)
                .toList();
    }

    /** The line of a price table with the longest prefix of a number. */
    private Optional<Written> tableLine(Written table, String party) {
        String digits = CommonRules.digits(party);
        for (PlanFile file : files) {
            Path csv = file.file().path().resolveSibling(table.text);
            if (!table.place.startsWith(file.file().name() + ":") || !Files.isRegularFile(csv)) {
                continue;
            }
            try {
                List<String> lines = Files.readAllLines(csv);
                int best = -1;
                int longest = 0;
                for (int i = 1; i < lines.size(); i++) {
                    String prefix =
                            CommonRules.digits(lines.get(i).split(";", 2)[0].strip());
                    if (prefix.length() > longest && digits.startsWith(prefix)) {
                        best = i;
                        longest = prefix.length();
                    }
                }
                if (best >= 0) {
                    String place = file.file().name().replaceFirst("[^/]*$", table.text) + ":" + (best + 1);
                    return Optional.of(new Written(table.owner, "line of the table", lines.get(best), place));
                }
            } catch (IOException e) {
                return Optional
                        .empty(); // the table was read when the plans were loaded; it is shown where it still can be
            }
        }
        return Optional.empty();
    }

    /** The prefix by which a number is in a node's zone. */
    private Optional<Written> zone(String path, String party) {
        Zone zone = common.zones().get(path.substring(path.lastIndexOf('/') + 1));
        if (zone == null) {
            return Optional.empty();
        }
        String digits = CommonRules.digits(party);
        for (int length = digits.length(); length > 0; length--) {
            String label = zone.prefixes().get(digits.substring(0, length));
            if (label != null) {
                return Optional.of(new Written(
                        "zone " + zone.name(),
                        "prefix",
                        ("+" + digits.substring(0, length) + " " + label).strip(),
                        zone.files().stream().map(file -> file.name()).collect(Collectors.joining(", "))));
            }
        }
        return Optional.ofNullable(zone.words().get(party))
                .map(label -> new Written(
                        "zone " + zone.name(),
                        "word",
                        (party + " " + label).strip(),
                        zone.files().get(0).name()));
    }

    private static String place(Place place) {
        return place.toString();
    }

    private static String text(Node node) {
        if (node instanceof Node.Scalar scalar) {
            return scalar.text();
        }
        if (node instanceof Node.Items items) {
            return items.items().stream().map(WrittenValues::text).collect(Collectors.joining(", "));
        }
        Map<String, String> pairs = new java.util.LinkedHashMap<>();
        ((Node.Block) node).entries().forEach(entry -> pairs.put(entry.key().text(), text(entry.value())));
        return pairs.entrySet().stream()
                .map(pair -> pair.getKey() + ": " + pair.getValue())
                .collect(Collectors.joining(", "));
    }
}
