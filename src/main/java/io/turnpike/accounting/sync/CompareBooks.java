package io.turnpike.accounting.sync;

import io.turnpike.accounting.BookPeriod;
import io.turnpike.accounting.Content;
import io.turnpike.accounting.own.OwnRecords;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The step {@code compare-books}: where ours and those of accounting systems differ. */
@Component
class CompareBooks implements StepKind {
    private final SyncDesk desk;
    private final Drift drift;
    private final OwnRecords records;

    CompareBooks(SyncDesk desk, Drift drift, OwnRecords records) {
        this.desk = desk;
        this.drift = drift;
        this.records = records;
    }

    @Override
    public String word() {
        return "compare-books";
    }

    @Override
    public String summary() {
        return "compare our books with what accounting systems told they have, field by field";
    }

    @Override
    public List<StepOption> options() {
        return List.of(StepOption.text("system"), StepOption.text("operator"), BookPeriod.OPTION);
    }

    @Override
    public void check(Parameters parameters) {
        parameters.text("system").ifPresent(desk::system);
        parameters.text("operator").ifPresent(records::owner);
    }

    @Override
    public StepWork begin(StepRequest request) {
        BookPeriod period = BookPeriod.of(request.parameters());
        Deque<SyncLine> lines = new ArrayDeque<>();
        for (String system : request.parameters()
                .text("system")
                .map(desk::system)
                .map(java.util.List::of)
                .orElseGet(desk::systems)) {
            for (var owner : request.parameters()
                    .text("operator")
                    .map(code -> java.util.List.of(records.owner(code)))
                    .orElseGet(records::owners)) {
                for (Content content : SyncDesk.CONTENTS) {
                    lines.add(new SyncLine(system, content, owner));
                }
            }
        }
        return new Work(request, period, lines);
    }

    private final class Work implements StepWork {
        private final StepRequest request;
        private final BookPeriod period;
        private final Deque<SyncLine> lines;
        private final Deque<DriftReport> reports = new ArrayDeque<>();

        Work(StepRequest request, BookPeriod period, Deque<SyncLine> lines) {
            this.request = request;
            this.period = period;
            this.lines = lines;
        }

        @Override
        public @Nullable Piece next() {
            while (!reports.isEmpty()) {
                DriftText.lines(reports.remove(), period).forEach(request.progress()::note);
            }
            SyncLine line = lines.poll();
            return line == null
                    ? null
                    : () -> {
                        DriftReport report = drift.compare(line, period);
                        request.progress().advance(report.compared());
                        reports.add(report);
                    };
        }
    }
}
