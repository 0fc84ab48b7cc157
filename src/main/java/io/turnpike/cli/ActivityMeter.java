package io.turnpike.cli;

import io.turnpike.customers.ImportProgress;
import java.io.PrintWriter;

/** Shows work whose activities follow one another: on a terminal one line that is written over, elsewhere a line each. */
final class ActivityMeter implements ImportProgress, AutoCloseable {
    private static final long REDRAW_NANOS = 200_000_000L;
    private static final int WIDTH = 60;

    private final PrintWriter out;
    private final boolean terminal = Boolean.getBoolean("turnpike.terminal");
    private String shown = "";
    private long drawnAt;
    private boolean open;

    ActivityMeter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void at(String activity, long done, long total) {
        if (!activity.equals(shown)) {
            shown = activity;
            if (!terminal) {
                out.println(activity);
                out.flush();
            }
            drawnAt = 0;
        }
        long now = System.nanoTime();
        if (terminal && now - drawnAt > REDRAW_NANOS) {
            drawnAt = now;
            open = true;
            String line = activity + (total == 0 ? "" : " " + done * 100 / total + " %");
            out.print("\r" + line + " ".repeat(Math.max(0, WIDTH - line.length())));
            out.flush();
        }
    }

    /** Wipes the line, so that what follows begins on an empty one. */
    @Override
    public void close() {
        if (open) {
            out.print("\r" + " ".repeat(WIDTH) + "\r");
            out.flush();
            open = false;
        }
    }
}
