package io.turnpike.documents.kept;

import io.turnpike.documents.DocumentForms;
import io.turnpike.documents.DocumentTemplate;
import io.turnpike.documents.print.BatchPrint;
import io.turnpike.documents.print.Manifest;
import io.turnpike.documents.print.PrintFile;
import io.turnpike.documents.print.PrintItem;
import io.turnpike.documents.print.PrintOrder;
import io.turnpike.documents.print.PrintedDocument;
import io.turnpike.invoicing.Operators;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Makes batch prints under {@code print/} of the data folder: sorted files with separator sheets, and the manifest. */
@Component
class BatchPrinting {
    static final String SEPARATOR = "separator";

    /** The one that writes keeps about one more busy. */
    private static final int THREADS = 2;

    private final PrintableDocuments printable;
    private final HandedOutPages pages;
    private final KeptDocumentsMapper mapper;
    private final Operators operators;
    private final ObjectProvider<DocumentForms> forms;
    private final Environment environment;
    private final Clock clock;

    BatchPrinting(
            PrintableDocuments printable,
            HandedOutPages pages,
            KeptDocumentsMapper mapper,
            @Lazy Operators operators,
            ObjectProvider<DocumentForms> forms,
            Environment environment,
            Clock clock) {
        this.printable = printable;
        this.pages = pages;
        this.mapper = mapper;
        this.operators = operators;
        this.forms = forms;
        this.environment = environment;
        this.clock = clock;
    }

    /** The pieces of one print: the documents are found and sorted, each file is written, all is put in its place. */
    Work begin(PrintRequest request, Progress progress) {
        return new Work(request, progress);
    }

    /** A printer of an operator's documents in its order. */
    BatchPrint printer(String operator, PrintOrder order) {
        DocumentForms loaded = forms.getObject();
        String language = operators.terms(operator).language();
        DocumentTemplate sheet = loaded.template(SEPARATOR, operator, language, language);
        return new BatchPrint(loaded.renderer(), order, sheet, pages, THREADS);
    }

    /** One print, piece by piece. */
    final class Work {
        private final PrintRequest request;
        private final Progress progress;
        private final PrintFolder folder;
        private final List<PrintedDocument> printed = new ArrayList<>();
        private final Queue<PrintFile> files = new ArrayDeque<>();
        private @Nullable BatchPrint printer;
        private @Nullable Path making;
        private int fileCount;
        private boolean finished;

        Work(PrintRequest request, Progress progress) {
            this.request = request;
            this.progress = progress;
            this.folder =
                    new PrintFolder(Path.of(environment.getProperty("turnpike.data", "data"), "print"), request.name());
        }

        /** The next piece; null when the print lies in its place. */
        StepWork.@Nullable Piece next() {
            BatchPrint ready = printer;
            if (ready == null) {
                return this::sort;
            }
            PrintFile file = files.peek();
            if (file != null) {
                return () -> write(ready, file);
            }
            return finished ? null : this::finish;
        }

        private void sort() {
            List<PrintItem> items = new ArrayList<>();
            printable.each(request.filter(), request.kind(), items::add);
            BatchPrint ready = printer(
                    request.operator(),
                    PrintOrder.of(operators.terms(request.operator()).print()));
            files.addAll(ready.files(items));
            fileCount = files.size();
            progress.expect(items.size(), "documents");
            if (items.isEmpty()) {
                progress.note(request.name() + ": there is no released document to print");
                finished = true;
            } else {
                making = folder.begin();
            }
            printer = ready;
        }

        private void write(BatchPrint ready, PrintFile file) {
            try {
                printed.addAll(ready.print(file, place(), progress));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + file.name() + " for " + request.name(), e);
            }
            files.remove();
        }

        private void finish() {
            try (Manifest manifest = Manifest.create(place())) {
                for (PrintedDocument document : printed) {
                    manifest.add(document);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the manifest of " + request.name(), e);
            }
            PrintBatch before = mapper.batch(request.name());
            PrintBatch now = new PrintBatch(
                    request.name(),
                    printed.size(),
                    printed.stream().mapToLong(PrintedDocument::pages).sum(),
                    fileCount,
                    folder.manifestSha256(),
                    clock.instant());
            mapper.printed(now);
            folder.finish();
            finished = true;
            progress.note(String.format(
                    Locale.ROOT,
                    "%s: %,d documents of %,d pages in %d %s%s; separator sheets and %s besides: %s",
                    now.name(),
                    now.documents(),
                    now.pages(),
                    now.files(),
                    now.files() == 1 ? "file" : "files",
                    comparison(before, now),
                    Manifest.FILE,
                    folder.whole()));
        }

        private Path place() {
            if (making == null) {
                throw new IllegalStateException("a print is sorted before it is written");
            }
            return making;
        }
    }

    private static String comparison(@Nullable PrintBatch before, PrintBatch now) {
        if (before == null) {
            return "";
        }
        return before.manifestSha256().equals(now.manifestSha256())
                ? ", the same as printed before"
                : String.format(
                        Locale.ROOT,
                        ", in place of %,d documents of %,d pages printed before",
                        before.documents(),
                        before.pages());
    }
}
