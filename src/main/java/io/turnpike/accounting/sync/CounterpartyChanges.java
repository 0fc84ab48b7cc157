package io.turnpike.accounting.sync;

import io.turnpike.accounting.Facts;
import io.turnpike.accounting.imports.ImportDefinition;
import io.turnpike.accounting.imports.TheirFiles;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    List<TheirRow.Misread> take(SyncLine line, ImportDefinition definition, List<TheirRow.Told> rows, Intake intake) {
        Map<String, TheirRow.Told> told = new LinkedHashMap<>();
        rows.stream()
                .filter(row ->
                        row.status().filter(TheirRow.Status.DELETED::equals).isEmpty())
                .forEach(row -> told.put(row.facts().key(), row));
        Map<String, Facts> agreed = new HashMap<>();
        mapper.knownRecords(line, told.keySet().toArray(String[]::new)).forEach(each -> {
            if (each.agreed() != null) {
                agreed.put(each.key(), Facts.of(each.key(), null, each.agreed()));
            }
        });
        List<String> fields = TheirFiles.comparedFields(definition);
        Map<String, Facts> changed = new LinkedHashMap<>();
        records.customers(line.owner(), told.keySet()).forEach(ours -> {
            TheirRow.Told row = told.get(ours.key());
            Facts base = agreed.get(ours.key());
            if (row != null && base != null) {
                Facts merged = merged(ours, row.facts(), base, fields);
                if (!merged.equals(ours)) {
                    changed.put(ours.key(), merged);
                }
            }
        });
        return changed.isEmpty() ? List.of() : apply(line, changed, told, intake);
    }

    private static Facts merged(Facts ours, Facts theirs, Facts agreed, List<String> fields) {
        Facts merged = ours;
        for (String field : fields) {
            boolean theirsAlone = ours.value(field).equals(agreed.value(field))
                    && !theirs.value(field).equals(agreed.value(field));
            if (theirsAlone && !NEVER_TAKEN.contains(field)) {
                merged = merged.with(field, theirs.value(field));
            }
        }
        return merged;
    }

    private List<TheirRow.Misread> apply(
            SyncLine line, Map<String, Facts> changed, Map<String, TheirRow.Told> told, Intake intake) {
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
        // what was taken from them is what they have: it is not sent back
        versions.note(line, records.customers(line.owner(), taken));
        versions.agree(line, taken);
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
        versions.note(line, records.customers(line.owner(), valuesByKey.keySet()));
        versions.agree(line, List.copyOf(valuesByKey.keySet()));
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
