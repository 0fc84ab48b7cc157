package io.turnpike.documents.print;

import io.turnpike.documents.DocumentRenderer;
import io.turnpike.documents.page.DisplayList;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lays out documents on several threads, a few ahead of the one that writes, and hands them out in their order. */
final class LayoutAhead implements AutoCloseable {
    /** Layouts waiting for each thread: enough to keep it busy, few enough to keep memory small. */
    private static final int AHEAD_PER_THREAD = 16;

    private final DocumentRenderer renderer;
    private final Iterator<PrintItem> items;
    private final ExecutorService workers;
    private final Queue<Future<DisplayList>> ahead = new ArrayDeque<>();
    private final int most;

    LayoutAhead(DocumentRenderer renderer, List<PrintItem> items, int threads) {
        this.renderer = renderer;
        this.items = items.iterator();
        this.workers = Executors.newFixedThreadPool(threads);
        this.most = threads * AHEAD_PER_THREAD;
    }

    /** The next document; what its layout threw is thrown here. */
    DisplayList next() {
        while (ahead.size() < most && items.hasNext()) {
            PrintItem item = items.next();
            ahead.add(workers.submit(
                    () -> renderer.layOut(item.template(), item.snapshot().get())));
        }
        try {
            return ahead.remove().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the print run was interrupted", e);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
