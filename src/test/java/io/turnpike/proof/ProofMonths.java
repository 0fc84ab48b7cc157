package io.turnpike.proof;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Half a year of two operators, made of a seed: October and November billed month by month, the winter in one run, March with the
 * other change of the clock. Usage comes in no order, late (within its month, after the cut-off, after the month was closed), twice
 * and three times (alone, in files of other names, line ends and packing), and before its number or address was entered; customers
 * change plans, are suspended and terminated, in part back-dated into a month that is closed.
 */
final class ProofMonths {
    private static final int RECORDS_A_FILE = 70;
    private static final int BATCHES = 5;

    private final Random dice;
    private final ProofCustomers customers;
    private final ProofUsage usage;

    /** What is delivered together, by the number of the delivery. */
    private final List<List<ProofUsage.Record>> batches = new ArrayList<>();

    private final List<List<UsageFile>> again = new ArrayList<>();

    private ProofMonths(long seed) {
        dice = new Random(seed * 31 + 7);
        customers = new ProofCustomers(seed);
        usage = new ProofUsage(seed + 1, customers.lines());
        for (int i = 0; i < BATCHES; i++) {
            batches.add(new ArrayList<>());
            again.add(new ArrayList<>());
        }
    }

    /** All that happens. */
    static List<ProofDeed> of(long seed) {
        return new ProofMonths(seed).deeds();
    }

    /** Only the first month, taken in and billed by two runs. */
    static List<ProofDeed> first(long seed) {
        List<ProofDeed> all = of(seed);
        List<ProofDeed> deeds = new ArrayList<>();
        for (ProofDeed deed : all) {
            if (deed instanceof ProofDeed.Close) {
                break;
            }
            boolean isEarlyRun = deed instanceof ProofDeed.Run run && !run.job().equals("month");
            if (!isEarlyRun || deeds.size() == 2) {
                deeds.add(deed);
            }
        }
        return deeds;
    }

    private List<ProofDeed> deeds() {
        // the deliveries: 0, 1 and 2 before October's cut-off, 3 after it was closed, 4 in March
        spread(usage.of(LocalDate.of(2024, 10, 1), LocalDate.of(2024, 11, 1)), new int[] {0, 0, 0, 1, 1, 2, 3, 4});
        spread(usage.of(LocalDate.of(2024, 11, 1), LocalDate.of(2024, 12, 1)), new int[] {3, 3, 3, 3, 4});
        spread(usage.of(LocalDate.of(2025, 3, 20), LocalDate.of(2025, 4, 1)), new int[] {4});
        batches.forEach(batch -> batch.addAll(usage.nonsense()));
        List<List<UsageFile>> files = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) {
            files.add(files(i));
        }
        List<ProofDeed> deeds = new ArrayList<>();
        deeds.add(customers.start());
        deeds.add(new ProofDeed.Deliver(files.get(0)));
        deeds.add(new ProofDeed.Run("collect", Map.of()));
        deeds.add(customers.mended());
        deeds.add(new ProofDeed.Run("retry-suspense", Map.of()));
        deeds.add(new ProofDeed.Deliver(files.get(1)));
        deeds.add(new ProofDeed.Run("collect", Map.of()));
        deeds.add(new ProofDeed.Deliver(files.get(2)));
        deeds.add(month("2024-11-01"));
        deeds.add(new ProofDeed.Close("meridian", YearMonth.of(2024, 10)));
        deeds.add(new ProofDeed.Close("nordlicht", YearMonth.of(2024, 10)));
        deeds.add(customers.backDated());
        deeds.add(new ProofDeed.Deliver(files.get(3)));
        deeds.add(new ProofDeed.Run("collect", Map.of()));
        deeds.add(new ProofDeed.Run("retry-suspense", Map.of()));
        deeds.add(new ProofDeed.Run("rerate", Map.of("from", "2024-10-01", "to", "2024-12-01")));
        deeds.add(month("2024-12-01"));
        deeds.add(customers.later());
        deeds.add(new ProofDeed.Deliver(files.get(4)));
        deeds.add(month("2025-04-01"));
        return deeds;
    }

    private static ProofDeed month(String through) {
        return new ProofDeed.Run("month", Map.of("through", through, "release", "automatic"));
    }

    /** Puts records into deliveries, some of them twice. */
    private void spread(List<ProofUsage.Record> records, int[] deliveries) {
        for (ProofUsage.Record record : records) {
            int first = deliveries[dice.nextInt(deliveries.length)];
            batches.get(first).add(record);
            if (dice.nextInt(12) == 0 && !record.format().startsWith("nfdump")) {
                batches.get(first + dice.nextInt(BATCHES - first)).add(record);
            }
        }
    }

    /** The files of a delivery: records in no order; some files again, at once or later. */
    private List<UsageFile> files(int batch) {
        List<UsageFile> files = new ArrayList<>();
        Map<String, List<String>> byFormat = new TreeMap<>();
        List<ProofUsage.Record> records = batches.get(batch);
        Collections.shuffle(records, dice);
        for (ProofUsage.Record record : records) {
            List<String> lines = byFormat.computeIfAbsent(record.format(), format -> new ArrayList<>());
            lines.add(record.text());
            if (lines.size() == RECORDS_A_FILE) {
                files.add(UsageFile.of(record.format(), lines));
                lines.clear();
            }
        }
        byFormat.forEach((format, lines) -> {
            if (!lines.isEmpty()) {
                files.add(UsageFile.of(format, lines));
            }
        });
        for (UsageFile file : files) {
            int later = batch + dice.nextInt(BATCHES - batch);
            switch (dice.nextInt(9)) {
                case 0 -> again.get(later).add(file);
                case 1 -> again.get(later).add(file.withOtherLineEnds());
                case 2 -> again.get(later).add(file.packed());
                default -> {}
            }
        }
        files.addAll(again.get(batch));
        return files;
    }
}
