package io.turnpike.definitions;

import java.util.List;

/** A YAML value that remembers its place. Scalars stay as written: nothing guesses that {@code 20:00} is a number. */
public sealed interface Node {
    Place place();

    /** The word errors use: text, list or block. */
    String shape();

    /** One value, as written, without quotes. */
    record Scalar(String text, Place place) implements Node {
        @Override
        public String shape() {
            return "text";
        }
    }

    /** {@code - item} lines or {@code [a, b]}. */
    record Items(List<Node> items, Place place) implements Node {
        @Override
        public String shape() {
            return "list";
        }
    }

    /** {@code key: value} lines or {@code {key: value}}, in written order; keys are unique. */
    record Block(List<Entry> entries, Place place) implements Node {
        @Override
        public String shape() {
            return "block";
        }
    }

    /** One line of a {@link Block}. */
    record Entry(Scalar key, Node value) {}
}
