package io.turnpike.books;

import io.turnpike.money.Money;

/**
 * Two figures of the books that should be one.
 *
 * @param first what the first figure is
 * @param second what the other one is
 */
public record Disagreement(String first, Money is, String second, Money other) {
    @Override
    public String toString() {
        return first + " is " + is + ", " + second + " is " + other;
    }
}
