package io.turnpike.catalog;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Problem;
import io.turnpike.definitions.Problems;
import io.turnpike.rating.Fraction;
import io.turnpike.rating.Rate;
import io.turnpike.rating.RateTerms;
import io.turnpike.rating.Tiers;
import io.turnpike.usage.UsageKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Traffic is priced hour by hour, and each hour is an event that is rounded once. Where one step of the plan's rounding is the price
 * of much traffic, hours with less cost nothing, or far too much: such a plan is told to whoever checks it.
 */
public final class CoarseTraffic {
    /** A step of rounding may be worth so much traffic; an hour in which a telephone idles is more. */
    private static final long MOST_BYTES_A_STEP = 1 << 20;

    private final PlanVersion version;
    private final Problems silent = new Problems(); // mistakes of the plan are told when it is read
    private @Nullable Fraction cheapest;
    private Node.@Nullable Scalar where;

    private CoarseTraffic(PlanVersion version) {
        this.version = version;
    }

    /** The node of a plan whose traffic is rounded most coarsely, if its rounding is too coarse. */
    public static Optional<Problem> in(PlanVersion version) {
        return new CoarseTraffic(version).find();
    }

    private Optional<Problem> find() {
        Set<String> seen = new HashSet<>();
        for (PlanFile file : version.files()) {
            for (Node.Entry entry : new Fields(file.block(), silent).entries("rates")) {
                if (seen.add(entry.key().text())) {
                    node(entry.key(), LayerReader.terms(entry));
                }
            }
        }
        Fraction price = cheapest;
        Node.Scalar node = where;
        if (price == null || node == null) {
            return Optional.empty();
        }
        long bytes = worth(version.rounding().stepMicros(), price);
        return bytes <= MOST_BYTES_A_STEP
                ? Optional.empty()
                : Optional.of(new Problem(
                        node.place(),
                        "each hour of traffic is rounded to "
                                + BigDecimal.valueOf(version.rounding().stepMicros(), 6)
                                        .stripTrailingZeros()
                                        .toPlainString()
                                + " " + version.currency() + ", here the price of " + bytes / 1024
                                + " KiB: hours with less may cost nothing, or too much",
                        "write a finer 'round', such as half-up to 0.000001 " + version.currency()
                                + ": the line of the invoice rounds the sum"));
    }

    private void node(Node.Scalar key, Node.Block block) {
        NodePath path = NodePath.parse(key.text());
        if (path.kind() != UsageKind.INTERNET || path.band() != null) {
            return;
        }
        RateTerms terms = new TermsReader(block, new Fields(block, silent), version.currency(), path).read();
        Stream<Fraction> tiers = terms.tiers() == null || terms.tiers().mode() == Tiers.Mode.BY_STARTED_BLOCKS
                ? Stream.of()
                : terms.tiers().tiers().stream().map(Tiers.Tier::price);
        Stream.concat(
                        Stream.ofNullable(terms.price()),
                        Stream.concat(terms.steps().stream().map(Rate.Step::price), tiers))
                .filter(price -> price.numerator() > 0)
                .forEach(price -> take(price, key));
    }

    private void take(Fraction price, Node.Scalar key) {
        if (cheapest == null || compare(price, cheapest) < 0) {
            cheapest = price;
            where = key;
        }
    }

    private static int compare(Fraction left, Fraction right) {
        return BigInteger.valueOf(left.numerator())
                .multiply(BigInteger.valueOf(right.denominator()))
                .compareTo(BigInteger.valueOf(right.numerator()).multiply(BigInteger.valueOf(left.denominator())));
    }

    /** The bytes that cost as much as a step of rounding. */
    private static long worth(long stepMicros, Fraction price) {
        return BigInteger.valueOf(stepMicros)
                .multiply(BigInteger.valueOf(price.denominator()))
                .divide(BigInteger.valueOf(price.numerator()))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }
}
