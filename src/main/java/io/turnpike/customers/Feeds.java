package io.turnpike.customers;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every kind of CSV file, each after those it names lines of. */
final class Feeds {
    static final List<Feed> IN_ORDER = List.of(
            PartyFeeds.OPERATORS,
            PartyFeeds.CUSTOMERS,
            PartyFeeds.ACCOUNTS,
            ServiceFeeds.SERVICES,
            ServiceFeeds.IDENTIFIERS,
            ServiceFeeds.SUBSCRIPTIONS,
            ServiceFeeds.QUANTITIES,
            PriceFeeds.OWN_PRICES,
            PriceFeeds.OWN_FEES,
            ChangeFeed.CHANGES,
            ServiceFeeds.ORDERS); // by the plan and the status that the others make

    private Feeds() {}

    /** The kind a file is by the beginning of its name: {@code accounts.csv}, {@code accounts-2.csv}, {@code accounts_b.csv.gz}. */
    static Optional<Feed> of(Path file) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.csv(\\.gz)?$", "");
        return IN_ORDER.stream()
                .filter(feed -> name.equals(feed.name()) || name.matches(feed.name() + "[-_.0-9].*"))
                .findFirst();
    }

    static String names() {
        return IN_ORDER.stream().map(feed -> feed.name() + ".csv").collect(Collectors.joining(", "));
    }
}
