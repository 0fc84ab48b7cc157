package io.turnpike.documents.kept;

import io.turnpike.documents.DocumentForms;
import io.turnpike.invoicing.BillRuns;
import io.turnpike.invoicing.BillingDocuments;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The step {@code render-documents}: makes the PDF of every released document that has none, and keeps its bytes. The rows and the
 * bytes come with one transaction a range of documents, so a run that was killed goes on with what is missing. A document that its
 * template cannot show stops no other: the step fails when all others are rendered, and names it.
 */
@Component
class RenderDocuments implements StepKind {
    /** Ids of documents a transaction: a second or two of work. */
    static final int RANGE = 200;

    /** So many documents that cannot be rendered are no matter of a name or two: the template is wrong, and the step ends. */
    private static final int MOST_UNPRINTABLE = 100;

    /** So many of them are named: a screen. */
    private static final int MOST_NAMED = 20;

    private final BillRuns runs;
    private final BillingDocuments documents;
    private final KeptDocumentsMapper mapper;
    private final DocumentRendering rendering;
    private final ObjectProvider<DocumentForms> forms;
    private final Clock clock;

    RenderDocuments(
            BillRuns runs,
            BillingDocuments documents,
            KeptDocumentsMapper mapper,
            DocumentRendering rendering,
            ObjectProvider<DocumentForms> forms,
            Clock clock) {
        this.runs = runs;
        this.documents = documents;
        this.mapper = mapper;
        this.rendering = rendering;
        this.forms = forms;
        this.clock = clock;
    }

    @Override
    public String word() {
        return "render-documents";
    }

    @Override
    public String summary() {
        return "make the PDFs of released documents that have none, and keep their bytes";
    }

    @Override
    public List<StepOption> options() {
        return List.of(StepOption.wholeNumber("bill-run", 1), StepOption.range());
    }

    @Override
    public boolean partitioned() {
        return true;
    }

    @Override
    public StepWork begin(StepRequest request) {
        Set<Long> rendered = new HashSet<>(mapper.renderedRuns());
        Queue<RunLeft> left = new ArrayDeque<>();
        long only = request.parameters().number("bill-run", 0);
        for (long run : runs.released()) {
            if (!rendered.contains(run) && (only == 0 || only == run)) {
                documents
                        .ids(run)
                        .ifPresentOrElse(
                                ids -> left.add(new RunLeft(run, ids, request)),
                                () -> mapper.runIsRendered(run, 0, clock.instant()));
            }
        }
        if (request.partition() == 0) {
            left.forEach(run -> request.progress().expect(run.ids.documents(), "documents"));
            if (left.isEmpty()) {
                request.progress()
                        .note(only == 0 ? "every released document is rendered" : "bill run " + only + " is rendered");
            }
        }
        return new Rendering(left, request.progress());
    }

    /** The ranges of a run's documents that belong to a partition: every n-th, so that the ranges do not depend on n. */
    private static final class RunLeft {
        private final long billRunId;
        private final BillingDocuments.Ids ids;
        private final int range;
        private final long stride;
        private long from;

        RunLeft(long billRunId, BillingDocuments.Ids ids, StepRequest request) {
            this.billRunId = billRunId;
            this.ids = ids;
            this.range = request.range(RANGE);
            this.stride = (long) request.partitions() * range;
            this.from = ids.first() + (long) request.partition() * range;
        }
    }

    /** The ranges one after the other; behind a run's last it is noted when the whole run is rendered. */
    private final class Rendering implements StepWork {
        private final Queue<RunLeft> left;
        private final Progress progress;
        private final List<String> unprintable = new ArrayList<>();
        private long made;
        private long bytes;

        Rendering(Queue<RunLeft> left, Progress progress) {
            this.left = left;
            this.progress = progress;
        }

        @Override
        public @Nullable Piece next() {
            RunLeft run = left.peek();
            if (run == null) {
                if (made > 0) {
                    progress.note(made + " documents rendered, " + bytes / 1024 + " KiB kept");
                    made = 0;
                }
                requirePrintable();
                return null;
            }
            if (run.from > run.ids.last()) {
                left.remove();
                return () -> end(run);
            }
            long from = run.from;
            run.from += run.stride;
            return () -> {
                DocumentRendering.Made range = rendering.render(
                        run.billRunId, from, Math.min(from + run.range, run.ids.last() + 1), forms.getObject());
                made += range.made();
                bytes += range.bytes();
                unprintable.addAll(range.unprintable());
                progress.advance(range.documents());
                if (unprintable.size() >= MOST_UNPRINTABLE) {
                    left.clear();
                }
            };
        }

        private void requirePrintable() {
            if (unprintable.isEmpty()) {
                return;
            }
            StringBuilder message = new StringBuilder()
                    .append(unprintable.size())
                    .append(unprintable.size() == 1 ? " document cannot" : " documents cannot")
                    .append(" be rendered")
                    .append(
                            unprintable.size() < MOST_UNPRINTABLE
                                    ? "; all others are"
                                    : ", so the rest was not tried: look at the template");
            unprintable.stream()
                    .limit(MOST_NAMED)
                    .forEach(each -> message.append("\n  ").append(each));
            if (unprintable.size() > MOST_NAMED) {
                message.append("\n  and ")
                        .append(unprintable.size() - MOST_NAMED)
                        .append(" more");
            }
            throw new IllegalStateException(
                    message.append("\na released document keeps its words: mend the template that"
                                    + " prints them, see 'What cannot be printed' in document-templates/README.md")
                            .toString());
        }

        private void end(RunLeft run) {
            if (mapper.renderedOf(run.billRunId) == run.ids.documents()) {
                mapper.runIsRendered(run.billRunId, run.ids.documents(), clock.instant());
            }
        }
    }
}
