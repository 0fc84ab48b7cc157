package io.turnpike.accounting.sync;

import io.turnpike.accounting.Facts;
import io.turnpike.accounting.commerceml.CommerceMl;
import io.turnpike.accounting.imports.TheirRow;
import io.turnpike.accounting.own.OwnRecords;
import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.ImportOptions;
import io.turnpike.customers.ImportProgress;
import io.turnpike.customers.ImportReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes of customers made in the accounting system. A field that only they have changed since both sides agreed is taken; what both
 * have changed, or was never agreed, is left to a person.
 */
@Component
class CounterpartyChanges {
    /** What a customer is known by, and what an accounting system does not decide. */
    private static final List<String> NEVER_TAKEN = List.of("operator", "number", "key", "kind", "language");

    private static final List<String> COLUMNS = List.of(
            "operator",
            "number",
            "kind",
            "name",
            "full-name",
            "inn",
            "kpp",
            "vat-id",
            "language",
            "email",
            "phone",
            "postal-index",
            "city",
            "street",
            "house",
            "flat");

    private final SyncMapper mapper;
    private final OwnRecords records;
    private final Versions versions;
    private final CustomerImport customers;

    CounterpartyChanges(SyncMapper mapper, OwnRecords records, Versions versions, CustomerImport customers) {
        this.mapper = mapper;
        this.records = records;
        this.versions = versions;
        this.customers = customers;
    }

    /** Returns the rows whose changes customers cannot have. */
    @Transactional(propagation = Propagation.MANDATORY)
    List<TheirRow.Misread> take(SyncLine line, List<TheirRow.Told> rows, Intake intake) {
        Map<String, TheirRow.Told> told = new LinkedHashMap<>();
        rows.stream()
                .filter(row ->
                        row.status().filter(TheirRow.Status.DELETED::equals).isEmpty())
                .forEach(row -> told.merge(
                        row.facts().key(), row, (before, now) -> now.after(before.facts(), before.fields())));
        Map<String, Facts> agreed = new HashMap<>();
        mapper.knownRecords(line, told.keySet().toArray(String[]::new)).forEach(each -> {
            if (each.agreed() != null) {
                agreed.put(each.key(), Facts.of(each.key(), null, each.agreed()));
            }
        });
        Map<String, Facts> changed = new LinkedHashMap<>();
        Set<String> unchangedHere = new HashSet<>();
        records.customers(line.owner(), told.keySet()).forEach(ours -> {
            TheirRow.Told row = told.get(ours.key());
            Facts base = agreed.get(ours.key());
            if (row != null && base != null) {
                Facts merged = merged(ours, row, base);
                if (!merged.equals(ours)) {
                    changed.put(ours.key(), merged);
                    if (ours.equals(base)) {
                        unchangedHere.add(ours.key());
                    }
                }
            }
        });
        return changed.isEmpty() ? List.of() : apply(line, changed, told, unchangedHere, intake);
    }

    private static Facts merged(Facts ours, TheirRow.Told row, Facts agreed) {
        Facts merged = ours;
        // a new street with our old flat would be nobody's address
        boolean whole = CommerceMl.ADDRESS.keySet().stream()
                .allMatch(
                        part -> row.fields().contains(part) || ours.value(part).isEmpty());
        for (String field : row.fields()) {
            boolean theirsAlone =
                    ours.value(field).equals(agreed.value(field)) && !Comparison.same(agreed, row.facts(), field);
            boolean taken = !NEVER_TAKEN.contains(field) && (whole || !CommerceMl.ADDRESS.containsKey(field));
            if (theirsAlone && taken) {
                merged = merged.with(field, row.facts().value(field));
            }
        }
        return merged;
    }

    private List<TheirRow.Misread> apply(
            SyncLine line,
            Map<String, Facts> changed,
            Map<String, TheirRow.Told> told,
            Set<String> unchangedHere,
            Intake intake) {
        List<TheirRow.Misread> refused = new ArrayList<>();
        List<String> order = List.copyOf(changed.keySet());
        List<String> taken = new ArrayList<>(order);
        ImportReport report = write(changed.values());
        report.problems().forEach(problem -> {
            String key = problem.line() < 2 ? "" : order.get((int) problem.line() - 2);
            TheirRow.Told row = told.get(key);
            if (row != null) {
                taken.remove(key);
                refused.add(row.refused("'" + problem.column() + "': " + problem.message() + ": " + problem.remedy()));
            }
        });
        intake.count("customers changed", report.changed());
        versions.note(line, records.customers(line.owner(), taken));
        // what was taken from them is what they have: it is not sent back; with a change of ours in it, it goes out
        versions.agree(line, taken.stream().filter(unchangedHere::contains).toList());
        return refused;
    }

    /** Takes the values of their side of these customers, whoever changed what. */
    @Transactional(propagation = Propagation.MANDATORY)
    ImportReport overwrite(SyncLine line, Map<String, Map<String, String>> valuesByKey) {
        List<Facts> changed = new ArrayList<>();
        for (Facts ours : records.customers(line.owner(), valuesByKey.keySet())) {
            Facts merged = ours;
            for (Map.Entry<String, String> value :
                    valuesByKey.getOrDefault(ours.key(), Map.of()).entrySet()) {
                merged = NEVER_TAKEN.contains(value.getKey()) ? merged : merged.with(value.getKey(), value.getValue());
            }
            changed.add(merged);
        }
        ImportReport report = write(changed);
        List<Facts> now = records.customers(line.owner(), valuesByKey.keySet());
        versions.note(line, now);
        versions.agree(
                line,
                now.stream()
                        .filter(ours -> valuesByKey.getOrDefault(ours.key(), Map.of()).entrySet().stream()
                                .allMatch(told -> ours.value(told.getKey()).equals(told.getValue())))
                        .map(Facts::key)
                        .toList());
        return report;
    }

    /** Through the import of customers, with its checks; its lines are those of the records, behind the header. */
    private ImportReport write(Collection<Facts> changed) {
        try {
            Path folder = Files.createTempDirectory("turnpike-counterparties");
            Path file = folder.resolve("customers.csv");
            try {
                try (CSVPrinter printer =
                        new CSVPrinter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), CSVFormat.RFC4180)) {
                    printer.printRecord(COLUMNS);
                    for (Facts facts : changed) {
                        printer.printRecord(COLUMNS.stream()
                                .map(column -> facts.value(column).replaceAll("[\\r\\n]+", " "))
                                .toList());
                    }
                }
                return customers.run(List.of(file), new ImportOptions(false, true), ImportProgress.SILENT);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the changes of customers", e);
        }
    }
}
