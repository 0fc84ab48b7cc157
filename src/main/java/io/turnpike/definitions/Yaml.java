package io.turnpike.definitions;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads one YAML document as a tree of {@link Node}. Anchors and a second document are refused: a definition is read as it stands. */
public final class Yaml {
    /** Deeper nesting than any definition needs; stops a hostile file. */
    private static final int MOST_NESTING = 30;

    /** What stands for bytes that are no UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private final SourceFile file;
    private final Problems problems;
    private final Set<org.yaml.snakeyaml.nodes.Node> read = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<org.yaml.snakeyaml.nodes.Node, Node> converted = new IdentityHashMap<>();

    private Yaml(SourceFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The document's top block; empty, with a problem, when it is not one. */
    public static Optional<Node.Block> read(SourceFile file, Problems problems) {
        int unreadable = file.text().indexOf(REPLACEMENT);
        if (unreadable >= 0) {
            String before = file.text().substring(0, unreadable);
            int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
            problems.add(
                    new Place(file, line, unreadable - before.lastIndexOf('\n'), 1),
                    "these bytes are not UTF-8",
                    "save the file as UTF-8");
            return Optional.empty();
        }
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MOST_NESTING);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE); // refused by us, with a place, and never followed
        options.setAllowDuplicateKeys(true); // reported by us, with a place
        org.yaml.snakeyaml.nodes.Node root;
        try {
            root = new org.yaml.snakeyaml.Yaml(options).compose(new StringReader(file.text()));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            Place place =
                    mark == null ? Place.whole(file) : new Place(file, mark.getLine() + 1, mark.getColumn() + 1, 1);
            String problem = e.getProblem() == null ? "not readable as YAML" : e.getProblem();
            problems.add(
                    place,
                    problem.strip(),
                    "mend the YAML: 'key: value' lines indented by spaces, text with ': ' or '#' in quotes");
            return Optional.empty();
        } catch (YAMLException e) {
            problems.add(Place.whole(file), String.valueOf(e.getMessage()), "mend the YAML");
            return Optional.empty();
        }
        if (root instanceof MappingNode mapping) {
            return Optional.of(new Yaml(file, problems).block(mapping));
        }
        problems.add(
                Place.whole(file), "the file holds no 'key: value' lines", "see the README of this kind of definition");
        return Optional.empty();
    }

    private Node convert(org.yaml.snakeyaml.nodes.Node node) {
        if (!read.add(node)) {
            Place place = place(node);
            problems.add(place, "this is used a second time by an alias (*name)", "write it out where it is meant");
            return converted.getOrDefault(node, new Node.Scalar("", place)); // absent within itself
        }
        Node made = convertNew(node);
        converted.put(node, made);
        return made;
    }

    private Node convertNew(org.yaml.snakeyaml.nodes.Node node) {
        if (node instanceof ScalarNode scalar) {
            return new Node.Scalar(scalar.getValue(), place(scalar));
        }
        if (node instanceof SequenceNode sequence) {
            return new Node.Items(
                    sequence.getValue().stream().map(this::convert).toList(), place(sequence));
        }
        return block((MappingNode) node);
    }

    private Node.Block block(MappingNode mapping) {
        List<Node.Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = convert(tuple.getKeyNode());
            if (!(key instanceof Node.Scalar name)) {
                problems.add(key.place(), "a " + key.shape() + " cannot be a key", "write 'key: value'");
            } else if (!seen.add(name.text())) {
                problems.add(key.place(), "'" + name.text() + "' is written twice", "keep one of the two");
            } else {
                entries.add(new Node.Entry(name, convert(tuple.getValueNode())));
            }
        }
        return new Node.Block(List.copyOf(entries), place(mapping));
    }

    private Place place(org.yaml.snakeyaml.nodes.Node node) {
        Mark start = node.getStartMark();
        Mark end = node.getEndMark();
        boolean quoted = node instanceof ScalarNode scalar
                && (scalar.getScalarStyle() == org.yaml.snakeyaml.DumperOptions.ScalarStyle.DOUBLE_QUOTED
                        || scalar.getScalarStyle() == org.yaml.snakeyaml.DumperOptions.ScalarStyle.SINGLE_QUOTED);
        int inner = quoted ? 1 : 0;
        int length = node instanceof ScalarNode && start.getLine() == end.getLine()
                ? end.getColumn() - start.getColumn() - 2 * inner
                : 1;
        return new Place(file, start.getLine() + 1, start.getColumn() + 1 + inner, Math.max(1, length));
    }
}
