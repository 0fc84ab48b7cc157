package io.turnpike.definitions;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the keys of one block. What is missing, of the wrong shape or not known becomes a problem with a place; reading goes on.
 * Call {@link #done()} last: it reports the keys nobody asked for.
 */
public final class Fields {
    private final Node.Block block;
    private final Problems problems;
    private final Set<String> asked = new LinkedHashSet<>();

    public Fields(Node.Block block, Problems problems) {
        this.block = block;
        this.problems = problems;
    }

    public Place place() {
        return block.place();
    }

    public Problems problems() {
        return problems;
    }

    public Optional<Node> node(String key) {
        asked.add(key);
        return block.entries().stream()
                .filter(entry -> entry.key().text().equals(key))
                .map(Node.Entry::value)
                .findFirst();
    }

    public boolean has(String key) {
        return node(key).isPresent();
    }

    public Optional<Node.Scalar> scalar(String key) {
        return node(key).flatMap(node -> expect(node, Node.Scalar.class, key, "one value"));
    }

    public Optional<Fields> block(String key) {
        return node(key)
                .flatMap(node -> expect(node, Node.Block.class, key, "'key: value' lines"))
                .map(child -> new Fields(child, problems));
    }

    /** The entries of a block whose keys are names chosen by the author, in written order; empty when the key is absent. */
    public List<Node.Entry> entries(String key) {
        return node(key)
                .flatMap(node -> expect(node, Node.Block.class, key, "'name: value' lines"))
                .map(Node.Block::entries)
                .orElse(List.of());
    }

    /** The items of a list; a single value counts as a list of one; empty when the key is absent. */
    public List<Node> items(String key) {
        return node(key)
                .map(node -> node instanceof Node.Items items ? items.items() : List.of(node))
                .orElse(List.of());
    }

    /** The items of a list that must all be plain values. */
    public List<Node.Scalar> scalars(String key) {
        List<Node.Scalar> scalars = new ArrayList<>();
        for (Node item : items(key)) {
            expect(item, Node.Scalar.class, key, "plain values").ifPresent(scalars::add);
        }
        return scalars;
    }

    public Optional<String> text(String key) {
        return scalar(key).map(Node.Scalar::text);
    }

    /** As {@link #scalar}, but a missing key is a problem. */
    public Optional<Node.Scalar> required(String key) {
        if (!has(key)) {
            missing(key);
        }
        return scalar(key);
    }

    public Optional<String> requiredText(String key) {
        return required(key).map(Node.Scalar::text);
    }

    public Optional<Fields> requiredBlock(String key) {
        if (!has(key)) {
            missing(key);
        }
        return block(key);
    }

    /** A value that one of the product's parsers understands; what it throws becomes a problem at the value's place. */
    public <T> Optional<T> value(String key, String remedy, Function<String, T> parser) {
        return scalar(key).flatMap(scalar -> parse(scalar, remedy, parser));
    }

    public Optional<Long> wholeNumber(String key) {
        return value(key, "write a whole number such as 30", Long::valueOf);
    }

    public Optional<BigDecimal> decimal(String key) {
        return value(key, "write a number such as 0.50", BigDecimal::new);
    }

    public Optional<LocalDate> date(String key) {
        return value(key, "write a date as 2026-01-31", LocalDate::parse);
    }

    public Optional<ZoneId> zone(String key) {
        return value(key, ZoneText.REMEDY, ZoneText::read);
    }

    /** {@code yes} or {@code no}. */
    public Optional<Boolean> yesNo(String key) {
        return oneOf(key, Map.of("yes", true, "no", false));
    }

    /** One of a set of words. */
    public <T> Optional<T> oneOf(String key, Map<String, T> words) {
        return scalar(key).flatMap(scalar -> word(scalar, words));
    }

    /** The value of a word at this place; an unknown one is a problem that names the allowed words. */
    public <T> Optional<T> word(Node.Scalar scalar, Map<String, T> words) {
        T value = words.get(scalar.text());
        if (value == null) {
            problems.add(
                    scalar.place(),
                    "unknown word '" + scalar.text() + "'",
                    Suggestion.remedy(
                            scalar.text(), words.keySet().stream().sorted().toList()));
        }
        return Optional.ofNullable(value);
    }

    /** Runs a parser on a value; what it throws becomes a problem at the value's place. */
    public <T> Optional<T> parse(Node.Scalar scalar, String remedy, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(scalar.text()));
        } catch (Misread e) {
            problems.add(
                    e.within(scalar.place(), scalar.text()),
                    String.valueOf(e.getMessage()),
                    e.remedy().orElse(remedy));
            return Optional.empty();
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            problems.add(scalar.place(), "cannot read '" + scalar.text() + "'", remedy);
            return Optional.empty();
        }
    }

    /** Reports the keys of the block that nobody asked for, with the nearest known one. */
    public void done() {
        for (Node.Entry entry : block.entries()) {
            String key = entry.key().text();
            if (!asked.contains(key)) {
                problems.add(entry.key().place(), "unknown key '" + key + "'", Suggestion.remedy(key, asked));
            }
        }
    }

    private void missing(String key) {
        problems.add(block.place(), "'" + key + "' is missing", "add a line '" + key + ": …' to this block");
    }

    private <T extends Node> Optional<T> expect(Node node, Class<T> shape, String key, String wanted) {
        if (shape.isInstance(node)) {
            return Optional.of(shape.cast(node));
        }
        problems.add(node.place(), "'" + key + "' is a " + node.shape(), "write " + wanted + " here");
        return Optional.empty();
    }
}
