package io.turnpike.documents;

import com.sun.management.OperatingSystemMXBean;
import io.turnpike.documents.page.DisplayList;
import io.turnpike.documents.page.DrawOp;
import io.turnpike.documents.page.Typeface;
import io.turnpike.documents.print.BatchPrint;
import io.turnpike.documents.print.PacketPlace;
import io.turnpike.documents.print.PageSource;
import io.turnpike.documents.print.PrintFile;
import io.turnpike.documents.print.PrintItem;
import io.turnpike.documents.print.PrintKeys;
import io.turnpike.documents.print.PrintOrder;
import io.turnpike.documents.print.PrintedPages;
import io.turnpike.invoicing.PrintTerms;
import io.turnpike.jobs.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * How many documents a second, against PDFBox's own drawing API with a shared font, in the same run, on two threads; then a print
 * run of 10,000 invoices in one file. Not run by the build: {@code scripts/bench documents}, or this class as a program.
 */
final class DocumentsBenchmark {
    private static final int THREADS = 2;
    private static final int WARM_UP = 3000;
    private static final int ROUND = 400;
    private static final int ROUNDS = 5;
    private static final int BASELINE_ROUND = 100;
    private static final int BATCH = 10_000;
    private static final double NANOS = 1e9;

    private final Templates templates;
    private final DocumentRenderer renderer = new DocumentRenderer();
    private final DocumentTemplate invoice;
    private final Map<String, Object> sample;

    private DocumentsBenchmark() throws IOException {
        templates = ShippedTemplates.load();
        invoice = ShippedTemplates.find(templates, "invoice", "ru");
        sample = templates.samples(invoice).get("sample-person");
    }

    public static void main(String[] arguments) throws Exception {
        DocumentsBenchmark benchmark = new DocumentsBenchmark();
        DisplayList layout = benchmark.renderer.layOut(benchmark.invoice, benchmark.sample);
        Map<Typeface, TrueTypeFont> fonts = sharedFonts(layout);
        Callable<byte[]> own = () -> benchmark.renderer.render(benchmark.invoice, benchmark.sample);
        Callable<byte[]> baseline = () -> drawn(layout, fonts);
        measure(WARM_UP, own);
        measure(WARM_UP / 10, baseline);
        Spent ownSpent = new Spent(0, 0, 0);
        Spent baselineSpent = new Spent(0, 0, 0);
        for (int round = 0; round < ROUNDS; round++) { // in turn, so that a busy machine slows both
            baselineSpent = baselineSpent.plus(measure(BASELINE_ROUND, baseline));
            ownSpent = ownSpent.plus(measure(ROUND, own));
        }
        print("PDFBox drawing API", baselineSpent);
        print("own content bytes", ownSpent);
        print("batch print", benchmark.batch());
        System.out.printf(
                Locale.ROOT,
                "bench documents: %.0f documents/s, ratio %.2f of PDFBox drawing API%n",
                ownSpent.rate(),
                ownSpent.rate() / baselineSpent.rate());
    }

    /** Documents made, in how much time and how much processor time of this process. */
    private record Spent(int documents, long nanos, long cpuNanos) {
        Spent plus(Spent other) {
            return new Spent(documents + other.documents, nanos + other.nanos, cpuNanos + other.cpuNanos);
        }

        double rate() {
            return documents * NANOS / nanos;
        }
    }

