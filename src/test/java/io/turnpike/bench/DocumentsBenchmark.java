package io.turnpike.bench;

import io.turnpike.definitions.Problems;
import io.turnpike.documents.DocumentRenderer;
import io.turnpike.documents.DocumentTemplate;
import io.turnpike.documents.Templates;
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
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * Invoices of one page, 20 lines, logo and QR from their frozen content to the bytes of a PDF, on two threads, beside PDFBox's own
 * drawing API with a shared font doing the drawing alone; then a print run of the same invoices into files.
 */
final class DocumentsBenchmark implements Benchmark {
    private static final int THREADS = 2;
    private static final int BASELINE_PART = 4;
    private static final int WARM_UP = 2_000;

    private final DocumentRenderer renderer = new DocumentRenderer();

    @Override
    public String name() {
        return "documents";
    }

    @Override
    public String summary() {
        return "invoices of one page, 20 lines, logo, QR, embedded Cyrillic fonts, two threads";
    }

    @Override
    public Size size() {
        return new Size("documents", 2_000, 10_000);
    }

    @Override
    public Score run(Setting setting) throws Exception {
        Problems problems = new Problems();
        Templates templates = Templates.load(Setting.home().resolve("document-templates"), problems);
        problems.throwIfAny();
        DocumentTemplate invoice = templates.find("invoice", "", "ru").orElseThrow();
        DocumentTemplate separator = templates.find("separator", "", "ru").orElseThrow();
        Map<String, Object> sample =
                Objects.requireNonNull(templates.samples(invoice).get("sample-person"));
        DisplayList layout = renderer.layOut(invoice, sample);
        Map<Typeface, TrueTypeFont> fonts = sharedFonts(layout);
        int documents = Math.toIntExact(setting.size());
        int drawn = Math.max(1, documents / BASELINE_PART);
        Series product = new Series("laid out and written", documents, ProcessorTime.OF_PROGRAM);
        Series baseline = new Series("PDFBox drawing API", drawn, ProcessorTime.OF_PROGRAM);
        Series print = new Series("batch print", documents, ProcessorTime.OF_PROGRAM);
        inParallel(WARM_UP, () -> renderer.render(invoice, sample));
        inParallel(WARM_UP / BASELINE_PART, () -> drawn(layout, fonts));
        for (int round = 0; round < setting.rounds(); round++) {
            baseline.time(() -> inParallel(drawn, () -> drawn(layout, fonts)));
            product.time(() -> inParallel(documents, () -> renderer.render(invoice, sample)));
            Path folder = setting.emptyFolder("documents");
            print.time(() -> print(documents, invoice, separator, sample, folder));
        }
        setting.say("%s", product);
        setting.say("%s", baseline);
        setting.say("%s", print);
        return new Score(product.rate(), "documents/s", product.rate() / baseline.rate(), "PDFBox drawing API");
    }

    private static void inParallel(int count, Callable<byte[]> work) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(THREADS);
        List<Future<byte[]>> done = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            done.add(workers.submit(work));
        }
        for (Future<byte[]> one : done) {
            one.get();
        }
        workers.shutdown();
    }

    /** One file for all, sorted, with separator sheets. */
    private void print(
            int documents,
            DocumentTemplate invoice,
            DocumentTemplate separator,
            Map<String, Object> sample,
            Path folder)
            throws IOException {
        List<PrintItem> items = new ArrayList<>();
        List<Map<String, Object>> snapshots = new ArrayList<>();
        for (int i = 0; i < documents; i++) {
            Map<String, Object> snapshot = new LinkedHashMap<>(sample);
            snapshot.put("number", "2026-" + (100_000 + i * 7919 % documents));
            snapshots.add(snapshot);
            PacketPlace place = new PacketPlace(LocalDate.of(2026, 1, 31), 0, "invoice", "" + snapshot.get("number"));
            items.add(new PrintItem(i, PrintKeys.of(snapshot), place, ""));
        }
        PageSource pages = few -> few.stream()
                .map(item -> (PrintedPages)
                        new PrintedPages.LaidOut(renderer.layOut(invoice, snapshots.get((int) item.documentId()))))
                .toList();
        BatchPrint print = new BatchPrint(renderer, PrintOrder.of(PrintTerms.STANDARD), separator, pages, THREADS);
        for (PrintFile file : print.files(items)) {
            print.print(file, folder, Progress.NONE);
        }
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
