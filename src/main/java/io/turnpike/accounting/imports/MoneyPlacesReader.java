package io.turnpike.accounting.imports;

import io.turnpike.accounting.BookColumn;
import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.ledger.LedgerAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads where money came in: {@code into} and {@code into-of} of an {@code import.yaml}, and the words of a column of that field. */
final class MoneyPlacesReader {
    private static final String FIELD = "into";
    private static final String REMEDY = "write bank, cash, or clearing: and the name of a reader or payment system";

    private final Problems problems;
    private final Set<String> sources = new TreeSet<>();

    /** @param home the folder of all definitions */
    MoneyPlacesReader(Path home, Problems problems) {
        this.problems = problems;
        add(home.resolve("readers"), "matching.yaml");
        add(home.resolve("payment-systems"), "system.yaml");
    }

    /** Folders of readers of usage are no sources of payments: they lack the file. */
    private void add(Path folder, String file) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> found = Files.list(folder)) {
            found.filter(each -> Files.isRegularFile(each.resolve(file)))
                    .map(each -> String.valueOf(each.getFileName()))
                    .filter(name -> name.matches("[a-z][a-z0-9-]*"))
                    .forEach(sources::add);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    MoneyPlaces read(Fields fields) {
        Map<String, LedgerAccount> byMeans = new HashMap<>(MoneyPlaces.SHIPPED);
        fields.block("into-of").ifPresent(block -> {
            for (String means : List.of(MoneyPlaces.BANK, MoneyPlaces.CASH, MoneyPlaces.CARDS)) {
                account(block, means).ifPresent(account -> byMeans.put(means, account));
            }
            block.done();
        });
        return new MoneyPlaces(account(fields, FIELD).orElse(LedgerAccount.BANK), byMeans, sources);
    }

    private MoneyPlaces plain() {
        return new MoneyPlaces(LedgerAccount.BANK, MoneyPlaces.SHIPPED, sources);
    }

    private Optional<LedgerAccount> account(Fields fields, String key) {
        Optional<Node.Scalar> written = fields.scalar(key);
        return written.flatMap(scalar -> fields.parse(scalar, REMEDY, MoneyPlaces::account))
                .filter(account ->
                        isThere(plain(), account, written.orElseThrow().place()));
    }

    private boolean isThere(MoneyPlaces places, LedgerAccount account, Place place) {
        if (!places.holds(account)) {
            problems.add(
                    place,
                    "'" + account.code() + "' is no ledger account: no reader or payment system has that name",
                    REMEDY);
        }
        return places.holds(account);
    }

    /** A column that says where money came in says it by words that are places. */
    void check(List<BookColumn> columns, MoneyPlaces places, Place place) {
        for (BookColumn column : columns) {
            if (column.field().filter(field -> field.name().equals(FIELD)).isPresent()) {
                column.words().keySet().forEach(word -> check(word, places, place));
                column.text().flatMap(column::toOurs).ifPresent(word -> check(word, places, place));
            }
        }
    }

    private void check(String word, MoneyPlaces places, Place place) {
        if (places.byMeans().containsKey(word)) {
            return;
        }
        try {
            isThere(places, MoneyPlaces.account(word), place);
        } catch (IllegalArgumentException e) {
            problems.add(place, "money does not come in on '" + word + "'", REMEDY + ", or cards");
        }
    }
}
