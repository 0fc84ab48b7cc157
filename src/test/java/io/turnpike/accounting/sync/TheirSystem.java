package io.turnpike.accounting.sync;

import io.turnpike.accounting.AccountingFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** An accounting system: takes the files of its outbox, keeps each record by its key, and lists what it has. */
final class TheirSystem {
    private static final List<String> LISTED = List.of(
            "kind",
            "number",
            "date",
            "operator",
            "customer",
            "customer-name",
            "inn",
            "kpp",
            "account",
            "contract",
            "due-date",
            "currency",
            "net",
            "vat",
            "gross");
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setDelimiter(';').get();

    final SortedMap<String, Map<String, String>> documents = new TreeMap<>();
    /** How often each version of each document came. */
    final Map<String, Integer> came = new HashMap<>();

    /** Takes and removes all files; returns how many rows there were. */
    int take(Path folder) {
        int rows = 0;
        for (Path file : AccountingFixture.files(folder)) {
            if (!file.getFileName().toString().startsWith(".")) {
                rows += take1(file);
            }
        }
        return rows;
    }

    private int take1(Path file) {
        int rows = 0;
        try (CSVParser parser = CSVParser.builder()
                .setPath(file)
                .setCharset(StandardCharsets.UTF_8)
                .setFormat(
                        FORMAT.builder().setHeader().setSkipHeaderRecord(true).get())
                .get()) {
            for (CSVRecord record : parser) {
                Map<String, String> row = record.toMap();
                documents.put(record.get("key"), row);
                came.merge(record.get("key") + " v" + record.get("version"), 1, Integer::sum);
                rows++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** Everything it has. */
    Path list(Path file) {
        try (CSVPrinter printer = new CSVPrinter(Files.newBufferedWriter(file), FORMAT)) {
            printer.printRecord(LISTED);
            for (Map<String, String> document : documents.values()) {
                List<String> cells = new ArrayList<>();
                LISTED.forEach(field -> cells.add(document.get(field)));
                printer.printRecord(cells);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
