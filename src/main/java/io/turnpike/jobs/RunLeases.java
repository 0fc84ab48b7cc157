package io.turnpike.jobs;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps the leases of this process's runs: renews them while it lives, hears of stops that others ask for, and on SIGTERM lets each
 * run come to the end of its piece before the context closes.
 */
@Component
class RunLeases implements SmartLifecycle {
    /** Long enough to outlast a pause of the machine, short enough to wait for. */
    static final int LEASE_SECONDS = 30;

    private static final int HEARTBEAT_SECONDS = 5;
    private static final int STOP_WAIT_SECONDS = 120;
    private static final Logger LOG = LoggerFactory.getLogger(RunLeases.class);

    private final RunMapper runs;
    private final Map<Long, Lease> held = new ConcurrentHashMap<>();
    private final ScheduledExecutorService heartbeat = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "run-lease");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean running;

    RunLeases(RunMapper runs) {
        this.runs = runs;
    }

    /** Host and process: who a lease belongs to. */
    String owner() {
        try {
            return InetAddress.getLocalHost().getHostName() + ":"
                    + ProcessHandle.current().pid();
        } catch (UnknownHostException e) {
            return "localhost:" + ProcessHandle.current().pid();
        }
    }

    /** Whether the process is one of this machine that does not exist any more. */
    boolean isGone(String owner) {
        int colon = owner.lastIndexOf(':');
        return owner.substring(0, colon + 1).equals(owner().substring(0, owner().lastIndexOf(':') + 1))
                && ProcessHandle.of(Long.parseLong(owner.substring(colon + 1))).isEmpty();
    }

    /** Waits until every owner that lives has renewed its lease. */
    void awaitRenewal() {
        try {
            TimeUnit.SECONDS.sleep(HEARTBEAT_SECONDS + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it waited for the owner of a run", e);
        }
    }

    /** Holds a run's lease until it is closed. */
    Lease hold(long runId) {
        Lease lease = new Lease(runId);
        held.put(runId, lease);
        return lease;
    }

    /**
     * Makes sure, in the transaction of a piece and behind its work, that the run was not given to another owner meanwhile: one who was
     * paused for longer than its lease, or cut off, must not go on beside the one who has taken over.
     */
    void requireHeld(long runId) {
        if (!runs.holdRunning(runId)) {
            throw new IllegalStateException("run " + runId
                    + " is not this process's any more: its lease had ended and it was taken over; what was"
                    + " under way was undone");
        }
    }

    /** Keeps what a run told of as refused, in the running transaction: a run that goes on with this one tells it again. */
    void refused(long runId, String fact) {
        runs.refused(runId, fact);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** First of all to stop, last to start: nothing a run uses goes before the run. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void stop() {
        running = false;
        held.values().forEach(lease -> lease.stop.set(true));
        for (Lease lease : held.values()) {
            try {
                if (!lease.ended.await(STOP_WAIT_SECONDS, TimeUnit.SECONDS)) {
                    LOG.warn(
                            "run {} did not reach the end of its piece in {} s; it is restarted from the last one",
                            lease.runId,
                            STOP_WAIT_SECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** One held lease. */
    final class Lease implements AutoCloseable {
        private final long runId;
        private final AtomicBoolean stop = new AtomicBoolean();
        private final CountDownLatch ended = new CountDownLatch(1);
        private final ScheduledFuture<?> beat;

        private Lease(long runId) {
            this.runId = runId;
            this.beat =
                    heartbeat.scheduleAtFixedRate(this::renew, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        }

        /** Set when the run shall stop at the end of its piece. */
        AtomicBoolean stop() {
            return stop;
        }

        private void renew() {
            try {
                boolean mustStop = runs.renew(runId, LEASE_SECONDS).orElse(true);
                if (mustStop) {
                    stop.set(true);
                }
            } catch (RuntimeException e) {
                // The database may come back before the lease ends; if it does not, another owner may take the run
                // over.
                LOG.warn("the lease of run {} could not be renewed: {}", runId, e.getMessage());
            }
        }

        @Override
        public void close() {
            beat.cancel(false);
            held.remove(runId);
            ended.countDown();
        }
    }
}
