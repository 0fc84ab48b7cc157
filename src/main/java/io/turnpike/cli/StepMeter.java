package io.turnpike.cli;

import io.turnpike.jobs.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far one step is: a bar with rate and time left on a terminal, elsewhere a line each tenth of the way. */
final class StepMeter implements Progress {
    private static final int MILLIS_PER_REFRESH = 500;
    private static final int LINES_A_STEP = 10;
    private static final String BYTES = "bytes";
    private static final long BYTES_PER_MB = 1_000_000;

    private final String step;
    private final PrintWriter out;
    private final boolean terminal;
    private final AtomicLong expected = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong counted = new AtomicLong();
    private final AtomicLong printed = new AtomicLong();
    private final List<String> notes = new ArrayList<>();
    private int refused;
    private volatile String unit = "";
    private volatile String things = "";
    private @Nullable ProgressBar bar;

    StepMeter(String step, PrintWriter out, boolean terminal) {
        this.step = step;
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public synchronized void expect(long units, String unitName) {
        unit = unitName;
        long total = expected.addAndGet(units);
        if (terminal) {
            if (bar == null) {
                boolean bytes = unitName.equals(BYTES);
                bar = new ProgressBarBuilder()
                        .setTaskName(String.format(Locale.ROOT, "%-18s", step))
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUnit(bytes ? " MB" : " " + unitName, bytes ? BYTES_PER_MB : 1)
                        .setUpdateIntervalMillis(MILLIS_PER_REFRESH)
                        .setInitialMax(total)
                        .showSpeed()
                        .build();
            }
            bar.maxHint(total);
        }
    }

    @Override
    public void advance(long units) {
        long now = done.addAndGet(units);
        ProgressBar shown = bar;
        if (shown != null) {
            shown.stepTo(now);
            if (counted.get() > 0) {
                shown.setExtraMessage(" " + whole(counted.get()) + " " + things + ", "
                        + rate(counted.get(), shown.getTotalElapsed()) + "/s");
            }
        } else if (!terminal) {
            line(now);
        }
    }

    @Override
    public void counted(long more, String unitName) {
        things = unitName;
        counted.addAndGet(more);
    }

    @Override
    public synchronized void note(String fact) {
        notes.add(fact);
    }

    @Override
    public synchronized void refused(String fact) {
        Progress.super.refused(fact);
        refused++;
    }

    synchronized int refused() {
        return refused;
    }

    void end() {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.close();
        }
    }

    synchronized List<String> notes() {
        return List.copyOf(notes);
    }

    /** What was made of the work, or else how much of it was done. */
    private long figure() {
        return things.isEmpty() ? done.get() : counted.get();
    }

    String units() {
        return figure() == 0 ? "" : whole(figure());
    }

    String rate(Duration took) {
        return figure() == 0 ? "" : rate(figure(), took) + " " + (things.isEmpty() ? unit : things) + "/s";
    }

    private static String rate(long number, Duration took) {
        return whole(number * 1000 / Math.max(1, took.toMillis()));
    }

    private static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private void line(long now) {
        long total = expected.get();
        long tenth = total == 0 ? 0 : now * LINES_A_STEP / total;
        if (tenth > printed.getAndAccumulate(tenth, Math::max)) {
            out.println(step + ": " + way(now, total) + (things.isEmpty() ? "" : ", " + units() + " " + things));
            out.flush();
        }
    }

    private String way(long now, long total) {
        return unit.equals(BYTES) && total >= BYTES_PER_MB
                ? String.format(
                        Locale.ROOT, "%,.1f of %,.1f MB", (double) now / BYTES_PER_MB, (double) total / BYTES_PER_MB)
                : whole(now) + " of " + whole(total) + " " + unit;
    }
}
