package io.turnpike.bench;

import io.turnpike.definitions.Problems;
import io.turnpike.documents.DocumentRenderer;
import io.turnpike.documents.DocumentTemplate;
import io.turnpike.documents.Templates;
import io.turnpike.documents.page.DisplayList;
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
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Invoices of one page, 20 lines, logo and QR, from released documents to PDFs kept in the database, by the step {@code
 * render-documents} on two partitions, beside PDFBox's own drawing API with a shared font doing the drawing alone; then call details of
 * eight pages, and a print run of the same invoices into files.
 */
final class DocumentsBenchmark implements Benchmark {
    private static final int THREADS = 2;
    private static final int BASELINE_PART = 4;
    private static final int LONG_PART = 8;
    private static final int WARM_UP = 2_000;
    private static final int LINES = 20;
    private static final int CALLS = 540;
    private static final int LONG_PAGES = 8;

    private final DocumentRenderer renderer = new DocumentRenderer();

    @Override
    public String name() {
        return "documents";
    }

    @Override
    public String summary() {
        return "invoices of one page, 20 lines, logo, QR, embedded Cyrillic fonts, from released document to stored PDF";
    }

    @Override
    public Size size() {
        return new Size("documents", 4_000, 10_000);
    }

    @Override
    public Score run(Setting setting) throws Exception {
        Path folder = setting.emptyFolder("documents");
        // rows closer than the shipped ones: so 20 lines, their sums, payments and signatures stand on one page
        BenchDefinitions definitions = BenchDefinitions.write(folder.resolve("definitions"))
                .change(
                        "document-templates/invoice/template.xml",
                        "cell-padding=\"0.9mm 1mm\"",
                        "cell-padding=\"0.3mm 1mm\"");
        Problems problems = new Problems();
        Templates templates = Templates.load(definitions.folder().resolve("document-templates"), problems);
        problems.throwIfAny();
        DocumentTemplate invoice = templates.find("invoice", "", "ru").orElseThrow();
        DocumentTemplate separator = templates.find("separator", "", "ru").orElseThrow();
        DocumentTemplate callDetail = templates.find("call-detail", "", "ru").orElseThrow();
        Map<String, Object> content = repeated(templates, invoice, "sample", "lines", LINES);
        Map<String, Object> calls = repeated(templates, callDetail, "sample", "calls", CALLS);
        DisplayList layout = renderer.layOut(invoice, content);
        pages(layout, 1);
        pages(renderer.layOut(callDetail, calls), LONG_PAGES);
        int documents = Math.toIntExact(setting.size());
        int drawn = Math.max(1, documents / BASELINE_PART);
        int longOnes = Math.max(1, documents / LONG_PART);
        PlainDrawing plain = new PlainDrawing(layout);
        inParallel(WARM_UP, () -> renderer.render(invoice, content));
        inParallel(WARM_UP / LONG_PART, () -> renderer.render(callDetail, calls));
        inParallel(WARM_UP / BASELINE_PART, plain::drawn);
        try (Program program = Program.open(definitions.folder(), setting.data())) {
            released(program, documents, content);
            ProcessorTime processor = ProcessorTime.with(setting.data());
            Series product = new Series("rendered and kept", documents, processor);
            Series baseline = new Series("PDFBox drawing API", drawn, processor);
            Series alone = new Series("laid out and written only", documents, processor);
            Series eightPages = new Series("call detail of 8 pages", longOnes, processor);
            Series print = new Series("batch print", documents, processor);
            render(program); // once before it counts: a bill run is a hundred times as long, the program compiled
            // after seconds
            for (int round = 0; round < setting.rounds(); round++) {
                baseline.time(() -> inParallel(drawn, plain::drawn));
                program.execute("truncate rendered_document, rendered_run");
                program.settleDown();
                product.time(() -> render(program));
                kept(program, documents);
                alone.time(() -> inParallel(documents, () -> renderer.render(invoice, content)));
                eightPages.time(() -> inParallel(longOnes, () -> renderer.render(callDetail, calls)));
                Path prints = setting.emptyFolder("prints");
                print.time(() -> print(documents, invoice, separator, content, prints));
            }
            List.of(product, baseline, alone, eightPages, print).forEach(series -> setting.say("%s", series));
            return new Score(product.rate(), "documents/s", product.rate() / baseline.rate(), "PDFBox drawing API");
        }
    }

