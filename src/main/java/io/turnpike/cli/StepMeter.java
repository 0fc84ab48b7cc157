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

    private final String step;
    private final PrintWriter out;
    private final boolean terminal;
    private final AtomicLong expected = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong printed = new AtomicLong();
    private final List<String> notes = new ArrayList<>();
    private volatile String unit = "";
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
                bar = new ProgressBarBuilder()
                        .setTaskName(String.format(Locale.ROOT, "%-18s", step))
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUnit(" " + unitName, 1)
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
        } else if (!terminal) {
            line(now);
        }
    }

    @Override
    public synchronized void note(String fact) {
        notes.add(fact);
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

    String units() {
        return done.get() == 0 ? "" : String.format(Locale.ROOT, "%,d", done.get());
    }

    String rate(Duration took) {
        long millis = Math.max(1, took.toMillis());
        return done.get() == 0 ? "" : String.format(Locale.ROOT, "%,d %s/s", done.get() * 1000 / millis, unit);
    }

    private void line(long now) {
        long total = expected.get();
        long tenth = total == 0 ? 0 : now * LINES_A_STEP / total;
        if (tenth > printed.getAndAccumulate(tenth, Math::max)) {
            out.printf(Locale.ROOT, "%s: %,d of %,d %s%n", step, now, total, unit);
            out.flush();
        }
    }
}
