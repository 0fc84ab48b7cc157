package io.turnpike.documents.kept;

import io.turnpike.documents.print.BatchPrint;
import io.turnpike.documents.print.PrintFile;
import io.turnpike.documents.print.PrintItem;
import io.turnpike.documents.print.PrintOrder;
import io.turnpike.invoicing.BillRuns;
import io.turnpike.invoicing.PrintTerms;
import io.turnpike.jobs.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Packets: all documents of an account, or of a customer over its accounts, in the order of the operator's document set. A packet is
 * one PDF, or a folder with the files as they were handed out.
 */
@Component
public class Packets {
    /** No sheets, one group: what is left of batch print for one customer. */
    private static final PrintTerms PLAIN =
            new PrintTerms(List.of("contract"), "", "none", PrintTerms.STANDARD.documentsPerFile());

    private final BillRuns runs;
    private final PrintableDocuments printable;
    private final BatchPrinting printing;
    private final KeptDocuments kept;

    Packets(BillRuns runs, PrintableDocuments printable, BatchPrinting printing, KeptDocuments kept) {
        this.runs = runs;
        this.printable = printable;
        this.printing = printing;
        this.kept = kept;
    }

    /** Whose documents make one packet. */
    public enum Per {
        ACCOUNT,
        CUSTOMER;

        private String number(PrintItem item) {
            return this == ACCOUNT ? item.keys().account() : item.keys().customer();
        }
    }

    /** What was written. */
    public record Written(long packets, long documents) {}

    /**
     * Writes the packets of a selection: {@code <operator>-<number>.pdf}, or the folder of that name.
     *
     * @param folder is made where it is missing; files of the same names are replaced
     * @param asFolders each document as the file it was handed out as
     */
    public Written write(DocumentSelection selection, Per per, boolean asFolders, Path folder, Progress progress)
            throws IOException {
        long packets = 0;
        long documents = 0;
        for (String operator : selection.operators(runs)) {
            Map<String, List<PrintItem>> byOwner = new TreeMap<>();
            printable.each(
                    selection.filter(operator),
                    selection.kind(),
                    item -> byOwner.computeIfAbsent(per.number(item), owner -> new ArrayList<>())
                            .add(item));
            progress.expect(byOwner.size(), "packets");
            Files.createDirectories(folder);
            for (Map.Entry<String, List<PrintItem>> packet : byOwner.entrySet()) {
                Path target = folder.resolve(operator + "-" + fileName(packet.getKey()));
                documents += asFolders ? files(packet.getValue(), target) : one(operator, packet.getValue(), target);
                packets++;
                progress.advance(1);
            }
        }
        return new Written(packets, documents);
    }

    private long one(String operator, List<PrintItem> items, Path target) throws IOException {
        BatchPrint printer = printing.printer(operator, PrintOrder.of(PLAIN));
        String name = target.getFileName() + ".pdf";
        List<PrintItem> sorted = sorted(items);
        return printer.print(new PrintFile(name, "", sorted), parent(target), Progress.NONE)
                .size();
    }

    private long files(List<PrintItem> items, Path target) throws IOException {
        Files.createDirectories(target);
        int place = 1;
        for (PrintItem item : sorted(items)) {
            String name = String.format(
                    "%02d-%s-%s.pdf",
                    place++, item.kind(), fileName(item.place().number()));
            Files.write(
                    target.resolve(name),
                    kept.bytes(item.documentId(), item.kind()).orElseThrow());
        }
        return items.size();
    }

    private static List<PrintItem> sorted(List<PrintItem> items) {
        return items.stream()
                .sorted(Comparator.comparing((PrintItem item) -> item.keys().account())
                        .thenComparing(PrintItem::place))
                .toList();
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of(".") : parent;
    }

    private static String fileName(String number) {
        return number.replaceAll("[^\\p{L}\\p{N}]+", "-");
    }
}
