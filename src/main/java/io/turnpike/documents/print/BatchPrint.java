package io.turnpike.documents.print;

import io.turnpike.documents.DocumentRenderer;
import io.turnpike.documents.DocumentTemplate;
import io.turnpike.documents.page.PdfFile;
import io.turnpike.jobs.Progress;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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
    private final PageSource pages;
    private final int threads;

    /**
     * Prepares print runs.
     *
     * @param separator template of the sheet between parts, of kind {@code separator}
     * @param threads that fetch pages ahead of the one that writes
     */
    public BatchPrint(
            DocumentRenderer renderer, PrintOrder order, DocumentTemplate separator, PageSource pages, int threads) {
        this.renderer = renderer;
        this.order = order;
        this.separator = separator;
        this.pages = pages;
        this.threads = threads;
    }

    /** The documents sorted and divided into files: {@code 001-<group>.pdf} and so on. */
    public List<PrintFile> files(Collection<PrintItem> documents) {
        List<PrintItem> sorted = new ArrayList<>(documents);
        sorted.sort(Comparator.comparing(PrintItem::keys, order.comparator()).thenComparing(PrintItem::place));
        List<PrintFile> files = new ArrayList<>();
        int from = 0;
        while (from < sorted.size()) {
            int to = endOfFile(sorted, from);
            String group = order.group(sorted.get(from).keys());
            files.add(new PrintFile(fileName(files.size() + 1, group), group, sorted.subList(from, to)));
            from = to;
        }
        return files;
    }

    private int endOfFile(List<PrintItem> sorted, int from) {
        String group = order.group(sorted.get(from).keys());
        int end = from;
        while (end < sorted.size()
                && end - from < order.documentsPerFile()
                && order.group(sorted.get(end).keys()).equals(group)) {
            end++;
        }
        return betweenAccounts(sorted, from, end);
    }

    /** What is put into one envelope stays in one file: the end moves before the account it would divide, if that is not all there is. */
    private int betweenAccounts(List<PrintItem> sorted, int from, int end) {
        int before = end;
        while (before > from && isWithinAccount(sorted, before)) {
            before--;
        }
        if (before > from) {
            return before;
        }
        int behind = end;
        while (isWithinAccount(sorted, behind)) {
            behind++;
        }
        return behind;
    }

    private boolean isWithinAccount(List<PrintItem> sorted, int at) {
        if (at == 0 || at == sorted.size()) {
            return false;
        }
        PrintKeys last = sorted.get(at - 1).keys();
        PrintKeys next = sorted.get(at).keys();
        return last.account().equals(next.account()) && order.group(last).equals(order.group(next));
    }

    /**
     * Prints one file into a folder.
     *
     * @param progress is told of each document
     * @return its documents in the order of printing
     */
    public List<PrintedDocument> print(PrintFile file, Path folder, Progress progress) throws IOException {
        List<PrintItem> items = file.items();
        List<PrintedDocument> printed = new ArrayList<>(items.size());
        try (PdfFile pdf = renderer.largeFile();
                PagesAhead ahead = new PagesAhead(pages, items, threads);
                OutputStream out =
                        new BufferedOutputStream(Files.newOutputStream(folder.resolve(file.name())), 1 << 16)) {
            pdf.describe(file.group().isEmpty() ? file.name() : file.group(), separator.language());
            int partEnd = 0;
            for (int i = 0; i < items.size(); i++) {
                if (i == partEnd) {
                    partEnd = endOfPart(items, i);
                    if (order.separator() != PrintOrder.Separator.NONE) {
                        addSheet(pdf, items.subList(i, partEnd), file.group());
                    }
                }
                PrintItem item = items.get(i);
                int firstPage = pdf.pages() + 1;
                int count = ahead.next().addTo(pdf);
                printed.add(new PrintedDocument(file.name(), firstPage, count, file.group(), levels(item), item));
                progress.advance(1);
            }
            pdf.save(out);
        }
        return printed;
    }

    private List<String> levels(PrintItem item) {
        return List.of(order.level(item.keys(), 0), order.level(item.keys(), 1));
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

    private void addSheet(PdfFile pdf, List<PrintItem> part, String group) throws IOException {
        PrintKeys first = part.get(0).keys();
        Map<String, Object> sheet = new HashMap<>();
        sheet.put("kind", separator.kind());
        sheet.put("language", separator.language());
        sheet.put("group", group);
        sheet.put("level", order.separator() == PrintOrder.Separator.FIRST_LEVEL ? order.level(first, 0) : "");
        sheet.put("documents", part.size());
        sheet.put("first", first.name());
        sheet.put("last", part.get(part.size() - 1).keys().name());
        pdf.add(renderer.layOut(separator, sheet));
    }

    /** A running number, and the group as far as file systems like its characters. */
    private static String fileName(int number, String group) {
        String safe = group.replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
        String shortened = safe.substring(0, Math.min(40, safe.length()));
        return String.format("%03d%s.pdf", number, shortened.isEmpty() ? "" : "-" + shortened);
    }
}
