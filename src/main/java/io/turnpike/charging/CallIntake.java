package io.turnpike.charging;

import io.turnpike.mediation.calls.CallFormat;
import io.turnpike.mediation.calls.FileNamePattern;
import io.turnpike.mediation.files.ControlTotals;
import io.turnpike.mediation.files.FileSeries;
import io.turnpike.mediation.files.InputFiles;
import io.turnpike.mediation.files.SequenceGap;
import io.turnpike.mediation.files.TakenFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What a run took in, as people look at it in the morning: control totals, files that are not as they should be, and gaps. */
@Component
public class CallIntake {
    private final InputFiles files;
    private final CallReaders readers;

    CallIntake(InputFiles files, CallReaders readers) {
        this.files = files;
        this.readers = readers;
    }

    /**
     * The files of one format.
     *
     * @param files how many there are
     */
    public record FormatTotals(String format, int files, ControlTotals totals) {}

    /** What is missing in the sequence of a source's files. */
    public record MissingFiles(FileSeries series, List<SequenceGap> gaps) {}

    /**
     * All there is to know of a run.
     *
     * @param elsewhere what it did to the records of files that other runs took in: a record of its own files became the one that is
     *     charged, calls became whole, suspense was tried again
     * @param doubtful files that were refused, not finished, or are not what their trailer says
     */
    public record Intake(
            List<FormatTotals> formats, ControlTotals elsewhere, List<TakenFile> doubtful, List<MissingFiles> missing) {
        /** What the run did altogether; the totals of all runs add up to those of all files. */
        public ControlTotals totals() {
            return formats.stream().map(FormatTotals::totals).reduce(elsewhere, ControlTotals::plus);
        }
    }

    /** Names of all readers, those of flows too. */
    public Set<String> readers() {
        return readers.names();
    }

    /** What a run took in; empty lists for a run that took in nothing. */
    public Intake ofRun(long runId) {
        Map<String, FormatTotals> byFormat = new LinkedHashMap<>();
        List<TakenFile> doubtful = new ArrayList<>();
        for (TakenFile file : files.ofRun(runId)) {
            byFormat.merge(
                    file.format(),
                    new FormatTotals(file.format(), 1, file.totals()),
                    (one, other) ->
                            new FormatTotals(one.format, one.files + other.files, one.totals.plus(other.totals)));
            if (file.reason().isPresent() || !file.state().equals("done")) {
                doubtful.add(file);
            }
        }
        return new Intake(List.copyOf(byFormat.values()), files.elsewhere(runId), doubtful, missing(runId));
    }

    private List<MissingFiles> missing(long runId) {
        List<FileSeries> series = files.seriesOfRun(runId);
        if (series.isEmpty()) {
            return List.of();
        }
        Map<String, CallFormat> formats = readers.read();
        List<MissingFiles> missing = new ArrayList<>();
        for (FileSeries each : series) {
            Optional<FileNamePattern> pattern =
                    Optional.ofNullable(formats.get(each.format())).flatMap(CallFormat::files);
            pattern.map(names -> files.gaps(each, new SequenceGap.Span(names.first(), names.last())))
                    .filter(gaps -> !gaps.isEmpty())
                    .ifPresent(gaps -> missing.add(new MissingFiles(each, gaps)));
        }
        return missing;
    }
}
