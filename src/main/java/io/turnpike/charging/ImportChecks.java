package io.turnpike.charging;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.OwnPriceReader;
import io.turnpike.customers.DefinitionChecks;
import io.turnpike.definitions.Definitions;
import io.turnpike.definitions.Misread;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.Suggestion;
import io.turnpike.rating.Scope;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Judges an import of customers by the rating rules as they are written at that moment, read when the first line asks: what cannot be
 * read here would stop the charging of its account later.
 */
@Component
class ImportChecks implements DefinitionChecks {
    private static final DateRange ALWAYS = new DateRange(LocalDate.EPOCH, DateRange.FOREVER);

    private final Definitions definitions;
    private @Nullable Rules read;

    ImportChecks(Definitions definitions) {
        this.definitions = definitions;
    }

    private record Rules(Catalog catalog, FeeFacts fees) {}

    private synchronized Rules rules() {
        Rules rules = read;
        if (rules == null) {
            Problems problems = new Problems();
            Catalog catalog = Catalog.load(definitions.root().resolve("rating-rules"), problems);
            problems.throwIfAny();
            rules = new Rules(catalog, new FeeFacts(catalog));
            read = rules;
        }
        return rules;
    }

    @Override
    public Optional<Wrong> ownPrice(Plans plans, String currency, String node, String band, String price) {
        String at = " (node '" + node + (band.isEmpty() ? "" : "', band '" + band) + "', price '" + price + "')";
        try {
            rules().catalog()
                    .ownPrices()
                    .read(
                            List.of(new OwnPriceReader.Written(
                                    Scope.ACCOUNT, node, band.isEmpty() ? null : band, price, ALWAYS)),
                            Currency.getInstance(currency),
                            ZoneOffset.UTC);
            return Optional.empty();
        } catch (OwnPriceReader.UnknownNode e) {
            return someUnwritten(plans) ? Optional.empty() : wrong(e, at, remedy(currency));
        } catch (Misread e) {
            return wrong(e, at, e.remedy().orElse(remedy(currency)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return wrong(e, at, remedy(currency));
        }
    }

    private boolean someUnwritten(Plans plans) {
        return !rules().catalog().plans().containsAll(plans.names());
    }

    private static Optional<Wrong> wrong(RuntimeException e, String at, String remedy) {
        return Optional.of(new Wrong("", e.getMessage() + at, remedy));
    }

    private static String remedy(String currency) {
        return "write a node that a plan has, or one for a zone, a prefix (+7495) or a number, and a price such as 0.30 "
                + currency + "/min or 50 %";
    }

    @Override
    public Optional<Wrong> ownFee(Plans plans, String currency, String fee, String price) {
        Optional<Wrong> unknown = fee(plans, fee);
        if (unknown.isPresent()) {
            return unknown;
        }
        try {
            FeeFacts.micros(fee, price, Currency.getInstance(currency));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(new Wrong(
                    "price", "'" + price + "' is no amount in " + currency, "write it as 250.00 " + currency));
        }
    }

    @Override
    public Optional<Wrong> fee(Plans plans, String fee) {
        Set<String> known = new TreeSet<>();
        rules().catalog().plans().forEach(plan -> known.addAll(rules().fees().names(plan)));
        return known.contains(fee) || someUnwritten(plans)
                ? Optional.empty()
                : Optional.of(new Wrong("fee", "no plan has a fee '" + fee + "'", Suggestion.remedy(fee, known)));
    }

    @Override
    public Optional<Wrong> order(String plan, String fee) {
        if (rules().catalog().versions(plan).isEmpty()) {
            return Optional.empty(); // that the plan is not written, or the service on none, is told of itself
        }
        Set<String> known = new TreeSet<>(rules().fees().ordered(plan));
        return known.contains(fee)
                ? Optional.empty()
                : Optional.of(new Wrong(
                        "fee",
                        "the plan " + plan + " has no fee '" + fee + "' that can be ordered",
                        known.isEmpty()
                                ? "order a fee of a plan that the service is on"
                                : Suggestion.remedy(fee, known)));
    }

    @Override
    public Optional<Wrong> plan(String plan, String currency) {
        return rules().catalog().versions(plan).stream()
                .map(version -> version.currency().getCurrencyCode())
                .filter(written -> !written.equals(currency))
                .findFirst()
                .map(written -> new Wrong(
                        "plan",
                        "the plan " + plan + " has its prices in " + written + ", the operator bills in " + currency,
                        "name a plan in " + currency));
    }
}
