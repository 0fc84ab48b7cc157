package io.turnpike.documents.print;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Fetches pages on several threads, a few documents ahead of the one that writes, and hands them out in their order. */
final class PagesAhead implements AutoCloseable {
    /** Documents asked for at once: enough that a round trip to the database does not count, few enough to keep memory small. */
    private static final int BLOCK = 32;

    /** Blocks waiting for each thread: one that is written, one that is ready. */
    private static final int BLOCKS_PER_THREAD = 2;

    private final PageSource source;
    private final List<PrintItem> items;
    private final ExecutorService workers;
    private final Queue<Future<List<PrintedPages>>> ahead = new ArrayDeque<>();
    private final int most;
    private int asked;
    private Iterator<PrintedPages> ready = List.<PrintedPages>of().iterator();

    PagesAhead(PageSource source, List<PrintItem> items, int threads) {
        this.source = source;
        this.items = items;
        this.workers = Executors.newFixedThreadPool(threads);
        this.most = threads * BLOCKS_PER_THREAD;
    }

    /** The next document's pages; what fetching them threw is thrown here. */
    PrintedPages next() {
        while (ahead.size() < most && asked < items.size()) {
            List<PrintItem> block = items.subList(asked, Math.min(asked + BLOCK, items.size()));
            asked += block.size();
            ahead.add(workers.submit(() -> source.pages(block)));
        }
        if (!ready.hasNext()) {
            ready = received().iterator();
        }
        return ready.next();
    }

    private List<PrintedPages> received() {
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
