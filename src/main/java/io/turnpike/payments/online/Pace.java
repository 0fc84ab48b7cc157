package io.turnpike.payments.online;

import java.time.Clock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How much of a payment system's requests is worked on: so many a second, and so many at once. */
final class Pace {
    /** A request waits so long for others of its system to end. */
    private static final int WAIT_SECONDS = 2;

    private static final double MILLIS = 1000;

    private final int aSecond;
    private final int mostWaiting;
    private final Semaphore places;
    private final Clock clock;
    private double left;
    private long filledAtMillis;

    Pace(PaymentSystem.Limits limits, Clock clock) {
        this.aSecond = limits.aSecond();
        this.mostWaiting = limits.atOnce(); // the threads of the server are those of all systems
        this.places = new Semaphore(limits.atOnce(), true);
        this.clock = clock;
        this.left = aSecond;
        this.filledAtMillis = clock.millis();
    }

    /** Takes a place, to be given back; false where there is none. */
    boolean enter() {
        try {
            return counted()
                    && places.getQueueLength() < mostWaiting
                    && places.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void leave() {
        places.release();
    }

    /** Requests of a whole second may come at once; then they are taken as the second passes. */
    private synchronized boolean counted() {
        long now = clock.millis();
        left = Math.min(aSecond, left + Math.max(0, now - filledAtMillis) * aSecond / MILLIS);
        filledAtMillis = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
