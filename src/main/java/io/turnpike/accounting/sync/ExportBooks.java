package io.turnpike.accounting.sync;

import io.turnpike.accounting.BookPeriod;
import io.turnpike.accounting.exports.ExportDefinition;
import io.turnpike.accounting.exports.Exports;
import io.turnpike.accounting.exports.FileHead;
import io.turnpike.accounting.exports.PlainExport;
import io.turnpike.accounting.own.BooksOwner;
import io.turnpike.accounting.own.OwnRecords;
import io.turnpike.accounting.own.Selection;
import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.invoicing.Operators;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The step {@code export-books}: files for accounting systems, by the definitions of exports. */
@Component
class ExportBooks implements StepKind {
    private final Exports exports;
    private final SystemExport.Tools tools;
    private final Operators operators;
    private final Environment environment;
    private final Clock clock;

    ExportBooks(
            Exports exports,
            OwnRecords records,
            Versions versions,
            BatchMapper batches,
            Operators operators,
            Environment environment,
            Clock clock) {
        this.exports = exports;
        this.tools = new SystemExport.Tools(records, versions, batches);
        this.operators = operators;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public String word() {
        return "export-books";
    }

    @Override
    public String summary() {
        return "write files of documents, payments, customers or postings for accounting systems";
    }

    @Override
    public List<StepOption> options() {
        return List.of(
                StepOption.text("name"), StepOption.text("operator"), BookPeriod.OPTION, StepOption.text("outbox"));
    }

    @Override
    public void check(Parameters parameters) {
        parameters.text("name").ifPresent(exports::named);
        parameters.text("operator").ifPresent(tools.records()::owner);
    }

    @Override
    public StepWork begin(StepRequest request) {
        Parameters parameters = request.parameters();
        BookPeriod period = BookPeriod.of(parameters);
        // without a name: what systems are kept in step by
        List<ExportDefinition> definitions = parameters
                .text("name")
                .map(name -> List.of(exports.named(name)))
                .orElseGet(() -> exports.read().values().stream()
                        .filter(each -> each.system().isPresent())
                        .toList());
        List<BooksOwner> owners = parameters
                .text("operator")
                .map(code -> List.of(tools.records().owner(code)))
                .orElseGet(tools.records()::owners);
        Path outbox = Path.of(
                parameters.text("outbox").orElse(environment.getProperty("turnpike.data", "data") + "/books/outbox"));
        Deque<StepWork> works = new ArrayDeque<>();
        for (ExportDefinition definition : definitions) {
            Path folder = outbox.resolve(definition.name());
            for (BooksOwner owner : owners) {
                works.add(work(definition, owner, period, folder, request));
            }
        }
        request.progress().expect(0, "records");
        return new InTurn(works);
    }

    private StepWork work(
            ExportDefinition definition, BooksOwner owner, BookPeriod period, Path folder, StepRequest request) {
        Optional<OperatorTerms> terms = Optional.ofNullable(operators.byCode().get(owner.code()));
        return definition.system().isPresent()
                ? new SystemExport(tools, definition, owner, terms, period, folder, request.progress())
                : new Plain(
                        new PlainExport(
                                definition,
                                new Selection(definition.content(), owner, period.days(), definition.kinds()),
                                new FileHead(owner, terms, period.days(), clock.instant()),
                                period.text(),
                                folder),
                        request);
    }

    /** One piece: all files of it or none. */
    private final class Plain implements StepWork {
        private final PlainExport export;
        private final StepRequest request;
        private final List<String> notes = new ArrayList<>();
        private boolean done;

        Plain(PlainExport export, StepRequest request) {
            this.export = export;
            this.request = request;
        }

        @Override
        public @Nullable Piece next() {
            if (done) {
                notes.forEach(request.progress()::note);
                return null;
            }
            done = true;
            return () -> export.run(tools.records(), request.progress()::advance, notes::add);
        }
    }

    /** One work after the other. */
    private record InTurn(Deque<StepWork> works) implements StepWork {
        @Override
        public @Nullable Piece next() {
            while (!works.isEmpty()) {
                Piece piece = works.element().next();
                if (piece != null) {
                    return piece;
                }
                works.remove();
            }
            return null;
        }
    }
}
