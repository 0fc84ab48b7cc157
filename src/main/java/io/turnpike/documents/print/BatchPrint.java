package io.turnpike.documents.print;

import io.turnpike.documents.DocumentRenderer;
import io.turnpike.documents.DocumentTemplate;
import io.turnpike.documents.page.DisplayList;
import io.turnpike.documents.page.PdfFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints many documents into one PDF a group, sorted, with separator sheets and a manifest. Pages are numbered within each
 * document. The same documents give the same files, in whatever order they come and with any number of threads.
 */
public final class BatchPrint {
    private final DocumentRenderer renderer;
    private final PrintOrder order;
    private final DocumentTemplate separator;
    private final int threads;

    /**
     * Prepares print runs.
     *
     * @param separator template of the sheet between parts, of kind {@code separator}
     * @param threads that lay out documents ahead of the one that writes
     */
    public BatchPrint(DocumentRenderer renderer, PrintOrder order, DocumentTemplate separator, int threads) {
        this.renderer = renderer;
        this.order = order;
        this.separator = separator;
        this.threads = threads;
    }

    /**
     * Prints all documents into a folder: {@code 001-<group>.pdf} and so on, and {@code manifest.csv}.
     *
     * @return the documents in the order of printing
     * @throws io.turnpike.definitions.InvalidDefinitions when a template cannot show a document; nothing printed is to be used then
     */
    public List<PrintedDocument> print(Iterable<PrintItem> documents, Path folder) throws IOException {
        List<PrintItem> sorted = new ArrayList<>();
        documents.forEach(sorted::add);
        sorted.sort(Comparator.comparing(PrintItem::keys, order.comparator())
                .thenComparing(item -> item.template().kind()));
        Files.createDirectories(folder);
        List<PrintedDocument> printed = new ArrayList<>(sorted.size());
        try (Manifest manifest = Manifest.create(folder)) {
            int from = 0;
            for (int number = 1; from < sorted.size(); number++) {
                int to = endOfFile(sorted, from);
                String group = order.group(sorted.get(from).keys());
                Path file = folder.resolve(fileName(number, group));
                for (PrintedDocument document : printFile(sorted.subList(from, to), group, file)) {
                    manifest.add(document);
                    printed.add(document);
                }
                from = to;
            }
        }
        return printed;
    }

    private int endOfFile(List<PrintItem> sorted, int from) {
        String group = order.group(sorted.get(from).keys());
        int end = from;
        while (end < sorted.size()
                && end - from < order.documentsPerFile()
                && order.group(sorted.get(end).keys()).equals(group)) {
            end++;
        }
        return end;
    }

    private List<PrintedDocument> printFile(List<PrintItem> items, String group, Path file) throws IOException {
        List<PrintedDocument> printed = new ArrayList<>(items.size());
        String name = String.valueOf(file.getFileName());
        try (PdfFile pdf = renderer.largeFile();
                LayoutAhead layouts = new LayoutAhead(renderer, items, threads);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            pdf.describe(group.isEmpty() ? name : group, separator.language());
            int partEnd = 0;
            for (int i = 0; i < items.size(); i++) {
                if (i == partEnd) {
                    partEnd = endOfPart(items, i);
                    if (order.separator() != PrintOrder.Separator.NONE) {
                        pdf.add(sheet(items.subList(i, partEnd), group));
                    }
                }
                DisplayList layout = layouts.next();
                PrintItem item = items.get(i);
                List<String> levels = List.of(order.level(item.keys(), 0), order.level(item.keys(), 1));
                printed.add(new PrintedDocument(
                        name,
                        pdf.pages() + 1,
                        layout.pages().size(),
                        group,
                        levels,
                        item.template().kind(),
                        item.keys()));
                pdf.add(layout);
            }
            pdf.save(out);
        }
        return printed;
    }

    /** Documents up to the next separator sheet. */
    private int endOfPart(List<PrintItem> items, int from) {
        if (order.separator() != PrintOrder.Separator.FIRST_LEVEL) {
            return items.size();
        }
        String level = order.level(items.get(from).keys(), 0);
        int end = from;
        while (end < items.size() && order.level(items.get(end).keys(), 0).equals(level)) {
            end++;
        }
        return end;
    }

    private DisplayList sheet(List<PrintItem> part, String group) {
        PrintKeys first = part.get(0).keys();
        Map<String, Object> sheet = new HashMap<>();
        sheet.put("kind", separator.kind());
        sheet.put("language", separator.language());
        sheet.put("group", group);
        sheet.put("level", order.separator() == PrintOrder.Separator.FIRST_LEVEL ? order.level(first, 0) : "");
        sheet.put("documents", part.size());
        sheet.put("first", first.name());
        sheet.put("last", part.get(part.size() - 1).keys().name());
        return renderer.layOut(separator, sheet);
    }

    /** A running number, and the group as far as file systems like its characters. */
    private static String fileName(int number, String group) {
        String safe = group.replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
        String shortened = safe.substring(0, Math.min(40, safe.length()));
        return String.format("%03d%s.pdf", number, shortened.isEmpty() ? "" : "-" + shortened);
    }
}