    /** A sample whose entries of one list are repeated, each so often that there are so many; groups stay together. */
    private static Map<String, Object> repeated(
            Templates templates, DocumentTemplate template, String name, String list, int count) {
        Map<String, Object> sample = new LinkedHashMap<>(
                Objects.requireNonNull(templates.samples(template).get(name)));
        List<?> entries = (List<?>) Objects.requireNonNull(sample.get(list));
        sample.put(
                list,
                IntStream.range(0, count)
                        .mapToObj(i -> entry(entries.get(i * entries.size() / count), i + 1))
                        .toList());
        return sample;
    }

    private static Map<Object, Object> entry(Object entry, int position) {
        Map<Object, Object> numbered = new LinkedHashMap<>((Map<?, ?>) entry);
        numbered.computeIfPresent("position", (key, old) -> position);
        if (numbered.containsKey("name")) { // on one row each
            numbered.put("name", numbered.get("group") + ", " + position);
            numbered.remove("service");
        }
        return numbered;
    }

    private static void pages(DisplayList layout, int wanted) {
        if (layout.pages().size() != wanted) {
            throw new IllegalStateException(layout.pages().size() + " pages instead of " + wanted);
        }
    }

    /** A released bill run with an invoice for each account, put straight into the tables. */
    private static void released(Program program, int documents, Map<String, Object> content) {
        new Subscribers(program, documents).create();
        Map<String, Object> frozen = new LinkedHashMap<>(content);
        frozen.remove("number");
        Map<Object, Object> operator = new LinkedHashMap<>((Map<?, ?>) Objects.requireNonNull(content.get("operator")));
        operator.put("code", "meridian");
        frozen.put("operator", operator);
        program.execute("""
                insert into bill_run (operator_id, run_day, reason, cutoff_batch, state, opened_at, released_at, released_by)
                select id, date '2026-02-01', 'cycle', 1, 'released', now(), now(), 'bench'
                from operator
                """, """
                insert into bill (bill_id, bill_run_id, account_id, customer_id, period_from, period_to, document_date, currency,
                  rendered_as_billed, charged_minor)
                select id, 1, id, customer_id, date '2026-01-01', date '2026-02-01', date '2026-01-31', 'RUB', true, 100
                from account
                """, """
                insert into drafted_document (document_id, bill_id, bill_run_id, operator_id, kind, account_id, account_number,
                  ordinal, document_date, period_from, period_to, currency, net_minor, vat_minor, gross_minor, amount_due_minor)
                select id, id, 1, operator_id, 'invoice', id, number, 1, date '2026-01-31', date '2026-01-01', date '2026-02-01',
                  'RUB', 100, 0, 100, 100
                from account
                """, """
                insert into document_number (document_id, operator_id, kind, number_year, sequence_number, number)
                select id, operator_id, 'invoice', 2026, id, '26-' || lpad(id::text, 7, '0')
                from account
                """);
        program.sql()
                .sql("insert into document_snapshot (document_id, body) select document_id, ? from drafted_document")
                .param(new JsonMapper().writeValueAsString(frozen))
                .update();
        program.execute("vacuum analyze");
    }

    private static void render(Program program) {
        program.run("render-documents", List.of("render-documents"), Map.of("bill-run", "1"));
    }

    private static void kept(Program program, long documents) {
        long pdfs = program.count("select count(*) from rendered_document where pages = 1");
        if (pdfs != documents) {
            throw new IllegalStateException(pdfs + " PDFs of one page were kept of " + documents + " documents");
        }
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
}
