package io.turnpike.scenarios;

import io.turnpike.charging.AccountCharging;
import io.turnpike.charging.ChargeBatches;
import io.turnpike.definitions.Definitions;
import io.turnpike.definitions.Problems;
import io.turnpike.invoicing.BillRelease;
import io.turnpike.invoicing.BillRun;
import io.turnpike.invoicing.BillRuns;
import io.turnpike.invoicing.BillingDocuments;
import io.turnpike.invoicing.BillingDocuments.Filter;
import io.turnpike.invoicing.PeriodClose;
import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.JobFiles;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.RunWatcher;
import io.turnpike.jobs.Runs;
import io.turnpike.jobs.StepKind;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs jobs and bill runs by the program's own steps, and keeps the documents the last run made. */
final class BillingDesk {
    /** Who released what a scenario released. */
    private static final String BY = "scenario";

    private static final List<String> CHARGE = List.of(
            "retry-suspense", "match-traffic", "rate-traffic", "rerate-owners", "rerate", "settle", "charge-fees");
    private static final int MOST_DOCUMENTS = 100_000;
    private static final int MOST_RUNS = 10_000;

    private final World world;
    private final List<MadeDocument> documents = new ArrayList<>();
    private final List<Long> shown = new ArrayList<>();
    private @Nullable MadeDocument lookedAt;
    private @Nullable Map<String, StepKind> kinds;

    BillingDesk(World world) {
        this.world = world;
    }

    /** The documents of the last run. */
    List<MadeDocument> documents() {
        return documents;
    }

    /** The document whose lines are asked for. */
    @Nullable MadeDocument lookedAt() {
        return lookedAt;
    }

    void look(@Nullable MadeDocument document) {
        lookedAt = document;
    }

    /** Has one file collected. */
    void collect(String format, Path file) {
        run("collect", List.of("collect-calls", "collect-flows"), Map.of("file", file.toString(), "format", format));
    }

    void rateTraffic(LocalDate through) {
        run("rate", List.of("match-traffic", "rate-traffic"), Map.of("through", through.toString()));
    }

    /** The billing cycle of a day, but for collecting, which was done as things were used. */
    void cycle(LocalDate day, boolean release) {
        List<String> steps = new ArrayList<>(CHARGE);
        steps.add("draft-invoices");
        if (release) {
            steps.add("release-invoices");
        }
        run("cycle", steps, Map.of("through", day.toString(), "release", "automatic", "of", "changes"));
        show(newRuns());
    }

    /** A job of the definitions, through a day where it asks for one. */
    void job(String name, LocalDate day) {
        Problems problems = new Problems();
        JobFile job = JobFiles.load(world.bean(Definitions.class).root(), kinds().values(), problems)
                .get(name);
        if (job == null) {
            throw new Deed.Refused("the job " + name + " cannot be read: run 'turnpike check'");
        }
        Map<String, String> parameters = new TreeMap<>();
        if (job.parameters().stream().anyMatch(parameter -> parameter.name().equals("through"))) {
            parameters.put("through", day.toString());
        }
        start(job, parameters);
        List<Long> runs = newRuns();
        if (!runs.isEmpty()) {
            show(runs);
        }
    }

    /** Charges and bills accounts outside their cycle. */
    void bill(List<String> accounts, LocalDate day, boolean pastPeriod) {
        String operator = world.operator().code();
        rateTraffic(day);
        AccountCharging charging = world.bean(AccountCharging.class);
        charging.accounts(operator, accounts).forEach(account -> charging.chargeThrough(account, day));
        int cutoff = world.bean(ChargeBatches.class).cutoff();
        BillRuns runs = world.bean(BillRuns.class);
        BillRun opened = pastPeriod
                ? runs.openPastPeriod(operator, day, cutoff, accounts)
                : runs.openAccounts(operator, day, cutoff, accounts);
        runs.draft(opened.billRunId());
        world.bean(BillRelease.class).release(opened.billRunId(), BY);
        show(newRuns());
    }

    void release() {
        List<Long> drafts = drafts();
        drafts.forEach(run -> world.bean(BillRelease.class).release(run, BY));
        show(drafts);
    }

    void discard() {
        List<Long> drafts = drafts();
        drafts.forEach(run -> world.bean(BillRuns.class).discard(run));
        show(drafts);
    }

    private List<Long> drafts() {
        List<Long> drafts = runs().stream()
                .filter(run -> run.state() == BillRun.State.DRAFT)
                .map(BillRun::billRunId)
                .toList();
        if (drafts.isEmpty()) {
            throw new Deed.Refused("there is no draft");
        }
        return drafts;
    }

    void close(YearMonth month) {
        world.bean(PeriodClose.class).close(world.operator().code(), month, BY);
    }

    /** All runs of the operator, oldest first. */
    private List<BillRun> runs() {
        List<BillRun> runs = new ArrayList<>(
                world.bean(BillRuns.class).latest(world.operator().code(), MOST_RUNS));
        java.util.Collections.reverse(runs);
        return runs;
    }

    private List<Long> newRuns() {
        return runs().stream()
                .map(BillRun::billRunId)
                .filter(run -> !shown.contains(run))
                .toList();
    }

    private void show(List<Long> runs) {
        documents.clear();
        lookedAt = null;
        BillingDocuments all = world.bean(BillingDocuments.class);
        for (long run : runs) {
            if (!shown.contains(run)) {
                shown.add(run);
            }
            all.list(new Filter(null, null, null, null, null, run), 0, MOST_DOCUMENTS)
                    .forEach(listed -> documents.add(new MadeDocument(
                            listed, all.snapshot(listed.documentId()).orElse("{}"))));
        }
    }

    private void run(String name, List<String> steps, Map<String, String> parameters) {
        List<JobFile.StepLine> lines = new ArrayList<>();
        for (String word : steps) {
            StepKind kind = kinds().get(word);
            if (kind == null) {
                throw new IllegalStateException("there is no step " + word);
            }
            lines.add(new JobFile.StepLine(word, kind, 1, Map.of()));
        }
        start(new JobFile("scenario-" + name, name, List.of(), lines), parameters);
    }

    private void start(JobFile job, Map<String, String> parameters) {
        Runs.Outcome outcome = world.bean(Runs.class).start(job, new Parameters(parameters), RunWatcher.NONE);
        if (!outcome.state().equals("completed")) {
            throw new Deed.Refused(outcome.message().orElse("the run " + outcome.state()));
        }
    }

    private Map<String, StepKind> kinds() {
        Map<String, StepKind> known = kinds;
        if (known == null) {
            known = new LinkedHashMap<>();
            for (StepKind kind : world.context().getBeansOfType(StepKind.class).values()) {
                known.put(kind.word(), kind);
            }
            kinds = known;
        }
        return known;
    }
}