    private static void print(String what, Spent spent) {
        System.out.printf(
                Locale.ROOT,
                "%-20s %6.0f documents/s, %.2f ms of processor time each%n",
                what,
                spent.rate(),
                spent.cpuNanos() / 1e6 / spent.documents());
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static Spent measure(int count, Callable<byte[]> work) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(THREADS);
        long cpuStart = cpuNanos();
        long start = System.nanoTime();
        List<Future<byte[]>> done = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            done.add(workers.submit(work));
        }
        for (Future<byte[]> one : done) {
            one.get();
        }
        long nanos = System.nanoTime() - start;
        workers.shutdown();
        return new Spent(count, nanos, cpuNanos() - cpuStart);
    }

    private Spent batch() throws IOException {
        Path folder = Files.createTempDirectory("print");
        List<PrintItem> items = new ArrayList<>();
        List<Map<String, Object>> snapshots = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            Map<String, Object> snapshot = new LinkedHashMap<>(sample);
            snapshot.put("number", "2026-" + (100_000 + i * 7919 % BATCH));
            snapshots.add(snapshot);
            PacketPlace place = new PacketPlace(LocalDate.of(2026, 1, 31), 0, "invoice", "" + snapshot.get("number"));
            items.add(new PrintItem(i, PrintKeys.of(snapshot), place, ""));
        }
        PageSource pages = few -> few.stream()
                .map(item -> (PrintedPages)
                        new PrintedPages.LaidOut(renderer.layOut(invoice, snapshots.get((int) item.documentId()))))
                .toList();
        DocumentTemplate separator = ShippedTemplates.find(templates, "separator", "ru");
        long cpuStart = cpuNanos();
        long start = System.nanoTime();
        BatchPrint print = new BatchPrint(renderer, PrintOrder.of(PrintTerms.STANDARD), separator, pages, THREADS);
        for (PrintFile file : print.files(items)) {
            print.print(file, folder, Progress.NONE);
        }
        long nanos = System.nanoTime() - start;
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
        return new Spent(BATCH, nanos, cpuNanos() - cpuStart);
    }

    private static Map<Typeface, TrueTypeFont> sharedFonts(DisplayList layout) throws IOException {
        Map<Typeface, TrueTypeFont> fonts = new EnumMap<>(Typeface.class);
        for (Typeface typeface : layout.typefaces()) {
            String file = switch (typeface) {
                case SANS -> "DejaVuSans";
                case SANS_BOLD -> "DejaVuSans-Bold";
                case CONDENSED -> "DejaVuSansCondensed";
                case CONDENSED_BOLD -> "DejaVuSansCondensed-Bold";
                case SERIF -> "DejaVuSerif";
                case SERIF_BOLD -> "DejaVuSerif-Bold";
            };
            try (InputStream in = DocumentsBenchmark.class.getResourceAsStream(
                    "/net/sf/jasperreports/fonts/dejavu/" + file + ".ttf")) {
                TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
                font.setEnableGsub(false);
                fonts.put(typeface, font);
            }
        }
        return fonts;
    }

    /** The same operations by PDFBox's drawing API; layout and template are not even counted. */
    private static byte[] drawn(DisplayList layout, Map<Typeface, TrueTypeFont> shared) throws IOException {
        try (PDDocument document = new PDDocument()) {
            Map<Typeface, PDFont> fonts = new EnumMap<>(Typeface.class);
            for (Map.Entry<Typeface, TrueTypeFont> font : shared.entrySet()) {
                synchronized (font.getValue()) { // a TrueTypeFont reads its tables lazily
                    fonts.put(font.getKey(), PDType0Font.load(document, font.getValue(), true));
                }
            }
            for (DisplayList.Page laidOut : layout.pages()) {
                PDPage page = new PDPage(new PDRectangle(laidOut.width() / 100f, laidOut.height() / 100f));
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    for (DrawOp op : laidOut.ops()) {
                        draw(content, op, laidOut.height(), fonts);
                    }
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            synchronized (shared) { // subsetting reads the shared font's tables
                document.save(out);
            }
            return out.toByteArray();
        }
    }

    private static void draw(PDPageContentStream content, DrawOp op, int pageHeight, Map<Typeface, PDFont> fonts)
            throws IOException {
        if (op instanceof DrawOp.Text text) {
            content.beginText();
            content.setFont(fonts.get(text.typeface()), text.size() / 100f);
            content.newLineAtOffset(text.x() / 100f, (pageHeight - text.y()) / 100f);
            content.showText(text.text());
            content.endText();
        } else if (op instanceof DrawOp.Line line) {
            content.moveTo(line.x1() / 100f, (pageHeight - line.y1()) / 100f);
            content.lineTo(line.x2() / 100f, (pageHeight - line.y2()) / 100f);
            content.stroke();
        } else if (op instanceof DrawOp.Fill fill) {
            content.addRect(
                    fill.x() / 100f,
                    (pageHeight - fill.y() - fill.height()) / 100f,
                    fill.width() / 100f,
                    fill.height() / 100f);
            content.fill();
        }
    }
}
